#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/run_control.h"

#include <QAction>
#include <QComboBox>
#include <QPushButton>
#include <QTest>

#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// What helps somebody who opens the program for the first time.
class TestFirstRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void theHintGoesWithTheFirstDrag();
    void anotherMessageIsNotTakenForTheHint();
    void oneKeyIsFullSpeed();
    void aRunThatRestsCanGoOn();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    MessageBar& messages() { return test::part<MessageBar>(*m_window); }
    void drag() {
        auto live = bridge().data().live;
        live.lambdas.lambda3 += 0.001;
        bridge().setLive(live);
    }

    std::unique_ptr<MainWindow> m_window;
};

void TestFirstRun::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    bridge().start(test::smallExperiment(), true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestFirstRun::theHintGoesWithTheFirstDrag() {
    m_window->offerRecovery(true);
    QVERIFY(messages().isVisible());
    QVERIFY(messages().text().contains(QStringLiteral("Pruning strength")));
    auto live = bridge().data().live;
    live.pauseSeconds = 0.1; // no strength
    bridge().setLive(live);
    QVERIFY(messages().isVisible());
    drag();
    QVERIFY(!messages().isVisible());
}

void TestFirstRun::anotherMessageIsNotTakenForTheHint() {
    m_window->offerRecovery(true);
    messages().say(QStringLiteral("Something went wrong."));
    drag();
    QVERIFY(messages().isVisible());
}

void TestFirstRun::oneKeyIsFullSpeed() {
    auto live = bridge().data().live;
    live.watch = true;
    bridge().setLive(live);
    auto& control = test::part<RunControl>(*m_window);
    QCOMPARE(test::part<QComboBox>(control).currentText(), QStringLiteral("Watch"));
    QTest::keyClick(m_window.get(), Qt::Key_W);
    QVERIFY(!bridge().data().live.watch);
    QCOMPARE(bridge().data().live.pauseSeconds, 0.0);
    QTest::keyClick(m_window.get(), Qt::Key_W);
    QVERIFY(bridge().data().live.watch);
}

void TestFirstRun::aRunThatRestsCanGoOn() {
    auto experiment = test::smallExperiment();
    experiment.data.trainSamples = 200;
    experiment.train.gates = false;
    experiment.train.rate = 0; // nothing will ever change
    bridge().start(experiment, true);
    auto live = bridge().data().live;
    live.watch = true;
    bridge().setLive(live);
    bridge().play();
    QTRY_VERIFY_WITH_TIMEOUT(messages().isVisible(), 60'000);
    QVERIFY2(messages().text().startsWith(QStringLiteral("Nothing has changed for ")),
             qUtf8Printable(messages().text()));
    QCOMPARE(bridge().state(), RunState::Paused);
    const auto step = bridge().data().lastPoint()->step;
    for (auto* button : messages().findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Go on")) button->click();
    QVERIFY(!messages().isVisible());
    QTRY_VERIFY(bridge().data().lastPoint()->step > step);
}

TRISTATE_UI_TEST_MAIN(TestFirstRun)
#include "test_first_run.moc"
