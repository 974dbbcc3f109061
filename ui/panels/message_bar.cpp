#include "ui/panels/message_bar.h"

#include "ui/palette.h"

#include <QHBoxLayout>
#include <QLabel>
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
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(10, 4, 4, 4);
    row->addWidget(m_text, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

QString MessageBar::text() const {
    return m_text->text();
}

void MessageBar::say(const QString& sentence) {
    QPalette colours = m_text->palette();
    colours.setColor(QPalette::WindowText, viewColours(palette()).warning);
    m_text->setPalette(colours);
    m_text->setText(QStringLiteral("⚠ ") + sentence);
    setAccessibleDescription(sentence);
    show();
}

} // namespace tristate::ui
