#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/sweep/worker.h"
#include "tests/core/sweep/sweep_plans.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/plots/qcp.h"
#include "ui/plots/sweep_plot.h"
#include "ui/views/sweep_comparison.h"
#include "ui/views/sweep_model.h"
#include "ui/views/sweep_view.h"

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>
#include <utility>

using namespace tristate;
using namespace tristate::ui;

namespace {

constexpr int kPatience = 60'000; ///< milliseconds, beside other work

sweep::Plan plan(const std::vector<std::string>& axes) {
    return tristate::test::toyPlan(axes);
}

/// Of the processor, on this thread.
double threadSeconds() {
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double processorSeconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

} // namespace

/// The page of sweeps in the real window.
class TestSweepView : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void aDotIsChosenAndOpensItsRun();
    void twoRunsAreComparedAndOpenedBoth();
    void filtersAndSaysWhatIsNoCondition();
    void picksTheSmallestAndExportsIt();
    void savesThePictureAsSvgAndPng();
    void timesAreMeasuredKeptAndShownAsAnAxis();
    void timesThatCannotBeReadOrMeasuredAreSaid();
    void ofManyChosenRunsTwoCount();
    void aFailedRunSaysWhyAndIsNotOpened();
    void whatOthersDoArrives();
    void aFolderThatIsNoneIsSaid();
    void aHalfWrittenResultIsPutAsideAndItsRunLeft();
    void tenThousandRunsAreOpenedBesideTheEventLoop();

private:
    SweepView& view() { return ui::test::part<SweepView>(*m_window); }
    std::string folder() const { return m_folder->filePath(QStringLiteral("sweep")).toStdString(); }
    /// Does a sweep without the window, and opens it.
    sweep::Folder openDone(const std::vector<std::string>& axes);
    void openAndWait(std::size_t runs);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void TestSweepView::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    ui::test::part<QTabWidget>(*m_window).setCurrentWidget(&view());
}

void TestSweepView::openAndWait(std::size_t runs) {
    view().open(QString::fromStdString(folder()));
    QTRY_COMPARE_WITH_TIMEOUT(view().model().results().size(), runs, kPatience);
    QTRY_VERIFY(view().plot().dots() > 0);
}

sweep::Folder TestSweepView::openDone(const std::vector<std::string>& axes) {
    auto made = sweep::Folder::begin(folder(), plan(axes), TRISTATE_VERSION);
    sweep::work(made, {});
    openAndWait(sweep::RunList(made).runs().size());
    return made;
}

void TestSweepView::aDotIsChosenAndOpensItsRun() {
    openDone({"lambda3=1e-3,0.1", "seed=1,2"});
    QCOMPARE(view().progressText(), QStringLiteral("4 of 4 runs"));
    QCOMPARE(view().plot().errorName(), QStringLiteral("test error (%)"));
    QVERIFY(!view().openRunButton().isEnabled());
    const sweep::Result wanted = view().model().results()[2];
    auto& area = ui::test::part<QCustomPlot>(view().plot());
    area.replot(QCustomPlot::rpImmediateRefresh);
    const QPointF dot(area.xAxis->coordToPixel(static_cast<double>(wanted.parameters)),
                      area.yAxis->coordToPixel(std::max(wanted.error(), area.yAxis->range().lower)));
    QTest::mouseClick(&area, Qt::LeftButton, {}, dot.toPoint());
    QCOMPARE(view().chosen().size(), 1);
    const int row = view().model().rowOf(view().chosen().first()); // of two dots in one place either
    const sweep::Result& chosen = view().model().results()[static_cast<std::size_t>(row)];
    QCOMPARE(chosen.parameters, wanted.parameters);

    QTest::mouseClick(&view().openRunButton(), Qt::LeftButton);
    const auto& run = m_window->bridge().data();
    QTRY_VERIFY(run.lastPoint() != nullptr && run.lastPoint()->step == chosen.step);
    QCOMPARE(run.lastPoint()->parameters, chosen.parameters);
    QVERIFY2(!m_window->bridge().isSaved(), "saving must not write into the folder of the sweep");
}

