#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/json.h"
#include "core/sweep/folder.h"
#include "core/sweep/run_list.h"
#include "core/sweep/worker.h"
#include "tests/core/sweep/sweep_plans.h"
#include "tests/ui/support/part.h"
#include "ui/main_window.h"
#include "ui/plots/qcp.h"
#include "ui/plots/sweep_plot.h"
#include "ui/views/sweep_dialog.h"
#include "ui/views/sweep_model.h"
#include "ui/views/sweep_view.h"
#include "ui/views/vary_list.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace tristate;
using namespace tristate::ui;

namespace {

constexpr int kPatience = 60'000; ///< milliseconds, beside other work

} // namespace

/// Starting sweeps from the window: the dialog, the workers, and what can go wrong with them.
class TestSweepRun : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void aSweepIsStartedAndItsRunsArrive();
    void itIsStoppedAndGoesOn();
    void theDialogSaysWhatCannotBe();
    void rowsAreAddedAndRemoved();
    void whatIsChosenGoesToAFileAndBack();
    void foldersOfOtherSweepsAreRefused();
    void theProgramOfWorkersIsNotThere();
    void whatOthersCameToLiesBesideTheRuns();
    void closingTheWindowEndsTheWorkers();

private:
    SweepView& view() { return ui::test::part<SweepView>(*m_window); }
    SweepDialog& dialog() { return view().dialog(); }
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }
    /// The dialog as somebody fills it in.
    void ask(const QString& strengths, const QString& seeds);
    /// Runs that take a while: a tenth of a second each.
    void takeLonger();
    void start();
    void waitForTheEnd();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void TestSweepRun::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Dark, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    view().run().setProgram(QStringLiteral(TRISTATE_CLI));
    m_window->bridge().start(tristate::test::toyExperiment(), true);
    QTRY_COMPARE(m_window->bridge().state(), train::RunState::Paused);
}

void TestSweepRun::ask(const QString& strengths, const QString& seeds) {
    dialog().vary().values(0).setText(strengths);
    dialog().vary().values(1).setText(seeds);
    dialog().folder().setText(path("sweep"));
    dialog().workers().setValue(2);
}

void TestSweepRun::takeLonger() {
    auto experiment = tristate::test::toyExperiment();
    experiment.train.epochs = 200;
    m_window->bridge().start(experiment, true);
    QTRY_COMPARE(m_window->bridge().data().experiment.train.epochs, 200);
}

void TestSweepRun::start() {
    QVERIFY2(dialog().startButton().isEnabled(), qPrintable(dialog().problem()));
    QTest::mouseClick(&dialog().startButton(), Qt::LeftButton);
    QVERIFY(view().run().isWorking());
    QVERIFY(!dialog().isVisible());
}

void TestSweepRun::waitForTheEnd() {
    QTRY_VERIFY_WITH_TIMEOUT(!view().run().isBusy(), kPatience);
}

void TestSweepRun::aSweepIsStartedAndItsRunsArrive() {
    ask(QStringLiteral("1e-3..0.1:log:3"), QStringLiteral("1..2"));
    start();
    QVERIFY(view().stopButton().isEnabled());
    waitForTheEnd();
    QCOMPARE(view().sentence(), QString());
    QCOMPARE(view().progressText(), QStringLiteral("6 of 6 runs"));
    QTRY_COMPARE(view().plot().dots(), 6);
    QVERIFY(!view().plot().best().isEmpty());
    QVERIFY(!view().goOnButton().isEnabled());
    // The folder is one of the command line, and its runs are those that a worker anywhere comes to.
    const sweep::Folder folder(path("sweep").toStdString());
    const sweep::Folder other =
        sweep::Folder::begin(path("other").toStdString(), folder.plan(), TRISTATE_VERSION);
    sweep::work(other, {});
    QCOMPARE(tristate::test::digestOf(folder), tristate::test::digestOf(other));
}

void TestSweepRun::itIsStoppedAndGoesOn() {
    takeLonger();
    ask(QStringLiteral("1e-3..0.1:log:10"), QStringLiteral("1..6"));
    start();
    QTRY_VERIFY_WITH_TIMEOUT(!view().model().results().empty(), kPatience);
    QTest::mouseClick(&view().stopButton(), Qt::LeftButton);
    waitForTheEnd();
    QCOMPARE(view().sentence(), QString());
    const std::size_t before = view().model().results().size();
    QVERIFY(before < 60);
    QVERIFY(view().goOnButton().isEnabled());
    QTest::mouseClick(&view().goOnButton(), Qt::LeftButton);
    waitForTheEnd();
    QCOMPARE(view().model().results().size(), std::size_t(60));
    QCOMPARE(view().progressText(), QStringLiteral("60 of 60 runs"));
}

