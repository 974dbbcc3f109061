#include "ui/lessons/lesson_panel.h"

#include "ui/lessons/lesson_progress.h"
#include "ui/look/scale.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr double kMaxOfTheWindow = 0.5; ///< what the texts may take of its height before they scroll

QLabel* makeText(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextFormat(Qt::RichText);
    label->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    return label;
}

QPushButton* makeButton(const QString& text, const QString& tip, QWidget* parent) {
    auto* button = new QPushButton(text, parent);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::TabFocus); // a click must not take the space bar away from play and pause
    return button;
}

QString plain(const QLabel& label) {
    return label.isHidden() ? QString() : QTextDocumentFragment::fromHtml(label.text()).toPlainText();
}

} // namespace

LessonPanel::LessonPanel(const QStringList& titles, QWidget* parent)
    : QWidget(parent),
      m_head(buildHead()),
      m_step(buildStep()),
      m_list(buildList(titles)),
      m_buttons(buildButtons()),
      m_scroll(new QScrollArea(this)) {
    setAccessibleName(tr("Lesson"));
    setFocusPolicy(Qt::StrongFocus);
    auto* pages = new QWidget(this);
    auto* texts = new QVBoxLayout(pages);
    texts->setContentsMargins(0, 0, 0, 0);
    texts->addWidget(m_step);
    texts->addWidget(m_list);
    texts->addStretch(1);
    m_scroll->setWidget(pages);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 4, 8, 6);
    column->setSpacing(6);
    column->addWidget(m_head);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_buttons);
    connect(m_begin, &QPushButton::clicked, this, &LessonPanel::beginAsked);
    connect(m_next, &QPushButton::clicked, this, &LessonPanel::nextAsked);
    connect(m_back, &QPushButton::clicked, this, &LessonPanel::backAsked);
    connect(m_showMe, &QPushButton::clicked, this, &LessonPanel::showMeAsked);
    connect(m_end, &QToolButton::clicked, this, &LessonPanel::endAsked);
    showList();
}

QWidget* LessonPanel::buildHead() {
    auto* head = new QWidget(this);
    m_title = makeText(head);
    m_title->setTextFormat(Qt::PlainText); // of whatever file
    setRelativeFont(*m_title, 1.15, true);
    m_place = new QLabel(head);
    m_end = new QToolButton(head);
    m_end->setText(tr("End lesson"));
    m_end->setToolTip(tr("Close the lesson; the run stays as it is (Escape)"));
    m_end->setAutoRaise(true);
    m_end->setFocusPolicy(Qt::TabFocus);
    auto* grid = new QGridLayout(head);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(0);
    grid->addWidget(m_title, 0, 0, 1, 2);
    grid->addWidget(m_place, 1, 0);
    grid->addWidget(m_end, 1, 1);
    grid->setColumnStretch(0, 1);
    return head;
}

QWidget* LessonPanel::buildStep() {
    auto* step = new QWidget(this);
    m_text = makeText(step);
    m_taskFrame = new QFrame(step);
    m_taskFrame->setFrameShape(QFrame::StyledPanel);
    m_taskFrame->setAutoFillBackground(true);
    m_taskFrame->setBackgroundRole(QPalette::Base);
    m_tick = new QLabel(m_taskFrame);
    m_tick->setAlignment(Qt::AlignTop | Qt::AlignHCenter);
    QFont bold = m_tick->font();
    bold.setBold(true);
    m_tick->setFont(bold);
    m_tick->setMinimumWidth(m_tick->fontMetrics().horizontalAdvance(QStringLiteral("✓○")));
    m_task = makeText(m_taskFrame);
    auto* row = new QHBoxLayout(m_taskFrame);
    row->setContentsMargins(4, 5, 6, 5);
    row->setSpacing(4);
    row->addWidget(m_tick);
    row->addWidget(m_task, 1);
    m_watch = makeText(step);
    m_note = makeText(step); // has its place in every step, so that nothing moves when it speaks
    auto* column = new QVBoxLayout(step);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(7);
    for (QWidget* part : std::initializer_list<QWidget*>{m_note, m_text, m_taskFrame, m_watch})
        column->addWidget(part);
    return step;
}

QWidget* LessonPanel::buildList(const QStringList& titles) {
    auto* list = new QWidget(this);
    auto* column = new QVBoxLayout(list);
    column->setContentsMargins(0, 0, 0, 0);
    auto* text = makeText(list);
    text->setText(tr("Short walks through this window, three minutes each. Each has a run of its own."));
    column->addWidget(text);
    for (int i = 0; i < titles.size(); ++i) {
        auto* button =
            makeButton(QString(titles.at(i)).replace(QLatin1Char('&'), QStringLiteral("&&")), {}, list);
        connect(button, &QPushButton::clicked, this, [this, i] { Q_EMIT lessonAsked(i); });
        column->addWidget(button);
    }
    return list;
}

QWidget* LessonPanel::buildButtons() {
    auto* buttons = new QWidget(this);
    m_begin = makeButton(tr("Begin"), tr("Start the run of the lesson, paused"), buttons);
    m_back = makeButton(tr("Back"), tr("The step before (Alt+Left)"), buttons);
    m_showMe = makeButton(tr("Show me"), tr("Show where it is in the window (Alt+Up)"), buttons);
    m_next = makeButton(tr("Next"), tr("The next step, done or not (Alt+Right)"), buttons);
    m_middle = new QStackedWidget(buttons);
    m_middle->addWidget(m_begin);
    m_middle->addWidget(m_back);
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    for (auto* part : std::initializer_list<QWidget*>{m_showMe, m_middle, m_next}) row->addWidget(part, 1);
    return buttons;
}

