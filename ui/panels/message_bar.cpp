#include "ui/panels/message_bar.h"

#include "ui/look/message_text.h"
#include "ui/look/palette.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

namespace tristate::ui {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), m_text(new QLabel(this)) {
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    setAccessibleName(tr("Message"));
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton(this);
    close->setText(QStringLiteral("✕"));
    close->setAccessibleName(tr("Close the message"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    m_row = new QHBoxLayout(this);
    m_row->setContentsMargins(10, 4, 4, 4);
    m_row->addWidget(m_text, 1);
    m_row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

QString MessageBar::text() const {
    return m_text->text();
}

void MessageBar::sayProblem(const std::exception& problem) {
    say(messageText(problem));
}

void MessageBar::say(const QString& sentence) {
    show(QStringLiteral("⚠ ") + sentence, sentence);
    QPalette colours = m_text->palette();
    colours.setColor(QPalette::WindowText, viewColours(palette()).warning);
    m_text->setPalette(colours);
}

void MessageBar::ask(const QString& question, const std::vector<Answer>& answers) {
    show(question, question);
    m_text->setPalette(palette());
    for (const Answer& answer : answers) addAnswer(answer);
}

void MessageBar::addAnswer(const Answer& answer) {
    auto* button = new QPushButton(answer.text, this);
    m_row->insertWidget(m_row->count() - 1, button, 0, Qt::AlignTop);
    m_answers.push_back(button);
    connect(button, &QPushButton::clicked, this, [this, act = answer.act] {
        hide();
        act();
    });
}

void MessageBar::show(const QString& text, const QString& description) {
    for (auto* button : m_answers) button->deleteLater();
    m_answers.clear();
    m_text->setText(text);
    setAccessibleDescription(description);
    QFrame::show();
}

} // namespace tristate::ui
