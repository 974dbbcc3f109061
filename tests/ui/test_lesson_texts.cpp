#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/lesson_guide.h"
#include "ui/lessons/lesson_facts.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_progress.h"
#include "ui/lessons/lesson_target.h"
#include "ui/look/language.h"
#include "ui/main_window.h"
#include "ui/panels/run_control.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollArea>
#include <QScrollBar>
#include <QSet>
#include <QTabBar>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

namespace {

/// Three steps: begin, prune, look.
Lesson threeSteps() {
    LessonStep begin, prune, look;
    begin.goal = [](const LessonFacts&, const LessonFacts& now) { return now.hasBegun; };
    prune.goal = [](const LessonFacts& before, const LessonFacts& now) { return now.pruned > before.pruned; };
    return {.title = QStringLiteral("Lesson"), .experiment = {}, .steps = {begin, prune, look}};
}

LessonFacts lessonsRun(int cuts = 0) {
    LessonFacts facts;
    facts.isLessonsRun = true;
    facts.pruned = cuts;
    return facts;
}

QString plain(QString text) {
    return text.remove(QLatin1Char('&')).simplified();
}

/// Everything that is written on a control of the window.
QSet<QString> writtenTexts(const QWidget& window) {
    QSet<QString> texts;
    for (const auto* action : window.findChildren<QAction*>()) texts << plain(action->text());
    for (const auto* label : window.findChildren<QLabel*>()) texts << plain(label->text());
    for (const auto* button : window.findChildren<QAbstractButton*>()) texts << plain(button->text());
    for (const auto* menu : window.findChildren<QMenu*>()) texts << plain(menu->title());
    for (const auto* tabs : window.findChildren<QTabBar*>())
        for (int i = 0; i < tabs->count(); ++i) texts << plain(tabs->tabText(i));
    return texts;
}

} // namespace

/// Where somebody is in a lesson, and what the lessons say of the window.
class TestLessonTexts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(Language::English); }
    void cleanup() { m_window.reset(); }
    void goesOnWhetherDoneOrNot();
    void countsFromWhenTheStepCameOnView();
    void whatIsDoneStaysDone();
    void knowsWhenAnotherExperimentIsOnView();
    void factsTellOfTheRun();
    void everyTargetIsInTheWindow();
    void everyControlIsCalledAsItIs_data();
    void everyControlIsCalledAsItIs();
    void nothingIsClippedInAnyStep();

private:
    LessonGuide& guide() { return test::part<LessonGuide>(*m_window); }
    const LessonProgress& progress() { return *guide().progress(); }
    void open(Language language);

    std::unique_ptr<MainWindow> m_window;
};