void TestSweepView::twoRunsAreComparedAndOpenedBoth() {
    openDone({"lambda3=1e-3,0.1"});
    auto& comparison = ui::test::part<SweepComparison>(view());
    const auto& results = view().model().results();
    const QString first = QString::fromStdString(results[0].id),
                  second = QString::fromStdString(results[1].id);
    view().choose(first);
    QVERIFY(comparison.isHidden());
    view().choose(second, true);
    QVERIFY(!comparison.isHidden());
    QCOMPARE(comparison.item(0, 1)->text(), QStringLiteral("0.001"));
    QCOMPARE(comparison.item(0, 2)->text(), QStringLiteral("0.1"));
    QVERIFY(comparison.item(0, 1)->font().bold());
    const int last = comparison.rowCount() - 1; // both did as many minibatches
    QCOMPARE(comparison.item(last, 1)->text(), comparison.item(last, 2)->text());
    QVERIFY(!comparison.item(last, 1)->font().bold());
    QTest::mouseClick(&view().openRunButton(), Qt::LeftButton);
    QTRY_COMPARE(m_window->bridge().runs().left().size(), std::size_t(1));
    QTRY_COMPARE(m_window->bridge().data().experiment.train.lambdas.lambda3, 0.1);
    QCOMPARE(m_window->bridge().runs().left()[0]->experiment.train.lambdas.lambda3, 1e-3);
}

void TestSweepView::filtersAndSaysWhatIsNoCondition() {
    openDone({"lambda3=1e-3,0.1", "seed=1,2"});
    view().filterField().setText(QStringLiteral("seed = 2 and lambda3 >= 0.01"));
    QCOMPARE(view().table().model()->rowCount(), 1);
    QTRY_COMPARE(view().plot().dots(), 1);
    view().filterField().setText(QStringLiteral("sead = 2"));
    QVERIFY(view().sentence().contains(QStringLiteral("sead")));
    QCOMPARE(view().table().model()->rowCount(), 1);
    view().filterField().clear();
    QCOMPARE(view().sentence(), QString());
    QCOMPARE(view().table().model()->rowCount(), 4);
    QTRY_COMPARE(view().plot().dots(), 4);
    view().cost().setCurrentIndex(static_cast<int>(sweep::Cost::Bytes));
    QCOMPARE(view().plot().costName(), QStringLiteral("bytes of weights"));
}

void TestSweepView::picksTheSmallestAndExportsIt() {
    const auto made = openDone({"lambda3=1e-3,0.1", "seed=1,2"});
    view().condition().setText(QStringLiteral("error <= 100"));
    QTest::keyClick(&view().condition(), Qt::Key_Return);
    const auto& all = view().model().results();
    const auto expected = sweep::pick(all, sweep::parseConditions("error <= 100"), "").id;
    QCOMPARE(view().chosen(), QStringList{QString::fromStdString(expected)});
    QVERIFY(view().sentence().startsWith(QStringLiteral("Picked")));
    const QString file = m_folder->filePath(QStringLiteral("small.onnx"));
    QSignalSpy ended(&view().exporting(), &ExportRun::ended);
    view().exportTo(file);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatience);
    QCOMPARE(ended.first().at(1).toString(), QString());
    QVERIFY(QFile::exists(file));
    view().exportTo(m_folder->filePath(QStringLiteral("small.xyz")));
    QVERIFY(view().sentence().contains(QStringLiteral("small.xyz")));
    view().condition().setText(QStringLiteral("error <= 0 and parameters <= 1"));
    QTest::keyClick(&view().condition(), Qt::Key_Return);
    QVERIFY(view().sentence().contains(QStringLiteral("no run of the sweep")));
}

void TestSweepView::savesThePictureAsSvgAndPng() {
    openDone({"lambda3=1e-3,0.1"});
    view().savePicture(m_folder->filePath(QStringLiteral("frontier.png")));
    const QImage picture(m_folder->filePath(QStringLiteral("frontier.png")));
    QVERIFY(picture.width() > 500 && picture.height() > 500);
    QCOMPARE(picture.pixelColor(1, 1), QColor(Qt::white));
    view().savePicture(m_folder->filePath(QStringLiteral("frontier.svg")));
    view().savePicture(m_folder->filePath(QStringLiteral("runs.csv")));
    const auto text = [&](const char* name) {
        return io::readWholeFile(m_folder->filePath(QLatin1String(name)).toStdString());
    };
    QVERIFY(text("frontier.svg").starts_with("<svg"));
    QVERIFY(text("runs.csv").starts_with("run,lambda3,"));
    view().savePicture(m_folder->filePath(QStringLiteral("no/such/folder.svg")));
    QVERIFY(view().sentence().contains(QStringLiteral("folder.svg")));
}

