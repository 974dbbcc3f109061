#include "tests/ui/support/large_nets.h"
#include "tests/ui/support/run_of_net.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/layer_strip.h"
#include "ui/views/network_picture.h"

#include <QMouseEvent>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <optional>
#include <vector>

using namespace tristate;
using namespace tristate::ui;
using namespace tristate::ui::test;

/// What is legible of nets of 2 to 100 gated layers, and how the views of one net move together.
class TestLargeNets : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingOverlaps_data();
    void nothingOverlaps();
    void blocksCollapseAndOpen();
    void aNarrowBlockKeepsItsDots();
    void anotherNetIsLaidOutAnew();
    void theViewMoves();
    void aSelectedUnitComesIntoView();
    void aBlockIsSeenToVanish();
    void theStripFollowsThePointer();
    void railsArePaintedBelowTheColumns();
};

void TestLargeNets::nothingOverlaps_data() {
    QTest::addColumn<QString>("net");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("complete");
    const QSize wide(860, 330), narrow(540, 230); // of the picture in windows of 1600x900 and 1280x720
    const auto add = [&](const char* name, const char* net, bool inWide, bool inNarrow) {
        QTest::addRow("%s, wide", name) << net << wide << inWide;
        QTest::addRow("%s, narrow", name) << net << narrow << inNarrow;
    };
    add("playground", "784-300-100-10", true, true);
    add("LeNet-5", "1x28x28:20c5-p2-50c5-p2-500-10", true, true);
    add("ResNet-8", "3x32x32:16c3+1b-[16c3+1b-16c3+1b]+-[32c3s2+1b-32c3+1b]+-[64c3s2+1b-64c3+1b]+-ga-10",
        true, true);
    add("ResNet-20", kResNet20, true, false);
    add("SqueezeNet-like", kFire, true, false);
    add("MobileNet-like",
        "3x32x32:32c3+1b-dw3+1b-64c1b-dw3s2+1b-128c1b-dw3+1b-128c1b-dw3s2+1b-256c1b-dw3+1b-256c1b-ga-10",
        true, false);
    add("ResNet-56", kResNet56, false, false);
    add("dense", kDense, false, false);
}

void TestLargeNets::nothingOverlaps() {
    QFETCH(const QString, net);
    QFETCH(const QSize, size);
    QFETCH(const bool, complete);
    const RunData run = runOf(qPrintable(net));
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(size);
    picture.refresh();
    QCOMPARE(picture.placed().isComplete, complete);
    const auto sizes = columnSizes(picture.font());
    const QFontMetricsF metrics(picture.font());
    for (int first = 0; first < outlineOf(run.experiment.net).count(); first += 7) {
        selection.showFrom(first);
        std::vector<QRectF> texts;
        for (const auto& column : picture.columns()) {
            if (!column.isInView()) continue;
            QVERIFY(QRectF(picture.rect()).contains(column.cell));
            QVERIFY(column.area.height() > 60);
            const auto [name, count] = picture.textsOf(column);
            texts.push_back(textArea(column, sizes));
            QVERIFY(metrics.horizontalAdvance(count) <= texts.back().width());
            if (column.isGated() && !column.narrow) QCOMPARE(name, column.name); // conv12 is never cut
            QVERIFY2(!count.contains(QChar(0x2026)), qUtf8Printable(count));
            QVERIFY(picture.tipAt(texts.back().center())
                        .contains(column.collapsed ? blockName(column.block) : column.name));
        }
        for (const auto& ground : picture.placed().grounds) {
            texts.push_back(ground.title);
            QVERIFY(metrics.horizontalAdvance(picture.titleOf(ground)) <= ground.title.width());
        }
        texts.push_back(picture.placed().rails);
        const auto& strip = *picture.findChild<LayerStrip*>();
        QCOMPARE(strip.isHidden(), complete);
        if (!complete) texts.emplace_back(strip.geometry());
        for (std::size_t i = 0; i < texts.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) QVERIFY(!texts[i].intersects(texts[j]));
    }
}

