#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/panels/status_line.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/run/refresh_schedule.h"
#include "ui/views/layer_table.h"
#include "ui/views/network_picture.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QTabWidget>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <memory>
#include <numeric>
#include <set>
#include <thread>
#include <utility>
#include <vector>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// Whatever is painted shows one moment of the run: all views the same one, and none of another run.
class TestOneMoment : public QObject {
    Q_OBJECT
public:
    bool eventFilter(QObject* watched, QEvent* event) override;

private Q_SLOTS:
    void init();
    void cleanup();
    void everyPaintedFrameShowsOneMomentUnderLoad();
    void nothingIsNewerThanTheFrame();
    void whatIsDrawnFirstIsOfTheNewRun();
    void aTabThatIsOpenedShowsThePresentRun();

private:
    using Counts = std::vector<int>;
    SessionBridge& bridge() { return m_window->bridge(); }
    const RunData& run() { return bridge().data(); }
    RefreshSchedule& schedule() { return test::part<RefreshSchedule>(*m_window); }
    Counts inNetwork();
    Counts inTable();
    Counts inGateMap();
    Counts inPlot() { return test::part<OpenUnitsPlot>(*m_window).newest(); }
    Counts inStatusLine();
    void compare();
    /// Opens or closes a gate by hand, so that something happens between any two frames.
    void disturb(int turn);

    std::unique_ptr<MainWindow> m_window;
    bool m_isWatching = false;
    std::set<std::int64_t> m_painted; ///< steps
    QString m_difference;
};

void TestOneMoment::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->resize(1200, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    auto* table = &test::part<LayerTable>(*m_window);
    auto& tabs = test::part<QTabWidget>(*m_window);
    tabs.removeTab(tabs.indexOf(table)); // beside the network picture
    table->setParent(m_window.get(), Qt::Window);
    table->resize(400, 200);
    table->show();
    auto experiment = test::smallExperiment();
    experiment.train.warmupEpochs = 0;
    experiment.train.patience = 0;
    bridge().start(experiment);
    QTRY_VERIFY(run().frame && run().lastPoint());
}

void TestOneMoment::cleanup() {
    qApp->removeEventFilter(this);
    m_window.reset();
}

TestOneMoment::Counts TestOneMoment::inNetwork() {
    Counts counts;
    for (const auto& column : test::part<NetworkPicture>(*m_window).columns())
        if (column.isGated())
            counts.push_back(static_cast<int>(std::count(column.open.begin(), column.open.end(), true)));
    return counts;
}

TestOneMoment::Counts TestOneMoment::inTable() {
    Counts counts;
    const auto& model = test::part<LayerTable>(*m_window).model();
    for (int row = 0; row + 2 < model.rowCount(); ++row) // without output layer and total
        counts.push_back(model.data(model.index(row, LayerTableModel::Open), Qt::DisplayRole)
                             .toString()
                             .section(QLatin1Char(' '), 0, 0)
                             .toInt());
    return counts;
}

TestOneMoment::Counts TestOneMoment::inGateMap() {
    Counts counts;
    const auto& map = test::part<GateMapPlot>(*m_window);
    for (int band = 0; band < map.bands(); ++band) {
        const auto bins = map.histogram(band);
        const auto limit = static_cast<std::ptrdiff_t>(run().openLimit() * static_cast<double>(bins.size()));
        counts.push_back(std::accumulate(bins.begin() + limit, bins.end(), 0));
    }
    return counts;
}

TestOneMoment::Counts TestOneMoment::inStatusLine() {
    static const QRegularExpression kLayers(QStringLiteral("\\((\\d+) - (\\d+)\\)"));
    const auto match = kLayers.match(test::part<StatusLine>(*m_window).text());
    return {match.captured(1).toInt(), match.captured(2).toInt()};
}