void LessonPanel::setPage(bool isStep) {
    m_step->setVisible(isStep);
    m_buttons->setVisible(isStep);
    m_list->setVisible(!isStep);
    m_place->setVisible(isStep);
    m_end->setVisible(isStep);
}

void LessonPanel::showList() {
    m_title->setText(tr("Lessons"));
    setPage(false);
    makeRoom();
}

void LessonPanel::fill(const Lesson& lesson, int index) {
    const LessonStep& step = lesson.steps[static_cast<std::size_t>(index)];
    m_title->setText(lesson.title);
    m_text->setText(step.text);
    m_taskFrame->setVisible(!step.task.isEmpty());
    m_task->setText(step.task);
    m_watch->setText(tr("<i>Watch:</i> %1").arg(step.watch));
    m_watch->setVisible(!step.watch.isEmpty());
}

void LessonPanel::showStep(const LessonProgress& progress) {
    const Lesson& lesson = progress.lesson();
    const auto& step = progress.current();
    const bool isOther = m_title->text() != lesson.title || m_text->text() != step.text;
    const bool isDone = progress.isDone(progress.step());
    setPage(true);
    reserve(lesson);
    fill(lesson, progress.step());
    m_place->setText(tr("step %1 of %2").arg(progress.step() + 1).arg(progress.steps()));
    m_tick->setText(isDone ? QStringLiteral("✓") : QStringLiteral("○"));
    m_tick->setAccessibleName(isDone ? tr("done") : tr("to do"));
    QString note;
    if (progress.isAstray())
        note = tr("Another experiment is on view. The first step begins that of the lesson.");
    else if (const int undone = progress.undone(); undone >= 0)
        note = tr("Step %1 is not done yet.").arg(undone + 1);
    m_note->setText(note.isEmpty() ? QString() : QStringLiteral("⚠ ") + note);
    m_next->setText(progress.isLast() ? tr("Finish") : tr("Next"));
    m_middle->setCurrentWidget(progress.isFirst() ? m_begin : m_back);
    m_begin->setDefault(!progress.isReady()); // emphasised is what comes next
    m_next->setDefault(progress.isReady());
    activateLayouts();
    if (isOther) m_scroll->ensureVisible(0, 0);
    setAccessibleDescription(text());
    announce();
}

/// For the longest step, so that buttons stay where they are from the first step to the last. Wrapped labels
/// do not tell a dock how high they are.
void LessonPanel::reserve(const Lesson& lesson) {
    const QString place = QStringLiteral("%1 %2 %3 %4")
                              .arg(lesson.title)
                              .arg(width())
                              .arg(window()->height())
                              .arg(fontMetrics().height());
    if (place == m_reserved) return;
    m_reserved = place;
    m_note->setMinimumHeight(2 * m_note->fontMetrics().lineSpacing());
    const int width =
        this->width() - layout()->contentsMargins().left() - layout()->contentsMargins().right();
    int wanted = 0;
    for (int step = 0; step < static_cast<int>(lesson.steps.size()); ++step) {
        fill(lesson, step);
        activateLayouts();
        wanted = std::max(wanted, m_scroll->widget()->layout()->heightForWidth(width));
    }
    setTextHeight(wanted);
}

void LessonPanel::activateLayouts() {
    for (QLayout* changed : {m_taskFrame->layout(), m_step->layout(), m_scroll->widget()->layout()})
        changed->activate(); // inside out
}

void LessonPanel::setTextHeight(int wanted) {
    const int width =
        this->width() - layout()->contentsMargins().left() - layout()->contentsMargins().right();
    const int most = static_cast<int>(kMaxOfTheWindow * window()->height());
    m_scroll->setMinimumHeight(std::min(wanted, most));
    m_title->setMinimumHeight(m_title->heightForWidth(width));
    layout()->activate();
}

void LessonPanel::makeRoom() {
    m_reserved.clear();
    const int width =
        this->width() - layout()->contentsMargins().left() - layout()->contentsMargins().right();
    setTextHeight(m_scroll->widget()->layout()->heightForWidth(width));
}

void LessonPanel::announce() {
    if (!isVisible()) return;
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged), alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&changed);
    QAccessible::updateAccessibility(&alert);
}

void LessonPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (!m_step->isVisible()) return makeRoom();
    Q_EMIT resized();
}

void LessonPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) {
        Q_EMIT endAsked();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_buttons->isHidden()) return;
        auto* button = qobject_cast<QAbstractButton*>(focusWidget());
        if (button && button->hasFocus())
            button->click();
        else if (!m_begin->isHidden() && m_begin->isDefault())
            Q_EMIT beginAsked();
        else
            Q_EMIT nextAsked();
    } else {
        QWidget::keyPressEvent(event);
    }
}

QPushButton& LessonPanel::lessonButton(int lesson) const {
    return *m_list->findChildren<QPushButton*>().at(lesson);
}

QString LessonPanel::place() const {
    return m_place->text();
}

QString LessonPanel::text() const {
    QStringList parts{m_title->text(),          place(),        plain(*m_note), plain(*m_text),
                      m_tick->accessibleName(), plain(*m_task), plain(*m_watch)};
    parts.removeAll(QString());
    return parts.join(QLatin1Char('\n'));
}

bool LessonPanel::isTicked() const {
    return m_tick->text() == QStringLiteral("✓");
}

} // namespace tristate::ui