void TestLargeNets::blocksCollapseAndOpen() {
    RunData run = runOf(kFire);
    closeLayers(run, {2});
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(1400, 400); // room for all
    picture.refresh();
    QCOMPARE(picture.columns().size(), std::size_t(15));
    const auto title = [&](int block) {
        const auto& grounds = picture.placed().grounds;
        return std::find_if(grounds.begin(), grounds.end(),
                            [block](const auto& of) { return of.block == block; })
            ->title.center()
            .toPoint();
    };
    QTest::mouseClick(&picture, Qt::LeftButton, {}, title(0));
    QCOMPARE(picture.columns().size(), std::size_t(14));
    const auto& collapsed = picture.columns()[3];
    QVERIFY(collapsed.collapsed);
    QCOMPARE(collapsed.shares, (std::vector<double>{0, 1}));
    QVERIFY(!picture.grab().isNull());
    QTest::mouseClick(&picture, Qt::LeftButton, {}, title(0));
    QCOMPARE(picture.columns().size(), std::size_t(15));
    selection.selectUnit(UnitRef{6, 0});
    QTest::keyClick(&picture, Qt::Key_Return); // its block is the second one
    QVERIFY(picture.columns()[columnOf(picture.columns(), 6)].collapsed);
    QTest::keyClick(&picture, Qt::Key_Return);
    QCOMPARE(picture.columns().size(), std::size_t(15));
    selection.clear();
    picture.resize(960, 400); // room for all only when blocks are collapsed
    picture.refresh();
    QVERIFY(picture.placed().isComplete);
    QCOMPARE(picture.columns().size(), std::size_t(13)); // two were opened by hand
    selection.selectUnit(UnitRef{5, 3});                 // in the second block, which opens for it
    QVERIFY(picture.columns()[columnOf(picture.columns(), 5)].isGated());
    QVERIFY(picture.columns()[columnOf(picture.columns(), 5)].isInView());
}

void TestLargeNets::aNarrowBlockKeepsItsDots() {
    RunData run = runOf(kResNet20);
    closeLayers(run, {});
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(860, 330); // room for all when blocks are narrow
    picture.refresh();
    const auto& column = picture.columns()[2];
    QVERIFY(column.narrow && column.isGated());
    QVERIFY(!picture.columns()[1].narrow); // the stream is in no block
    QCOMPARE(column.dots.size(), std::size_t(16));
    QCOMPARE(picture.textsOf(column).second, QStringLiteral("16/16"));
    QVERIFY(picture.tipAt(column.cell.center()).startsWith(QStringLiteral("conv2: 16 of 16")));
    QTest::mouseClick(&picture, Qt::LeftButton, {}, column.dots[9].toPoint());
    QCOMPARE(selection.unit(), std::optional(UnitRef{1, 9}));
    QVERIFY(picture.columns()[2].narrow); // what was clicked stays where it is
    const double width = picture.columns()[2].cell.width();
    const auto title = picture.placed().grounds.front().title.center();
    QTest::mouseClick(&picture, Qt::LeftButton, {}, title.toPoint());
    QVERIFY(!picture.columns()[2].narrow && picture.columns()[2].cell.width() > width);
    QVERIFY(picture.columns()[3].narrow);
}

void TestLargeNets::anotherNetIsLaidOutAnew() {
    RunData run = runOf(kResNet20);
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(1400, 330);
    picture.refresh();
    picture.toggle(0);
    QVERIFY(picture.columns()[2].narrow);
    selection.showFrom(9);
    run = runOf(kFire);
    run.number = 2;
    selection.clear(); // as the window does before views know of the new run
    picture.refresh();
    QCOMPARE(picture.columns().size(), std::size_t(15));
    for (const auto& column : picture.columns()) QVERIFY(!column.narrow && !column.collapsed);
    QVERIFY(picture.accessibleDescription().contains(QStringLiteral("conv13: 64 of 64")));
    run = runOf("2-3-2");
    run.number = 3;
    picture.refresh();
    QCOMPARE(picture.columns().size(), std::size_t(3));
    QVERIFY(picture.rails().empty() && picture.placed().grounds.empty());
    QVERIFY(!picture.grab().isNull());
}

void TestLargeNets::theViewMoves() {
    const RunData run = runOf(kResNet56);
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(860, 330);
    picture.refresh();
    auto& strip = *picture.findChild<LayerStrip*>();
    QCOMPARE(strip.cells().size(), std::size_t(30));
    QCOMPARE(strip.first(), 0);
    const int inView = strip.inView();
    QVERIFY(inView >= 8 && inView < 20);
    QTest::keyClick(&picture, Qt::Key_PageDown);
    QCOMPARE(strip.first(), inView);
    QTest::keyClick(&picture, Qt::Key_End);
    QCOMPARE(strip.first() + strip.inView(), 30);
    QVERIFY(picture.columns().back().isInView());
    QTest::keyClick(&strip, Qt::Key_Left);
    const int before = strip.first();
    QWheelEvent wheel({100, 100}, picture.mapToGlobal(QPointF(100, 100)), {}, {0, 240}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&picture, &wheel);
    QCOMPARE(strip.first(), before - 2);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, strip.cells()[15].center().toPoint());
    QVERIFY(strip.first() < 15 && strip.first() + strip.inView() > 15);
    QVERIFY(picture.columns()[16].isInView());
    QVERIFY(!picture.columns()[0].isInView());
    QVERIFY(strip.textOf(1).contains(blockName(0)));
    selection.clear();
    QCOMPARE(strip.first(), 0);
}

