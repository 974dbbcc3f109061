#include "ui/lesson_guide.h"

#include "core/base/error.h"
#include "ui/lessons/lesson_book.h"
#include "ui/lessons/lesson_facts.h"
#include "ui/lessons/lesson_file.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_target.h"
#include "ui/look/message_text.h"
#include "ui/menus/file_commands.h"
#include "ui/pictures.h"
#include "ui/run/selection.h"
#include "ui/run/session_bridge.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QFileDialog>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QTabWidget>

namespace tristate::ui {
namespace {

constexpr int kLookMilliseconds = 200;
constexpr int kStepOfPicture = 4;

QStringList titles(const std::vector<Lesson>& lessons) {
    QStringList list;
    for (const Lesson& lesson : lessons) list << lesson.title;
    return list;
}

} // namespace

LessonGuide::LessonGuide(QMainWindow& window, SessionBridge& bridge, const Selection& selection,
                         const FileCommands& files, QMenuBar& bar)
    : QObject(&window),
      m_window(window),
      m_bridge(bridge),
      m_selection(selection),
      m_lessons(lessonBook()),
      m_panel(new LessonPanel(titles(m_lessons), &window)),
      m_dock(new QDockWidget(tr("Lesson"), &window)),
      m_frame(new TargetFrame(&window)) {
    buildDock();
    buildMenu(bar);
    connectPanel();
    connect(&files, &FileCommands::exported, this, [this] { ++m_exports; });
    connect(&files, &FileCommands::lessonDropped, this, &LessonGuide::openFile);
    connect(&m_timer, &QTimer::timeout, this, &LessonGuide::look);
    m_timer.setInterval(kLookMilliseconds);
    show();
}

LessonGuide::~LessonGuide() = default;

/// Above the controls, where most lessons have something to do.
void LessonGuide::buildDock() {
    m_dock->setObjectName(QStringLiteral("lessonDock"));
    m_dock->setWidget(m_panel);
    m_window.addDockWidget(Qt::LeftDockWidgetArea, m_dock);
    if (auto* controls = m_window.findChild<QDockWidget*>(QStringLiteral("controlsDock")))
        m_window.splitDockWidget(m_dock, controls, Qt::Vertical);
    m_dock->hide();
    connect(m_dock->toggleViewAction(), &QAction::toggled, this, [this](bool isOpen) {
        if (!isOpen && m_dock->isHidden()) end(); // closed, and not gone with a minimised window
    });
}

void LessonGuide::buildMenu(QMenuBar& bar) {
    auto* menu = bar.addMenu(tr("Less&ons"));
    for (std::size_t i = 0; i < m_lessons.size(); ++i)
        menu->addAction(QStringLiteral("&%1  %2").arg(i + 1).arg(
                            QString(m_lessons[i].title).replace(QLatin1Char('&'), QStringLiteral("&&"))),
                        this, [this, i] { open(static_cast<int>(i)); });
    menu->addSeparator();
    m_steering = {
        menu->addAction(tr("&Next step"), QKeySequence(Qt::ALT | Qt::Key_Right), this, &LessonGuide::next),
        menu->addAction(tr("Step &before"), QKeySequence(Qt::ALT | Qt::Key_Left), this, &LessonGuide::back),
        menu->addAction(tr("&Show me"), QKeySequence(Qt::ALT | Qt::Key_Up), this, &LessonGuide::showMe),
        menu->addAction(tr("&End lesson"), this, &LessonGuide::end)};
    for (auto* action : m_steering) action->setAutoRepeat(false);
    menu->addSeparator();
    m_dock->toggleViewAction()->setText(tr("&Panel of lessons"));
    menu->addAction(m_dock->toggleViewAction());
}

void LessonGuide::connectPanel() {
    connect(m_panel, &LessonPanel::lessonAsked, this, qOverload<int>(&LessonGuide::open));
    connect(m_panel, &LessonPanel::beginAsked, this, &LessonGuide::begin);
    connect(m_panel, &LessonPanel::nextAsked, this, &LessonGuide::next);
    connect(m_panel, &LessonPanel::backAsked, this, &LessonGuide::back);
    connect(m_panel, &LessonPanel::showMeAsked, this, &LessonGuide::showMe);
    connect(m_panel, &LessonPanel::endAsked, this, &LessonGuide::end);
    connect(m_panel, &LessonPanel::resized, this, &LessonGuide::show);
}

void LessonGuide::savePicture(const QString& directory) {
    const bool wasOpen = m_progress.has_value();
    if (!wasOpen) {
        open(0);
        for (int i = 0; i < kStepOfPicture; ++i) next();
    }
    for (int i = 0; i < 2; ++i)
        QCoreApplication::processEvents(); // the dock takes its place, then its height
    ui::savePicture(directory, {QStringLiteral("lesson"), m_panel});
    if (!wasOpen) end();
}

void LessonGuide::open(int lesson) {
    open(m_lessons.at(static_cast<std::size_t>(lesson)));
}

void LessonGuide::open(const Lesson& lesson) {
    m_frame->hide();
    m_panel->showList(); // another lesson needs other room
    m_progress.emplace(lesson);
    m_begun = 0;
    m_dock->show();
    m_dock->raise();
    m_panel->setFocus();
    m_timer.start();
    look();
    show();
    QTimer::singleShot(0, this, &LessonGuide::makeRoom); // once the dock has its width
}

void LessonGuide::openFile(const QString& file) {
    try {
        open(readLesson(file, [this](const QString& name) { return findTarget(m_window, name) != nullptr; }));
    } catch (const Error& error) {
        Q_EMIT problem(messageText(error.message()));
    }
}

void LessonGuide::chooseFile() {
    auto* dialog = new QFileDialog(&m_window, tr("Open lesson"), {}, tr("Lessons (*.md)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &LessonGuide::openFile);
    dialog->open();
}

/// The panel reserves the height of the longest step; the controls below do not move from step to step.
void LessonGuide::makeRoom() {
    if (!m_progress) return;
    show();
    m_window.resizeDocks({m_dock}, {m_panel->minimumSizeHint().height()}, Qt::Vertical);
}

void LessonGuide::begin() {
    if (!m_progress) return;
    const Lesson& lesson = m_progress->lesson();
    m_bridge.start(lesson.experiment, true);
    auto live = m_bridge.data().live;
    live.pauseSeconds = lesson.pauseSeconds;
    m_bridge.setLive(live);
    m_begun = m_bridge.data().number;
    m_progress->restart();
    look();
    next();
}

void LessonGuide::next() {
    if (!m_progress) return;
    m_frame->hide();
    if (!m_progress->next()) return end();
    look();
    show();
}

void LessonGuide::back() {
    if (!m_progress || !m_progress->back()) return;
    look();
    show();
}

void LessonGuide::showMe() {
    if (!m_progress) return;
    const bool byMouse = sender() == m_panel && !m_panel->showMeButton().hasFocus();
    // Behind the menu that this may come from, which gives back the focus when it closes.
    QTimer::singleShot(0, this, [this, byMouse, target = m_progress->current().target] {
        auto* widget = revealTarget(m_window, target);
        if (!widget) return;
        m_frame->showAround(*widget);
        if (!byMouse) focusTarget(*widget);
    });
}

void LessonGuide::end() {
    m_timer.stop();
    m_frame->hide();
    m_progress.reset();
    m_dock->hide();
    show();
}

void LessonGuide::look() {
    if (m_progress && m_progress->take(facts())) show();
}

void LessonGuide::show() {
    for (auto* action : m_steering) action->setEnabled(m_progress.has_value());
    if (m_progress)
        m_panel->showStep(*m_progress);
    else
        m_panel->showList();
}

LessonFacts LessonGuide::facts() const {
    LessonFacts facts = factsOf(m_bridge.data(), m_bridge.state());
    addFuture(facts, m_bridge.futures());
    facts.hasBegun = m_begun > 0;
    facts.isLessonsRun =
        facts.hasBegun && isAbout(m_bridge.data().experiment, m_progress->lesson().experiment);
    facts.unit = m_selection.unit();
    if (const auto* tabs = m_window.centralWidget()->findChild<QTabWidget*>())
        facts.view = tabs->currentWidget()->objectName();
    facts.exports = m_exports;
    return facts;
}

} // namespace tristate::ui
