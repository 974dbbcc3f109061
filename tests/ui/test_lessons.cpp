#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/lesson_guide.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_target.h"
#include "ui/look/language.h"
#include "ui/main_window.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/panels/timeline.h"
#include "ui/panels/timeline_strip.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/network_picture.h"
#include "ui/views/unit_inspector.h"

#include <QAction>
#include <QCheckBox>
#include <QDockWidget>
#include <QMenu>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// The lessons in the real window around real runs.
class TestLessons : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void everyLessonBeginsItsOwnRun();
    void startsFromTheMenuByKeys();
    void isSteeredByKeys();
    void isDoneByRealActions();
    void neuronsAreSelectedCutAndRevived();
    void theTimelineAndABranchCount();
    void aForkAndItsEndCount();
    void showMeRaisesTheView();
    void endingLeavesTheRunAlone();
    void closesWhileTraining();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    LessonGuide& guide() { return test::part<LessonGuide>(*m_window); }
    const LessonProgress& progress() { return *guide().progress(); }
    void open(int lesson);
    void goToStep(int step);

    std::unique_ptr<MainWindow> m_window;
};

void TestLessons::init() {
    useLanguage(Language::English);
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

/// Opens a lesson with its run, at full speed.
void TestLessons::open(int lesson) {
    guide().open(lesson);
    guide().begin();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QTRY_VERIFY(bridge().data().state); // the beginning arrived, so that one can go back to it
    auto live = bridge().data().live;
    live.pauseSeconds = 0;
    bridge().setLive(live);
}

void TestLessons::goToStep(int step) {
    while (progress().step() < step) guide().next();
}

void TestLessons::everyLessonBeginsItsOwnRun() {
    for (int i = 0; i < static_cast<int>(guide().lessons().size()); ++i) {
        const int before = bridge().data().number;
        guide().open(i);
        QCOMPARE(bridge().data().number, before); // only Begin does that
        guide().begin();
        QTRY_COMPARE(bridge().state(), RunState::Paused);
        QVERIFY(bridge().data().number > before);
        const auto& lesson = guide().lessons()[static_cast<std::size_t>(i)];
        QCOMPARE(bridge().data().experiment, lesson.experiment);
        QCOMPARE(bridge().data().live.pauseSeconds, lesson.pauseSeconds);
        QCOMPARE(progress().step(), 1);
        QVERIFY(progress().isDone(0));
        QVERIFY(!progress().isAstray());
    }
}

void TestLessons::startsFromTheMenuByKeys() {
    bridge().start(test::smallExperiment(), true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_VERIFY(bridge().data().lastPoint());
    QVERIFY(guide().dock().isHidden());
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_O, Qt::AltModifier);
    auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_3);
    QVERIFY(guide().progress());
    QVERIFY(guide().dock().isVisible());
    QCOMPARE(guide().panel().place(), QStringLiteral("step 1 of 6"));
    QVERIFY(guide().panel().text().contains(QStringLiteral("How small is too small")));
    QTRY_VERIFY(guide().panel().hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // Begin
    QCOMPARE(guide().panel().place(), QStringLiteral("step 2 of 6"));
    QCOMPARE(bridge().data().experiment.data.source, std::string("spiral"));
    QCOMPARE(bridge().runs().left().size(), std::size_t(1)); // the run before is still there
}

void TestLessons::isSteeredByKeys() {
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    open(2);
    QVERIFY(guide().panel().hasFocus());
    QTest::keyClick(&guide().panel(), Qt::Key_Space); // still plays: the panel leaves it alone
    QTRY_COMPARE(bridge().state(), RunState::Running);
    QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
    QCOMPARE(guide().panel().place(), QStringLiteral("step 3 of 6"));
    QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
    QCOMPARE(guide().panel().place(), QStringLiteral("step 2 of 6"));
    QTest::keyClick(&guide().panel(), Qt::Key_Escape);
    QVERIFY(!guide().progress());
    QVERIFY(guide().dock().isHidden());
}

void TestLessons::isDoneByRealActions() {
    open(0);
    QVERIFY(!guide().panel().isTicked());
    QVERIFY(!guide().panel().nextButton().isDefault());
    test::part<RunControl>(*m_window).playPauseAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(guide().panel().isTicked(), 60'000); // epoch 2
    QVERIFY(guide().panel().nextButton().isDefault());
    guide().panel().nextButton().click();
    QVERIFY(!guide().panel().isTicked());
    auto& slider = test::part<RegulariserPanel>(*m_window).pruningStrength().slider();
    for (int i = 0; i < 3; ++i) QTest::keyClick(&slider, Qt::Key_PageUp);
    QTRY_VERIFY(guide().panel().isTicked());
    guide().next();
    QTRY_VERIFY_WITH_TIMEOUT(guide().panel().isTicked(), 120'000); // fewer than 100 open
    guide().next();
    m_window->findChild<QCheckBox*>(QStringLiteral("freezeGates"))->click();
    QTRY_VERIFY(guide().panel().isTicked());
}

void TestLessons::neuronsAreSelectedCutAndRevived() {
    open(3);
    goToStep(2);
    test::part<RefreshSchedule>(*m_window).refreshAll();
    QTRY_VERIFY(bridge().data().state);
    QTest::keyClick(&test::part<NetworkPicture>(*m_window), Qt::Key_Right);
    QTRY_VERIFY(guide().panel().isTicked());
    goToStep(3);
    test::part<RunControl>(*m_window).stepAction()->trigger(); // the first gates of the run
    QTRY_VERIFY(bridge().data().lastColumn() && bridge().state() == RunState::Paused);
    bridge().editGate({.layer = 0, .unit = 1, .open = false});
    test::part<RunControl>(*m_window).playPauseAction()->trigger();
    QTRY_VERIFY(guide().panel().isTicked());
    goToStep(5);
    QTest::qWait(300); // a look at what is going on
    QVERIFY(!guide().panel().isTicked());
    bridge().editGate({.layer = 0, .unit = 1, .open = true});
    QTRY_VERIFY(guide().panel().isTicked());
}

void TestLessons::theTimelineAndABranchCount() {
    open(2);
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(bridge().data().lastPoint() && bridge().state() == RunState::Paused);
    goToStep(4);
    QVERIFY(!guide().panel().isTicked());
    QTest::keyClick(&test::part<Timeline>(*m_window).strip(), Qt::Key_Left);
    QTRY_VERIFY(guide().panel().isTicked());
    goToStep(5);
    QVERIFY(test::part<Timeline>(*m_window).branchAction()->isEnabled());
    test::part<Timeline>(*m_window).branchAction()->trigger();
    QTRY_VERIFY(guide().panel().isTicked());
    QVERIFY(!progress().isAstray());
    bridge().start(test::smallExperiment(), true);
    QTRY_VERIFY(progress().isAstray());
    QVERIFY(guide().panel().text().contains(QStringLiteral("Another experiment")));
}

void TestLessons::aForkAndItsEndCount() {
    open(6);
    goToStep(2);
    QVERIFY(!guide().panel().isTicked());
    bridge().fork(train::OtherSetting{"lambda3", 0.02});
    QTRY_VERIFY(guide().panel().isTicked());
    goToStep(3);
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(bridge().futures().other()->lastPoint() && bridge().state() == RunState::Paused);
    QTest::qWait(300);                    // a look at what is going on
    QVERIFY(!guide().panel().isTicked()); // no neuron has gone
    goToStep(5);
    QVERIFY(!guide().panel().isTicked());
    bridge().keepBoth();
    QTRY_VERIFY(guide().panel().isTicked());
    QVERIFY(!progress().isAstray());
}

void TestLessons::showMeRaisesTheView() {
    const auto* tabs = m_window->centralWidget()->findChild<QTabWidget*>();
    auto& more = *m_window->findChild<QWidget*>(QStringLiteral("lambda4"));
    guide().open(4);
    goToStep(1);
    QVERIFY(tabs->currentWidget()->objectName() != QStringLiteral("layerTable"));
    guide().showMe();
    QTRY_COMPARE(tabs->currentWidget()->objectName(), QStringLiteral("layerTable"));
    QTRY_VERIFY(m_window->findChild<TargetFrame*>()->isVisible());
    QVERIFY(!more.isVisible());
    goToStep(2);
    guide().showMe();
    QTRY_VERIFY(more.isVisible());
    QVERIFY(!more.visibleRegion().isEmpty()); // scrolled to
    guide().open(0);
    goToStep(5);
    guide().showMe();
    QTRY_VERIFY(QApplication::activePopupWidget()); // the File menu, at the command
    QCOMPARE(qobject_cast<QMenu*>(QApplication::activePopupWidget())->activeAction()->objectName(),
             QStringLiteral("exportModel"));
    QApplication::activePopupWidget()->close();
}

void TestLessons::endingLeavesTheRunAlone() {
    open(1);
    test::part<RunControl>(*m_window).playPauseAction()->trigger();
    QTRY_VERIFY(bridge().data().lastPoint());
    const int number = bridge().data().number;
    const auto live = bridge().data().live;
    guide().panel().endButton().click();
    QVERIFY(guide().dock().isHidden());
    QCOMPARE(bridge().data().number, number);
    QCOMPARE(bridge().data().live, live);
    QCOMPARE(bridge().state(), RunState::Running);
    guide().open(1);
    guide().dock().close(); // its own button does the same
    QVERIFY(!guide().progress());
    guide().dock().toggleViewAction()->trigger();
    QVERIFY(guide().panel().lessonButton(1).isVisible()); // a list to choose from
    guide().panel().lessonButton(1).click();
    QCOMPARE(guide().panel().place(), QStringLiteral("step 1 of 6"));
}

void TestLessons::closesWhileTraining() {
    open(5);
    test::part<RunControl>(*m_window).playPauseAction()->trigger();
    QTRY_COMPARE(bridge().state(), RunState::Running);
    guide().showMe();
    QVERIFY(m_window->close());
    m_window.reset();
}

TRISTATE_UI_TEST_MAIN(TestLessons)
#include "test_lessons.moc"