void TestLargeNets::aSelectedUnitComesIntoView() {
    const RunData run = runOf(kResNet56);
    TimeAxis axis;
    Selection selection;
    NetworkPicture picture(run, selection);
    GateMapPlot map(run, axis, selection);
    picture.resize(860, 330);
    map.resize(440, 500);
    picture.refresh();
    map.refresh();
    for (const int layer : {29, 11, 0, 18}) {
        selection.selectUnit(UnitRef{layer, 2});
        QVERIFY(picture.columns()[columnOf(picture.columns(), layer)].isInView());
        QVERIFY(map.first() <= layer && layer < map.first() + map.inView());
    }
}

void TestLargeNets::aBlockIsSeenToVanish() {
    RunData run = runOf(kResNet20);
    closeLayers(run, {2});
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(1400, 330);
    picture.refresh();
    for (const auto& ground : picture.placed().grounds) QCOMPARE(ground.vanished, ground.block == 1);
    QVERIFY(picture.columns()[3].vanished && !picture.columns()[2].vanished);
    const auto looks = [&](int column) {
        const auto& cell = picture.columns()[static_cast<std::size_t>(column)].area;
        return picture.grab(cell.toAlignedRect()).toImage();
    };
    const QImage gone = looks(3);
    closeLayers(run, {});
    picture.refresh();
    QVERIFY(looks(3) != gone);
    picture.resize(500, 330);
    picture.refresh();
    const auto& strip = *picture.findChild<LayerStrip*>();
    QVERIFY(!strip.hasVanished(2));
    closeLayers(run, {2});
    picture.refresh();
    QVERIFY(strip.hasVanished(2) && !strip.hasVanished(1));
    QVERIFY(strip.textOf(2).contains(QStringLiteral("0 of 16")));
}

void TestLargeNets::theStripFollowsThePointer() {
    const RunData run = runOf(kResNet56);
    Selection selection;
    LayerStrip strip(selection);
    strip.resize(600, strip.sizeHint().height());
    strip.show(outlineOf(run.experiment.net), run);
    const auto look = [&] {
        const int first = std::min(selection.firstLayer(), 20); // a view that has room for ten
        strip.setInView(first, 10, false);
        return first;
    };
    connect(&selection, &Selection::viewMoved, this, look);
    look();
    const auto middle = [&](std::size_t cell) { return strip.cells()[cell].center().toPoint(); };
    QTest::mousePress(&strip, Qt::LeftButton, {}, middle(12));
    QCOMPARE(strip.first(), 7);
    QTest::mouseMove(&strip, middle(20));
    QMouseEvent drag(QEvent::MouseMove, middle(20), strip.mapToGlobal(middle(20)), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&strip, &drag);
    QCOMPARE(strip.first(), 15);
    QTest::mouseRelease(&strip, Qt::LeftButton, {}, QPoint(5000, 5));
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(599, 20)); // the margin means the cell beside it
    QCOMPARE(strip.first(), 20);
    QTest::keyClick(&strip, Qt::Key_PageUp);
    QCOMPARE(strip.first(), 10);
    QTest::keyClick(&strip, Qt::Key_Home);
    QCOMPARE(strip.first(), 0);
    QTest::mouseClick(&strip, Qt::LeftButton, {}, QPoint(0, 20));
    QCOMPARE(strip.first(), 0);
    for (std::size_t i = 1; i < strip.cells().size(); ++i)
        QVERIFY(strip.cells()[i].left() >= strip.cells()[i - 1].right());
    QVERIFY(strip.accessibleDescription().contains(QStringLiteral("conv1 to")));
}

void TestLargeNets::railsArePaintedBelowTheColumns() {
    const auto ink = [](const char* net) {
        const RunData run = runOf(net);
        Selection selection;
        NetworkPicture picture(run, selection);
        picture.resize(860, 330);
        picture.refresh();
        const QRect rails = picture.placed().rails.toAlignedRect();
        if (rails.isEmpty()) return -1;
        const QImage image = picture.grab(rails).toImage();
        const QRgb ground = image.pixel(0, 0);
        int count = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) != ground;
        return count;
    };
    QCOMPARE(ink("784-300-100-10"), -1); // neighbours read each other
    const int residual = ink("3x32x32:16c3+1-[16c3+1-16c3+1]+-ga-10");
    QVERIFY(residual > 300); // from conv1 over the block to what reads the sum
    QVERIFY(ink(kResNet20) > 2 * residual);
}

TRISTATE_UI_TEST_MAIN(TestLargeNets)
#include "test_large_nets.moc"