void TestSweepView::timesAreMeasuredKeptAndShownAsAnAxis() {
    const auto made = openDone({"lambda3=1e-3,0.1"});
    view().condition().setText(QStringLiteral("error <= 100 and microseconds <= 1e6"));
    QTest::keyClick(&view().condition(), Qt::Key_Return);
    QVERIFY2(view().sentence().contains(QStringLiteral("no time yet")), qPrintable(view().sentence()));
    QTest::mouseClick(&view().measureButton(), Qt::LeftButton);
    QCOMPARE(view().plot().costName(), QStringLiteral("microseconds per sample"));
    const auto isTimed = [&] {
        for (const sweep::Result& result : view().model().results())
            if (!(result.microseconds > 0 && result.microseconds < 1e6)) return false;
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isTimed(), kPatience);
    QTRY_COMPARE(view().plot().dots(), 2);
    QCOMPARE(view().sentence(), QStringLiteral("Timed 2 of 2 runs"));
    QTRY_VERIFY(!view().measureButton().isEnabled());
    QTest::keyClick(&view().condition(), Qt::Key_Return);
    QVERIFY(view().sentence().startsWith(QStringLiteral("Picked")));

    view().savePicture(m_folder->filePath(QStringLiteral("times.svg")));
    const auto svg = io::readWholeFile(m_folder->filePath(QStringLiteral("times.svg")).toStdString());
    QVERIFY(svg.find("microseconds a sample") != std::string::npos);
    view().model().begin(made.plan()); // as if another folder had been open
    openAndWait(2);
    QVERIFY(isTimed());
    QVERIFY(!view().measureButton().isEnabled());
}

void TestSweepView::timesThatCannotBeReadOrMeasuredAreSaid() {
    const auto made = openDone({"lambda3=1e-3,0.1"});
    std::filesystem::remove(made.sessionFile(view().model().results()[0].id));
    view().measureTimes();
    QTRY_VERIFY_WITH_TIMEOUT(view().sentence().contains(QStringLiteral("session.tristate")), kPatience);
    QTRY_VERIFY(view().measureButton().isEnabled());
    io::writeAtomically(folder() + "/latency.json", "{\"tristate_latency\": ");
    view().cost().setCurrentIndex(static_cast<int>(sweep::Cost::Parameters));
    view().model().begin(made.plan());
    openAndWait(2); // the runs are shown all the same
    QVERIFY2(view().sentence().contains(QStringLiteral("latency.json")), qPrintable(view().sentence()));
}

void TestSweepView::ofManyChosenRunsTwoCount() {
    openDone({"lambda3=1e-3,0.1", "seed=1..3"});
    view().table().selectAll();
    QCOMPARE(view().chosen().size(), 2);
    QCOMPARE(view().openRunButton().text(), QStringLiteral("Open both runs"));
    view().filterField().setText(QStringLiteral("seed = 9")); // none is left
    QCOMPARE(view().chosen().size(), 0);
    QVERIFY(!view().openRunButton().isEnabled());
}

void TestSweepView::aFailedRunSaysWhyAndIsNotOpened() {
    openDone({"epochs=0,4", "seed=1"}); // a run without an end
    QCOMPARE(view().progressText(), QStringLiteral("2 of 2 runs, 1 failed"));
    QCOMPARE(view().plot().dots(), 1);
    for (int row = 0; row < 2; ++row) {
        const auto& result = view().model().results()[static_cast<std::size_t>(row)];
        view().choose(QString::fromStdString(result.id));
        QCOMPARE(view().openRunButton().isEnabled(), !result.failed());
        const auto tip = view().model().data(view().model().index(row, 0), Qt::ToolTipRole).toString();
        QCOMPARE(tip.contains(QStringLiteral("must end")), result.failed());
    }
}