void TestSweepRun::theDialogSaysWhatCannotBe() {
    ask(QStringLiteral("1e-3..1e-2:log:3"), QStringLiteral("1,2"));
    QCOMPARE(dialog().problem(), QString());
    const std::pair<const char*, const char*> bad[] = {
        {"", "no values"}, {"1e-2..1e-3:log:3", "empty"}, {"0..1e-3:log:3", "above 0"}, {"fast", "fast"},
        {"-1", "-1"},      {"1e-3..1e-2:log", "how many"}};
    for (const auto& [values, sentence] : bad) {
        dialog().vary().values(0).setText(QLatin1String(values));
        QVERIFY2(dialog().problem().contains(QLatin1String(sentence)), qPrintable(dialog().problem()));
        QVERIFY(!dialog().startButton().isEnabled());
    }
    dialog().mode().setCurrentIndex(static_cast<int>(sweep::Mode::Frontier)); // needs no number
    QCOMPARE(dialog().problem(), QString());
    QVERIFY(dialog().runs().isEnabled());
    dialog().folder().setText(QString());
    QVERIFY(!dialog().startButton().isEnabled());
    dialog().show();
    auto endless = tristate::test::toyExperiment();
    endless.train.epochs = 0;
    m_window->bridge().start(endless, true);
    QTRY_VERIFY(dialog().problem().contains(QStringLiteral("must end")));
}

