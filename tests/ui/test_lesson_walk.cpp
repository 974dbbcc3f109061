#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/lesson_guide.h"
#include "ui/lessons/lesson_book.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/look/language.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/menus/fork_commands.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/run_control.h"
#include "ui/panels/timeline.h"
#include "ui/panels/timeline_strip.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/data_dialog.h"
#include "ui/views/export_dialog.h"
#include "ui/views/export_report.h"
#include "ui/views/fork_dialog.h"
#include "ui/views/minibatch_view.h"
#include "ui/views/network_picture.h"
#include "ui/views/runs_view.h"
#include "ui/views/unit_inspector.h"

#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <vector>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

namespace {

constexpr int kForever = 600'000; ///< milliseconds: only something that hangs takes so long
constexpr int kMostEpochs = 400;  ///< in one step of a lesson; each takes a fraction of them
constexpr double kSlow = 0.5;     ///< seconds after a minibatch while a run plays, so that few are trained

} // namespace

/// Every lesson from its first step to its last, by the controls that its texts name. No step depends on the
/// speed of the machine: where a text says to wait, the run is led on by whole epochs until the step is
/// ticked, and it stands still while something is done. It plays where the step asks for that, slowly.
class TestLessonWalk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { useLanguage(Language::English); }
    void init();
    void cleanup() { m_window.reset(); }
    void everyLessonEnds_data();
    void everyLessonEnds();

private:
    using Deed = std::function<void()>;

    SessionBridge& bridge() { return m_window->bridge(); }
    LessonGuide& guide() { return test::part<LessonGuide>(*m_window); }
    RunControl& control() { return test::part<RunControl>(*m_window); }
    UnitInspector& neuron() { return test::part<UnitInspector>(*m_window); }
    /// What a person does in each step after the first, which begins the run.
    std::vector<Deed> deeds(int lesson);
    std::vector<Deed> deedsWithGates(int lesson);

    void begin(int lesson);
    void setPause(double seconds);
    bool isTicked();
    /// By the command of the window that trains to the end of an epoch or one minibatch.
    void advance(QAction& command);
    void wait();
    void pause();
    void playUntilTicked();
    void waitForTheEnd();
    void slide(const char* slider, double strength);
    void openTab(const char* view);
    void freeze(bool isOn);
    void selectNext();
    void press(QPushButton& gateButton);
    void exportIt();
    void forkIt();
    void openOwnTable();
    void goToOtherRun();

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLessonWalk::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestLessonWalk::begin(int lesson) {
    guide().open(lesson);
    guide().begin();
    QTRY_VERIFY_WITH_TIMEOUT(bridge().hasArrived(), kForever);
    setPause(0);
}

void TestLessonWalk::setPause(double seconds) {
    auto live = bridge().data().live;
    live.pauseSeconds = seconds;
    live.watch = false;
    bridge().setLive(live);
}

bool TestLessonWalk::isTicked() {
    guide().look();
    return guide().panel().isTicked();
}

void TestLessonWalk::advance(QAction& command) {
    const auto* last = bridge().data().lastPoint();
    const auto before = last ? last->step : 0;
    command.trigger();
    QTRY_VERIFY_WITH_TIMEOUT(bridge().hasArrived() && bridge().data().lastPoint() &&
                                 bridge().data().lastPoint()->step > before,
                             kForever);
}

void TestLessonWalk::wait() {
    for (int epoch = 0; epoch < kMostEpochs && !isTicked(); ++epoch) {
        advance(*control().stepEpochAction());
        if (QTest::currentTestFailed()) return;
    }
    QVERIFY2(isTicked(), qUtf8Printable(guide().panel().text()));
}

void TestLessonWalk::pause() {
    if (bridge().isRunning()) control().playPauseAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(bridge().hasArrived(), kForever);
}

void TestLessonWalk::playUntilTicked() {
    setPause(kSlow);
    control().playPauseAction()->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(guide().panel().isTicked(), kForever);
    pause();
    setPause(0);
}

void TestLessonWalk::waitForTheEnd() {
    QTRY_COMPARE_WITH_TIMEOUT(bridge().state(), RunState::Finished, kForever);
}