void TestOneMoment::compare() {
    const Counts network = inNetwork();
    const std::pair<const char*, Counts> others[] = {{"layer table", inTable()},
                                                     {"gate map", inGateMap()},
                                                     {"open-neurons plot", inPlot()},
                                                     {"status line", inStatusLine()}};
    const auto text = [](const Counts& counts) {
        QStringList parts;
        for (const int count : counts) parts << QString::number(count);
        return parts.join(QLatin1Char('-'));
    };
    for (const auto& [name, counts] : others)
        if (counts != network && m_difference.isEmpty())
            m_difference = QStringLiteral("network picture %1, %2 %3")
                               .arg(text(network), QLatin1String(name), text(counts));
    m_painted.insert(run().frame->step);
}

bool TestOneMoment::eventFilter(QObject*, QEvent* event) {
    if (m_isWatching && event->type() == QEvent::Paint) compare();
    return false;
}

void TestOneMoment::disturb(int turn) {
    const int unit = turn % 38;
    bridge().editGate({.layer = 0, .unit = unit, .open = (turn / 38) % 2 == 1});
}

void TestOneMoment::everyPaintedFrameShowsOneMomentUnderLoad() {
    std::atomic<bool> isOver{false};
    std::vector<std::jthread> load;
    for (unsigned i = 0; i < std::max(2U, std::thread::hardware_concurrency()); ++i)
        load.emplace_back([&isOver] {
            while (!isOver) {
            }
        });
    qApp->installEventFilter(this);
    schedule().refreshAll();
    m_isWatching = true;
    constexpr std::size_t kFrames = 1000, kLeast = 60; // where other programs share the cores
    constexpr int kLongest = 60'000;
    QElapsedTimer clock;
    clock.start();
    std::set<int> seen;
    for (int turn = 0; m_painted.size() < kFrames && clock.elapsed() < kLongest && m_difference.isEmpty();
         ++turn) {
        disturb(turn);
        schedule().round();
        QTest::qWait(1);
        seen.insert(inNetwork().front());
    }
    isOver = true;
    m_isWatching = false;
    QVERIFY2(m_difference.isEmpty(), qUtf8Printable(m_difference));
    qInfo("%zu frames", m_painted.size());
    QVERIFY2(m_painted.size() >= kLeast, qPrintable(QString::number(m_painted.size())));
    QVERIFY2(seen.size() > 10, "the counts changed all the time");
}

void TestOneMoment::nothingIsNewerThanTheFrame() {
    for (int i = 0; i < 100; ++i) {
        QTest::qWait(10);
        schedule().round();
        QVERIFY(run().lastPoint()->step <= run().frame->step);
        QCOMPARE(run().shownColumn()->step, run().frame->step);
        QCOMPARE(run().shownPoint()->step, run().frame->step);
    }
    bridge().pause();
    QTRY_VERIFY(bridge().hasArrived());
    QCOMPARE(run().lastPoint()->step, run().frame->step);
}

void TestOneMoment::whatIsDrawnFirstIsOfTheNewRun() {
    auto experiment = test::smallExperiment();
    experiment.net = graph::parseGraph("784-23-9-10");
    bridge().start(experiment, true);
    QCOMPARE(inNetwork(), (Counts{23, 9})); // at once, before anything of it has arrived
    QCOMPARE(test::part<OpenUnitsPlot>(*m_window).newest(), (Counts{0, 0}));
}

void TestOneMoment::aTabThatIsOpenedShowsThePresentRun() {
    auto& tabs = test::part<QTabWidget>(*m_window);
    auto& picture = test::part<NetworkPicture>(*m_window);
    tabs.setCurrentIndex(tabs.indexOf(&picture) + 1);
    auto experiment = test::smallExperiment();
    experiment.net = graph::parseGraph("784-23-9-10");
    bridge().start(experiment, true);
    QCOMPARE(inNetwork(), (Counts{40, 8})); // nobody sees it
    tabs.setCurrentWidget(&picture);
    QCOMPARE(inNetwork(), (Counts{23, 9})); // before it is painted
}

TRISTATE_UI_TEST_MAIN(TestOneMoment)
#include "test_one_moment.moc"