void TestSweepRun::rowsAreAddedAndRemoved() {
    VaryList& vary = dialog().vary();
    QCOMPARE(vary.rows(), 2);
    QTest::mouseClick(vary.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(vary.rows(), 3);
    QVERIFY(dialog().problem().contains(QStringLiteral("twice"))); // the seed is there
    vary.setting(2).setCurrentIndex(vary.setting(2).findData(QStringLiteral("net")));
    vary.values(2).setText(QStringLiteral("2-8-2,2-16-2"));
    QCOMPARE(dialog().problem(), QString());
    QCOMPARE(dialog().plan().axes.size(), std::size_t(3));
    QVERIFY(vary.setting(2).findData(QStringLiteral("train.threads")) < 0); // changes no result
    QTest::mouseClick(&vary.removal(0), Qt::LeftButton);
    QCOMPARE(vary.rows(), 2);
    QCOMPARE(QString::fromStdString(dialog().plan().axes[0].path), QStringLiteral("train.seed"));
}

void TestSweepRun::whatIsChosenGoesToAFileAndBack() {
    ask(QStringLiteral("1e-3..1e-2:log"), QStringLiteral("7,9"));
    dialog().mode().setCurrentIndex(static_cast<int>(sweep::Mode::Random));
    dialog().runs().setValue(12);
    const sweep::Plan chosen = dialog().plan();
    dialog().save(path("plan.json"));
    QCOMPARE(dialog().problem(), QString());
    ask(QStringLiteral("1"), QStringLiteral("1"));
    dialog().load(path("plan.json"));
    QCOMPARE(dialog().vary().values(0).text(), QStringLiteral("0.001..0.01:log"));
    QVERIFY(dialog().plan() == chosen);
    sweep::Folder::begin(path("sweep").toStdString(), chosen, TRISTATE_VERSION);
    ask(QStringLiteral("1"), QStringLiteral("1"));
    dialog().load(path("sweep/sweep.json")); // of a folder
    QVERIFY(dialog().plan() == chosen);
    io::writeAtomically(path("bad.json").toStdString(), "{\"vary\": [");
    dialog().load(path("bad.json"));
    QVERIFY(dialog().problem().contains(QStringLiteral("bad.json")));
    std::string unknown = io::readWholeFile(path("plan.json").toStdString());
    unknown.replace(unknown.find("train.lambda3"), 13, "train.lambda9");
    io::writeAtomically(path("unknown.json").toStdString(), unknown);
    dialog().load(path("unknown.json"));
    QVERIFY2(dialog().problem().contains(QStringLiteral("lambda9")), qPrintable(dialog().problem()));
    QVERIFY2(dialog().plan() == chosen, "what was there stays");
    dialog().save(path("no/such/plan.json"));
    QVERIFY(dialog().problem().contains(QStringLiteral("plan.json")));
}

void TestSweepRun::foldersOfOtherSweepsAreRefused() {
    sweep::Folder::begin(path("sweep").toStdString(), tristate::test::toyPlan({"seed=1,2"}),
                         TRISTATE_VERSION);
    ask(QStringLiteral("1e-3,1e-2"), QStringLiteral("1"));
    start();
    waitForTheEnd();
    QVERIFY2(view().sentence().contains(QStringLiteral("another sweep")), qPrintable(view().sentence()));
    sweep::Folder::begin(path("old").toStdString(), tristate::test::toyPlan({"seed=1,2"}), "0.0.1");
    view().open(path("old"));
    QTRY_VERIFY(view().goOnButton().isEnabled());
    QTest::mouseClick(&view().goOnButton(), Qt::LeftButton);
    waitForTheEnd();
    QVERIFY2(view().sentence().contains(QStringLiteral("version 0.0.1")), qPrintable(view().sentence()));
}

void TestSweepRun::theProgramOfWorkersIsNotThere() {
    view().run().setProgram(path("tristate"));
    ask(QStringLiteral("1e-3"), QStringLiteral("1"));
    start();
    waitForTheEnd();
    QVERIFY2(view().sentence().contains(QStringLiteral("worker process")), qPrintable(view().sentence()));
    view().run().setProgram(QStringLiteral("/bin/false")); // one that gives up without a word
    QTest::mouseClick(&view().goOnButton(), Qt::LeftButton);
    waitForTheEnd();
    QVERIFY2(view().sentence().contains(QStringLiteral("0 of 1 runs")), qPrintable(view().sentence()));
}

void TestSweepRun::whatOthersCameToLiesBesideTheRuns() {
    const auto made = sweep::Folder::begin(path("sweep").toStdString(), tristate::test::toyPlan({"seed=1,2"}),
                                           TRISTATE_VERSION);
    sweep::work(made, {});
    view().open(path("sweep"));
    QTRY_COMPARE(view().plot().dots(), 2);
    QVERIFY(view().plot().others().isEmpty());
    const auto table = made.path() / sweep::kBaselinesFile;
    io::writeAtomically(table, "method,parameters,test_error\ntaylor,1000000,8.5\nsvd,120,9.5\n");
    view().open(path("sweep"));
    QTRY_COMPARE(view().plot().others(), QStringList({QStringLiteral("svd"), QStringLiteral("taylor")}));
    QVERIFY(ui::test::part<QCustomPlot>(view().plot()).xAxis->range().contains(1e6));
    const QString picture = path("picture.svg");
    view().savePicture(picture);
    QVERIFY(io::readWholeFile(picture.toStdString()).find(">taylor<") != std::string::npos);
    view().cost().setCurrentIndex(static_cast<int>(sweep::Cost::Operations));
    QVERIFY2(view().plot().others().isEmpty(), "nothing is known but their parameters");
    view().cost().setCurrentIndex(static_cast<int>(sweep::Cost::Parameters));

    io::writeAtomically(table, "method\ntaylor\nsvd\n");
    view().open(path("sweep"));
    QTRY_VERIFY(view().sentence().contains(QStringLiteral("baselines.csv")));
    QTRY_VERIFY(view().plot().others().isEmpty());
}

void TestSweepRun::closingTheWindowEndsTheWorkers() {
    takeLonger();
    ask(QStringLiteral("1e-3..0.1:log:100"), QStringLiteral("1..20"));
    start();
    QTRY_VERIFY_WITH_TIMEOUT(!view().model().results().empty(), kPatience);
    m_window.reset();
    const sweep::Folder folder(path("sweep").toStdString());
    sweep::Claims claims(folder.locks());
    int done = 0;
    const sweep::RunList list(folder);
    for (const sweep::RunSpec& run : list.runs()) {
        QVERIFY(!claims.isTaken(folder.runFolder(run.id)));
        done += folder.hasResult(run.id);
    }
    QVERIFY2(done > 0 && done < 2000, qPrintable(QString::number(done)));
}

int main(int argc, char** argv) {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication application(argc, argv);
    QApplication::setApplicationVersion(QStringLiteral(TRISTATE_VERSION));
    TestSweepRun test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_sweep_run.moc"