/// By the keys, to the first place at or above.
void TestLessonWalk::slide(const char* name, double strength) {
    auto& slider = test::part<LogSlider>(*m_window->findChild<QWidget*>(QLatin1String(name)));
    QTest::keyClick(&slider, Qt::Key_Home);
    while (slider.strength() < strength && slider.value() < slider.maximum())
        QTest::keyClick(&slider, Qt::Key_Right);
}

void TestLessonWalk::openTab(const char* name) {
    auto& tabs = test::part<QTabWidget>(*m_window->centralWidget());
    for (int i = 0; i < tabs.count(); ++i)
        if (tabs.widget(i)->objectName() == QLatin1String(name)) return tabs.setCurrentIndex(i);
    QFAIL(name);
}

void TestLessonWalk::freeze(bool isOn) {
    auto* box = m_window->findChild<QCheckBox*>(QStringLiteral("freezeGates"));
    if (box->isChecked() != isOn) box->click();
}

/// An open neuron, by the arrow keys.
void TestLessonWalk::selectNext() {
    auto& network = test::part<NetworkPicture>(*m_window);
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(&network, i == 0 ? Qt::Key_Right : Qt::Key_Down);
        test::part<RefreshSchedule>(*m_window).refreshAll();
        if (neuron().pruneButton().isEnabled()) return;
    }
    QFAIL("no open neuron");
}

/// A gate is edited before the next minibatch.
void TestLessonWalk::press(QPushButton& gateButton) {
    QVERIFY(gateButton.isEnabled());
    gateButton.click();
    advance(*control().stepAction());
    test::part<RefreshSchedule>(*m_window).refreshAll();
}

void TestLessonWalk::exportIt() {
    m_window->findChild<QAction*>(QStringLiteral("exportModel"))->trigger();
    auto& dialog = test::part<ExportDialog>(*m_window);
    dialog.folder().setText(m_folder->path());
    dialog.exportButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<ExportReport*>(), kForever);
    m_window->findChild<ExportReport*>()->close();
}

void TestLessonWalk::forkIt() {
    QTimer::singleShot(0, this, [this] { // the dialog is modal
        auto& dialog = test::part<ForkDialog>(*m_window);
        dialog.value().clear();
        QTest::keyClicks(&dialog.value(), QStringLiteral("0.02"));
        dialog.forkButton().click();
    });
    test::part<ForkCommands>(*m_window).forkAction()->trigger();
}

