#include "core/train/proposal.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/lesson_guide.h"
#include "ui/lessons/lesson_book.h"
#include "ui/lessons/lesson_facts.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/look/language.h"
#include "ui/main_window.h"
#include "ui/menus/fork_commands.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/run_control.h"
#include "ui/panels/timeline.h"
#include "ui/panels/timeline_strip.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/export_dialog.h"
#include "ui/views/export_report.h"
#include "ui/views/network_picture.h"
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

constexpr int kPatience = 240'000; ///< milliseconds for a step, on a machine that others keep busy

} // namespace

/// Every lesson from its first step to its last, by the controls that its texts name: on a machine that is
/// fast, and on one that takes its time for each minibatch.
class TestLessonWalk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void everyLessonEnds_data();
    void everyLessonEnds();

private:
    using Deed = std::function<void()>;

    SessionBridge& bridge() { return m_window->bridge(); }
    LessonGuide& guide() { return test::part<LessonGuide>(*m_window); }
    LessonFacts facts() {
        auto facts = factsOf(bridge().data(), bridge().state());
        addFuture(facts, bridge().futures());
        return facts;
    }
    /// What a person does in each step after the first, which begins the run.
    std::vector<Deed> deeds(int lesson);

    void play();
    void pauseWhen(const std::function<bool(const LessonFacts&)>& isTime);
    void slide(const char* slider, double strength);
    void openTab(const char* view);
    void freeze(bool isOn);
    void selectNext();
    void prune();
    void exportIt();
    void forkIt() { bridge().fork(train::OtherSetting{"lambda3", 0.02}); }
    void openOwnTable();

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLessonWalk::init() {
    useLanguage(Language::English);
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestLessonWalk::play() {
    // A run that was begun just now goes on by itself.
    if (bridge().state() == RunState::Paused) test::part<RunControl>(*m_window).playPauseAction()->trigger();
}

void TestLessonWalk::pauseWhen(const std::function<bool(const LessonFacts&)>& isTime) {
    QTRY_VERIFY_WITH_TIMEOUT(isTime(facts()), kPatience);
    bridge().pause();
    QTRY_VERIFY(bridge().hasArrived());
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
    test::part<RefreshSchedule>(*m_window).refreshAll();
    auto& network = test::part<NetworkPicture>(*m_window);
    const auto& prune = test::part<UnitInspector>(*m_window).pruneButton();
    for (int i = 0; i < 400; ++i) {
        QTest::keyClick(&network, i == 0 ? Qt::Key_Right : Qt::Key_Down);
        test::part<RefreshSchedule>(*m_window).refreshAll();
        if (prune.isEnabled()) return;
    }
    QFAIL("no open neuron");
}

void TestLessonWalk::prune() {
    selectNext();
    test::part<UnitInspector>(*m_window).pruneButton().click();
}

void TestLessonWalk::exportIt() {
    m_window->findChild<QAction*>(QStringLiteral("exportModel"))->trigger();
    auto& dialog = test::part<ExportDialog>(*m_window);
    dialog.folder().setText(m_folder->path());
    dialog.exportButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<ExportReport*>(), kPatience);
    m_window->findChild<ExportReport*>()->close();
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
    auto& panel = test::part<ExperimentPanel>(*m_window);
    data::DataSpec spec;
    spec.source = file.fileName().toStdString();
    auto experiment = train::propose(spec, data::load(spec)); // as the dialog does
    experiment.train.epochs = 0; // so small a table would be learnt before the step comes on view
    panel.choose(experiment, QStringLiteral("Data"));
    m_window->findChild<QPushButton*>(QStringLiteral("newRun"))->click();
    QTRY_COMPARE(bridge().data().experiment.data.source, experiment.data.source);
    play();
}