void TestSweepView::whatOthersDoArrives() {
    const auto made = sweep::Folder::begin(folder(), plan({"seed=1..6"}), TRISTATE_VERSION);
    int done = 0;
    sweep::WorkerSettings few;
    few.finished = [&](const sweep::Result&) { ++done; };
    few.shallStop = [&] { return done > 1; };
    sweep::work(made, few);
    view().open(QString::fromStdString(folder()));
    QTRY_VERIFY_WITH_TIMEOUT(view().model().results().size() >= 2, kPatience);
    QVERIFY(view().model().results().size() < 6);
    QVERIFY(view().goOnButton().isEnabled());
    QVERIFY(!view().stopButton().isEnabled());
    sweep::work(made, {}); // as another program would
    QTRY_COMPARE_WITH_TIMEOUT(view().model().results().size(), std::size_t(6), kPatience);
    QTRY_VERIFY(!view().goOnButton().isEnabled());
}

void TestSweepView::aFolderThatIsNoneIsSaid() {
    view().open(m_folder->path());
    QTRY_VERIFY(view().sentence().contains(QStringLiteral("no sweep")));
    QVERIFY(!view().goOnButton().isEnabled());
    sweep::Folder::begin(folder(), plan({"seed=1,2"}), TRISTATE_VERSION);
    const std::string file = folder() + "/sweep.json", text = io::readWholeFile(file);
    io::writeAtomically(file, text.substr(0, text.size() / 2));
    view().open(QString::fromStdString(folder()));
    QTRY_VERIFY(view().sentence().contains(QStringLiteral("sweep.json")));
}

void TestSweepView::aHalfWrittenResultIsPutAsideAndItsRunLeft() {
    const auto made = openDone({"lambda3=1e-3,0.1"});
    const std::string id = view().model().results()[0].id;
    const std::string file = (made.runFolder(id) / "result.json").string();
    const std::string text = io::readWholeFile(file);
    io::writeAtomically(file, text.substr(0, text.size() / 2));
    view().open(QString::fromStdString(folder()));
    QTRY_VERIFY_WITH_TIMEOUT(view().sentence().contains(QStringLiteral("put aside")), kPatience);
    QTRY_COMPARE(view().progressText(), QStringLiteral("1 of 2 runs"));
    QCOMPARE(view().model().results().size(), std::size_t(1));
    QVERIFY(view().goOnButton().isEnabled());
    sweep::work(made, {}); // what it came to before is there: it is only measured again
    QTRY_COMPARE_WITH_TIMEOUT(view().model().results().size(), std::size_t(2), kPatience);
    QCOMPARE(QString::fromStdString(io::readWholeFile(file)), QString::fromStdString(text));
}

void TestSweepView::tenThousandRunsAreOpenedBesideTheEventLoop() {
    constexpr std::size_t kRuns = 10'000;
    const auto made =
        sweep::Folder::begin(folder(), plan({"lambda3=1e-4..1e-1:log:100", "seed=1..100"}), TRISTATE_VERSION);
    int number = 0;
    const sweep::RunList list(made);
    for (const sweep::RunSpec& run : list.runs()) { // not by publish(), which waits for the disk
        sweep::Result result;
        result.id = run.id;
        result.settings = sweep::settingsOf(made.plan(), run);
        result.parameters = 100 + ++number % 997;
        result.testError = 100.0 / static_cast<double>(result.parameters);
        result.signature = "s";
        std::filesystem::create_directories(made.runFolder(run.id));
        QFile file(QString::fromStdString((made.runFolder(run.id) / "result.json").string()));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(sweep::toText(result)));
    }
    const double before = processorSeconds();
    double longest = 0, last = threadSeconds(); // work between two rounds of the event loop
    QTimer pulse;
    connect(&pulse, &QTimer::timeout, this,
            [&] { longest = std::max(longest, threadSeconds() - std::exchange(last, threadSeconds())); });
    pulse.start(1);
    openAndWait(kRuns);
    QTRY_COMPARE(view().plot().dots(), static_cast<int>(kRuns));
    const double seconds = processorSeconds() - before;
    qInfo("10,000 runs: %.2f s of processor, %.0f ms without a pause", seconds, longest * 1e3);
    QVERIFY2(seconds < 4, "twice what it may take, for slow machines");
    QVERIFY2(longest < 0.1, "a pause of 50 ms, twice, for slow machines");
}

int main(int argc, char** argv) {
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    QApplication application(argc, argv);
    QApplication::setApplicationVersion(QStringLiteral(TRISTATE_VERSION));
    TestSweepView test;
    return QTest::qExec(&test, argc, argv);
}
#include "test_sweep_view.moc"