void TestLessonWalk::openOwnTable() {
    QFile file(m_folder->filePath(QStringLiteral("mine.csv")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("size,age,kind\n");
    for (int i = 0; i < 200; ++i)
        file.write(QStringLiteral("%1.5,%2,%3\n")
                       .arg(i % 50)
                       .arg(i % 7)
                       .arg(i % 50 < 25 ? "small" : "large")
                       .toUtf8());
    file.close();
    test::part<FileCommands>(*m_window).openDataAt(file.fileName());
    auto& dialog = test::part<DataDialog>(*m_window);
    const auto buttons = dialog.findChildren<QPushButton*>();
    const auto use = std::find_if(buttons.begin(), buttons.end(), [](QPushButton* button) {
        return button->text().startsWith(QLatin1String("&Use"));
    });
    QVERIFY(use != buttons.end());
    QTRY_VERIFY_WITH_TIMEOUT((*use)->isEnabled(), kForever);
    (*use)->click();
    QCOMPARE(test::part<ExperimentPanel>(*m_window).experiment().data.source, file.fileName().toStdString());
    m_window->findChild<QPushButton*>(QStringLiteral("newRun"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(guide().panel().isTicked(), kForever);
}

void TestLessonWalk::goToOtherRun() {
    auto& runs = test::part<RunsView>(*m_window);
    test::part<RefreshSchedule>(*m_window).refreshAll();
    runs.select(1);
    QVERIFY(runs.goTo().isEnabled());
    runs.goTo().click();
    QTRY_VERIFY_WITH_TIMEOUT(guide().panel().isTicked(), kForever);
}

/// Of the lessons in which gates are looked at one by one.
std::vector<TestLessonWalk::Deed> TestLessonWalk::deedsWithGates(int lesson) {
    const Deed waits = [this] { wait(); };
    switch (lesson) {
    case 0:
        return {waits, [this] { slide("pruningStrength", 0.01); }, waits, [this] { freeze(true); },
                [this] { exportIt(); }};
    case 1:
        return {[this] { slide("pruningStrength", 0.01), playUntilTicked(); }, waits,
                [this] {
                    openTab("minibatchView");
                    for (auto* button : test::part<MinibatchView>(*m_window).findChildren<QPushButton*>())
                        if (button->text().startsWith(QLatin1Char('2'))) button->click();
                },
                [this] { freeze(true), playUntilTicked(); },
                [this] { freeze(false), slide("lambda1", 0.05); }};
    case 3:
        return {waits, [this] { selectNext(); }, [this] { press(neuron().pruneButton()), playUntilTicked(); },
                [this] { freeze(true), selectNext(), press(neuron().pruneButton()); },
                [this] { press(neuron().restoreButton()); }};
    default:
        return {};
    }
}

std::vector<TestLessonWalk::Deed> TestLessonWalk::deeds(int lesson) {
    const Deed waits = [this] { wait(); };
    const auto slides = [this](const char* slider, double to) {
        return Deed([this, slider, to] { slide(slider, to); });
    };
    const auto opens = [this](const char* view) { return Deed([this, view] { openTab(view); }); };
    const auto opensAndWaits = [this](const char* view) {
        return Deed([this, view] { openTab(view), wait(); });
    };
    switch (lesson) {
    case 2:
        return {opensAndWaits("decisionMap"), slides("pruningStrength", 0.05), waits,
                [this] { QTest::keyClick(&test::part<Timeline>(*m_window).strip(), Qt::Key_Left); },
                [this] {
                    slide("pruningStrength", 0.002);
                    test::part<Timeline>(*m_window).branchAction()->trigger();
                    QTRY_VERIFY_WITH_TIMEOUT(guide().panel().isTicked(), kForever);
                }};
    case 4:
        return {opensAndWaits("layerTable"), slides("lambda4", 0.02), waits, opensAndWaits("network")};
    case 5:
        return {[this] { control().playPauseAction()->trigger(), waitForTheEnd(); }, opens("layerTable"),
                [this] {
                    slide("pruningStrength", 0.02);
                    control().resetAction()->trigger(); // what has ended begins again at once
                    waitForTheEnd();
                },
                opens("runsView"), [this] { goToOtherRun(); }};
    case 6:
        return {waits, [this] { forkIt(); }, waits, opens("predictions"),
                [this] { test::part<ForkCommands>(*m_window).endings()[2]->trigger(); }};
    case 7:
        return {opensAndWaits("network"), slides("pruningStrength", 0.05), waits, opens("layerTable")};
    case 8:
        return {opensAndWaits("predictions"), [this] { slide("pruningStrength", 0.02), openTab("inputMap"); },
                [this] { openOwnTable(); }, [this] { pause(), wait(); }};
    default:
        return deedsWithGates(lesson);
    }
}

void TestLessonWalk::everyLessonEnds_data() {
    QTest::addColumn<int>("lesson");
    const auto lessons = lessonBook();
    for (int lesson = 0; lesson < static_cast<int>(lessons.size()); ++lesson)
        QTest::newRow(qUtf8Printable(lessons[static_cast<std::size_t>(lesson)].title)) << lesson;
}

void TestLessonWalk::everyLessonEnds() {
    QFETCH(int, lesson);
    begin(lesson);
    const auto deeds = this->deeds(lesson);
    QCOMPARE(deeds.size() + 1, guide().lessons()[static_cast<std::size_t>(lesson)].steps.size());
    for (std::size_t i = 0; i < deeds.size(); ++i) {
        const QString place = guide().panel().text();
        QVERIFY2(!guide().progress()->isAstray(), qUtf8Printable(place));
        if (!guide().progress()->current().ofAnyRun) // one's own table may be learnt before one looks
            QVERIFY2(!guide().panel().isTicked(), qUtf8Printable(place)); // it is left to do
        deeds[i]();
        if (QTest::currentTestFailed()) return;
        QTRY_VERIFY2_WITH_TIMEOUT(guide().panel().isTicked(), qUtf8Printable(place), kForever);
        QVERIFY2(guide().progress()->undone() < 0, qUtf8Printable(place));
        if (i + 1 < deeds.size()) guide().next();
    }
    QVERIFY(guide().progress()->isLast());
}

TRISTATE_UI_TEST_MAIN(TestLessonWalk)
#include "test_lesson_walk.moc"