std::vector<TestLessonWalk::Deed> TestLessonWalk::deeds(int lesson) {
    const Deed wait = [] {};
    const auto seesAndPlays = [this](const char* view) {
        return Deed([this, view] { openTab(view), play(); });
    };
    const auto slides = [this](const char* slider, double to) {
        return Deed([this, slider, to] { slide(slider, to); });
    };
    const auto opens = [this](const char* view) { return Deed([this, view] { openTab(view); }); };
    const Deed plays = [this] { play(); }; // and the step comes true by itself
    switch (lesson) {
    case 0:
        return {plays, slides("pruningStrength", 0.01), wait, [this] { freeze(true); },
                [this] { exportIt(); }};
    case 1:
        return {[this] { slide("pruningStrength", 0.01), play(); },
                [this] {
                    pauseWhen([](const LessonFacts& now) { return now.open > 0 && now.open < now.units; });
                },
                opens("minibatchView"), [this] { freeze(true), play(); },
                [this] { freeze(false), slide("lambda1", 0.02); }};
    case 2:
        return {seesAndPlays("decisionMap"), slides("pruningStrength", 0.05),
                [this] { pauseWhen([](const LessonFacts& now) { return now.evaluationError > 30; }); },
                [this] { QTest::keyClick(&test::part<Timeline>(*m_window).strip(), Qt::Key_Left); },
                [this] {
                    slide("pruningStrength", 0.002);
                    test::part<Timeline>(*m_window).branchAction()->trigger();
                }};
    case 3:
        return {[this] { play(), pauseWhen([](const LessonFacts& now) { return now.epoch >= 6; }); },
                [this] { selectNext(); }, [this] { prune(), play(); }, [this] { freeze(true), prune(); },
                [this] { test::part<UnitInspector>(*m_window).restoreButton().click(); }};
    case 4:
        return {seesAndPlays("layerTable"), slides("lambda4", 0.02), wait, opens("network")};
    case 5:
        return {plays, opens("layerTable"),
                [this] {
                    slide("pruningStrength", 0.02);
                    test::part<RunControl>(*m_window).resetAction()->trigger();
                    play();
                },
                opens("runsView"), [this] { bridge().goTo(bridge().runs().left().front()->label.id); }};
    case 6:
        return {plays, [this] { forkIt(); }, wait, opens("predictions"),
                [this] { test::part<ForkCommands>(*m_window).endings()[2]->trigger(); }};
    case 7:
        return {seesAndPlays("network"), slides("pruningStrength", 0.05), wait,
                [this] { bridge().pause(), openTab("layerTable"); }};
    case 8:
        return {seesAndPlays("predictions"), [this] { slide("pruningStrength", 0.02), openTab("inputMap"); },
                [this] { openOwnTable(); },
                [this] { pauseWhen([](const LessonFacts& now) { return now.epoch >= 5; }); }};
    default:
        return {};
    }
}

void TestLessonWalk::everyLessonEnds_data() {
    QTest::addColumn<int>("lesson");
    QTest::addColumn<double>("pause");
    const auto lessons = lessonBook();
    for (int lesson = 0; lesson < static_cast<int>(lessons.size()); ++lesson) {
        const QString title = lessons[static_cast<std::size_t>(lesson)].title;
        QTest::newRow(qUtf8Printable(title + QStringLiteral(", fast"))) << lesson << 0.0;
        QTest::newRow(qUtf8Printable(title + QStringLiteral(", slow"))) << lesson << 0.004;
    }
}

void TestLessonWalk::everyLessonEnds() {
    QFETCH(int, lesson);
    QFETCH(double, pause);
    guide().open(lesson);
    const auto deeds = this->deeds(lesson);
    QCOMPARE(deeds.size() + 1, guide().lessons()[static_cast<std::size_t>(lesson)].steps.size());
    guide().begin();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QTRY_VERIFY(bridge().data().state);
    auto live = bridge().data().live;
    live.pauseSeconds = pause;
    bridge().setLive(live);
    for (std::size_t i = 0; i < deeds.size(); ++i) {
        const QString place = guide().panel().text();
        QVERIFY2(!guide().progress()->isAstray(), qUtf8Printable(place));
        QVERIFY2(!guide().panel().isTicked(), qUtf8Printable(place)); // it is left to do
        deeds[i]();
        if (QTest::currentTestFailed()) return;
        for (int waited = 0; !guide().panel().isTicked() && waited < kPatience; waited += 20)
            QTest::qWait(20);
        QVERIFY2(guide().panel().isTicked(), qUtf8Printable(place));
        QVERIFY2(guide().progress()->undone() < 0, qUtf8Printable(place));
        if (i + 1 < deeds.size()) guide().next();
    }
    QVERIFY(guide().progress()->isLast());
}

TRISTATE_UI_TEST_MAIN(TestLessonWalk)
#include "test_lesson_walk.moc"