void TestLessonTexts::open(Language language) {
    m_window.reset();
    useLanguage(language);
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestLessonTexts::goesOnWhetherDoneOrNot() {
    LessonProgress progress(threeSteps());
    QVERIFY(!progress.isReady());
    QVERIFY(!progress.back());
    QVERIFY(progress.next());
    QCOMPARE(progress.step(), 1);
    QVERIFY(!progress.isDone(0));
    QVERIFY(progress.next());
    QVERIFY(progress.isLast());
    QVERIFY(progress.isReady()); // there is nothing to do in it
    QVERIFY(!progress.next());
    QCOMPARE(progress.step(), 2);
}

void TestLessonTexts::countsFromWhenTheStepCameOnView() {
    LessonProgress progress(threeSteps());
    progress.take(lessonsRun(5)); // cut before: that was no answer to the task
    progress.next();
    QVERIFY(!progress.take(lessonsRun(5)));
    QVERIFY(!progress.isReady());
    QVERIFY(progress.take(lessonsRun(6)));
    QVERIFY(progress.isDone(1));
}

void TestLessonTexts::whatIsDoneStaysDone() {
    LessonProgress progress(threeSteps());
    auto begun = lessonsRun();
    begun.hasBegun = true;
    QVERIFY(progress.take(begun));
    QVERIFY(!progress.take(begun)); // nothing new
    progress.next();
    progress.back();
    QVERIFY(!progress.take(lessonsRun()));
    QVERIFY(progress.isReady());
}

void TestLessonTexts::knowsWhenAnotherExperimentIsOnView() {
    LessonProgress progress(threeSteps());
    progress.take(LessonFacts{});
    QVERIFY(!progress.isAstray()); // it was not begun yet
    progress.next();
    QVERIFY(progress.isAstray());
    QVERIFY(progress.take(lessonsRun()));
    QVERIFY(!progress.isAstray());
}

void TestLessonTexts::factsTellOfTheRun() {
    RunData run = test::fakeRun(20);
    run.label.id = 3;
    const auto facts = factsOf(run, RunState::Running);
    QCOMPARE(facts.run, 3);
    QVERIFY(facts.isRunning);
    QVERIFY(!facts.isBranch);
    QCOMPARE(facts.epoch, 2.0);
    QCOMPARE(facts.units, 13);
    QCOMPARE(facts.open, run.lastPoint()->open[0] + run.lastPoint()->open[1]);
    QVERIFY(facts.evaluationError > 0);
    QVERIFY(isAbout(test::smallExperiment(), test::smallExperiment()));
    QVERIFY(!isAbout(test::smallExperiment(), guide().lessons().front().experiment));
}

void TestLessonTexts::everyTargetIsInTheWindow() {
    QCOMPARE(guide().lessons().size(), std::size_t(9));
    for (const auto& lesson : guide().lessons()) {
        QVERIFY(lesson.steps.size() >= 4 && lesson.steps.size() <= 6);
        for (const auto& step : lesson.steps) {
            QVERIFY2(findTarget(*m_window, step.target), qUtf8Printable(lesson.title + step.target));
            QVERIFY2(!step.text.isEmpty() && !step.task.isEmpty() && step.goal, qUtf8Printable(lesson.title));
        }
    }
}

void TestLessonTexts::everyControlIsCalledAsItIs_data() {
    QTest::addColumn<bool>("german");
    QTest::newRow("English") << false;
    QTest::newRow("German") << true;
}

/// What a task writes in bold is written so in the window, in every language.
void TestLessonTexts::everyControlIsCalledAsItIs() {
    QFETCH(bool, german);
    open(german ? Language::German : Language::English);
    auto texts = writtenTexts(*m_window);
    // What is written only while the run goes on, or in a dialog.
    texts << RunControl::tr("Pause")
          << plain(QCoreApplication::translate("tristate::ui::ExportDialog", "&Export"));
    static const QRegularExpression kBold(QStringLiteral("<b>([^<]*)</b>"));
    int found = 0;
    for (const auto& lesson : guide().lessons())
        for (const auto& step : lesson.steps)
            for (auto match = kBold.globalMatch(step.task); match.hasNext();)
                for (const QString& part : match.next().captured(1).split(QStringLiteral(" > "))) {
                    ++found;
                    const QString name = part.simplified();
                    const bool isThere = std::any_of(texts.begin(), texts.end(), [&](const QString& text) {
                        return text == name || text == name + QStringLiteral(" λ₃");
                    });
                    QVERIFY2(isThere, qUtf8Printable(lesson.title + QStringLiteral(": ") + name));
                }
    QVERIFY(found > 40);
}

/// At the smallest size of a window that the guide shows, no text needs to be scrolled or is cut.
void TestLessonTexts::nothingIsClippedInAnyStep() {
    m_window->resize(1280, 720);
    for (int i = 0; i < static_cast<int>(guide().lessons().size()); ++i) {
        guide().open(i);
        QTest::qWait(50); // the dock takes its place
        for (;;) {
            QCoreApplication::processEvents();
            const auto* scroll = guide().panel().findChild<QScrollArea*>();
            QVERIFY2(!scroll->verticalScrollBar()->isVisible(), qUtf8Printable(guide().panel().text()));
            for (const auto* label : guide().panel().findChildren<QLabel*>())
                if (label->isVisible() && label->wordWrap())
                    QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                             qUtf8Printable(label->text()));
            if (progress().isLast()) break;
            guide().next();
        }
    }
}

TRISTATE_UI_TEST_MAIN(TestLessonTexts)
#include "test_lesson_texts.moc"
