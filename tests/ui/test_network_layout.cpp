#include "tests/ui/support/large_nets.h"
#include "tests/ui/support/run_of_net.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/views/network_layout.h"
#include "ui/views/network_rails.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>
#include <vector>

using namespace tristate;
using namespace tristate::ui;
using namespace tristate::ui::test;

namespace {

using Pairs = std::vector<std::pair<int, int>>;

/// (reader, source) of every reading.
Pairs readings(const char* net) {
    Pairs pairs;
    for (const auto& reading : outlineOf(graph::parseGraph(net)).readings)
        pairs.emplace_back(reading.reader, reading.source);
    return pairs;
}

} // namespace

/// What of a net is drawn, and where.
class TestNetworkLayout : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatReadsWhat();
    void railsAreForWhatIsNoNeighbour();
    void railsThatMeetHaveLanes();
    void columnsFillTheWidth();
};

void TestNetworkLayout::whatReadsWhat() {
    QCOMPARE(readings("784-300-100-10"), (Pairs{{0, -1}, {1, 0}, {2, 1}}));
    QCOMPARE(readings("1x8x8:4c3+1-[5c3+1-4c3+1]+-6c1-ga-3"),
             (Pairs{{0, -1}, {1, 0}, {0, 1}, {2, 0}, {3, 2}}));
    QCOMPARE(readings("3x8x8:4c1-[5c1/6c3+1]-7c1-2"),
             (Pairs{{0, -1}, {1, 0}, {2, 0}, {3, 1}, {3, 2}, {4, 3}}));
    // A stream without gates: what reads it sees what was added to it before.
    QCOMPARE(readings("3x8x8:4c3+1bn-[9c1bm6-dw3+1bm6-4c1b]+n-[8c1bm6-dw3+1bm6-4c1b]+n-2"),
             (Pairs{{0, -1}, {1, -1}, {1, 0}, {2, -1}, {2, 0}, {2, 1}}));
}

void TestNetworkLayout::railsAreForWhatIsNoNeighbour() {
    const auto rails = [](const char* net) {
        const RunData run = runOf(net);
        const auto outline = outlineOf(run.experiment.net);
        return findRails(describeNetwork(run, outline), outline);
    };
    QVERIFY(rails("1x28x28:20c5-p2-50c5-p2-500-10").empty());
    const auto residual = rails("1x8x8:4c3+1-[5c3+1-4c3+1]+-6c1-ga-3"); // input, stream, inside, 6c1, output
    QCOMPARE(residual.size(), std::size_t(1));
    QCOMPARE(residual[0].sources, std::vector<std::size_t>{1});
    QCOMPARE(residual[0].joins, std::vector<std::size_t>{2});
    QCOMPARE(residual[0].readers, std::vector<std::size_t>{3});
    const auto dense = rails(kDense); // all that was put side by side is one line
    QCOMPARE(lanesOf(dense), 1);
    QCOMPARE(dense[0].sources.size(), std::size_t(31));
    QVERIFY(lanesOf(rails(kResNet56)) <= 2);
}

void TestNetworkLayout::railsThatMeetHaveLanes() {
    // Streams inside of streams, each read behind the one that it encloses.
    const RunData run = runOf("3x8x8:4c3+1-[5c1-[6c1-[7c1-[8c1-7c1]+-6c1]+-5c1]+-4c1]+-2");
    const auto outline = outlineOf(run.experiment.net);
    const auto columns = describeNetwork(run, outline);
    const auto rails = findRails(columns, outline);
    QVERIFY(rails.size() >= 4);
    QVERIFY(lanesOf(rails) <= 4);
    for (const auto& rail : rails)
        for (const auto& other : rails)
            QVERIFY(&rail == &other || rail.lane != other.lane || rail.lane == 3 ||
                    rail.end() < other.begin() || other.end() < rail.begin());
    // Where the inside of a block is one column, nothing in it is drawn.
    const RunData fire = runOf(kFire);
    const auto fireOutline = outlineOf(fire.experiment.net);
    const auto open = findRails(describeNetwork(fire, fireOutline), fireOutline);
    const auto collapsed = describeNetwork(fire, fireOutline, {0, 1, 2, 3});
    for (const auto& rail : findRails(collapsed, fireOutline)) {
        QCOMPARE(rail.sources.size(), std::size_t(1));
        QCOMPARE(rail.readers, std::vector<std::size_t>{rail.sources[0] + 1});
    }
    QVERIFY(lanesOf(open) <= 2);
}

void TestNetworkLayout::columnsFillTheWidth() {
    const RunData run = runOf(kResNet56);
    const auto outline = outlineOf(run.experiment.net);
    auto columns = describeNetwork(run, outline); // 32
    const ColumnSizes sizes{.wide = 70, .collapsed = 40, .line = 16};
    const QRectF area(10, 20, 730, 300);
    for (const auto& [first, begin, end] :
         {std::tuple(0, 0, 10), std::tuple(4, 5, 15), std::tuple(29, 22, 32)}) {
        const auto layout = layOut(columns, area, sizes, first, 2);
        QCOMPARE(layout.first, static_cast<std::size_t>(begin));
        QCOMPARE(layout.end, static_cast<std::size_t>(end));
        QVERIFY(!layout.isComplete);
        QCOMPARE(columns[layout.first].cell.left(), area.left());
        QVERIFY(std::abs(columns[layout.end - 1].cell.right() - area.right()) < 1e-6);
        for (std::size_t i = layout.first; i < layout.end; ++i)
            QVERIFY(columns[i].cell.width() >= sizes.wide);
        for (std::size_t i = 0; i < columns.size(); ++i)
            QCOMPARE(columns[i].isInView(), i >= layout.first && i < layout.end);
        QCOMPARE(layout.firstLayer(columns), std::max(begin - 1, 0));
        QVERIFY(layout.rails.top() >= columns[layout.first].cell.bottom());
    }
    const auto tiny = layOut(columns, QRectF(0, 0, 30, 300), sizes, 7, 0); // not even one has room
    QCOMPARE(tiny.end - tiny.first, std::size_t(1));
    QVERIFY(columns[tiny.first].cell.width() <= 30);
    // Collapsed only where that makes the net fit: 5 columns are outside of blocks, 27 in one each.
    QVERIFY(collapsedAtFirst(outline, sizes, 32 * 70).empty());
    QCOMPARE(collapsedAtFirst(outline, sizes, 5 * 70 + 27 * 40).size(), std::size_t(27));
    QVERIFY(collapsedAtFirst(outline, sizes, 5 * 70 + 27 * 40 - 1).empty());
}

TRISTATE_UI_TEST_MAIN(TestNetworkLayout)
#include "test_network_layout.moc"
