#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/run_of_net.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/views/class_bars.h"
#include "ui/views/ink_canvas.h"
#include "ui/views/network_columns.h"
#include "ui/views/network_picture.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

using namespace tristate;
using namespace tristate::ui;
using test::addPoint;
using test::runOf;

/// Pictures of networks of one neuron and of thousands, of what they say, and the sheet that is shown to
/// them.
class TestNetworkSizes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void barsSayTheirShares();
    void aSheetTakesInkAndImages();
    void networksOfAnySize_data();
    void networksOfAnySize();
    void aLayerThatHasLostEverything();
};

void TestNetworkSizes::barsSayTheirShares() {
    ClassBars bars;
    bars.resize(220, 200);
    bars.show({0.25F, 0.75F}, {QStringLiteral("cat")}); // a class without a name has a bar, too
    QCOMPARE(bars.accessibleDescription(), QStringLiteral("cat: 25.0 %, : 75.0 %"));
    const QImage two = bars.grab().toImage();
    bars.show({0.75F, 0.25F}, {QStringLiteral("cat")});
    QVERIFY(bars.grab().toImage() != two);
    bars.show({}, {});
    QCOMPARE(bars.accessibleDescription(), QString());
    QVERIFY(bars.grab().toImage() != two);
    bars.show(std::vector<float>(256, 1.0F / 256), {}); // as many as there can be
    QVERIFY(!bars.grab().isNull());
}

void TestNetworkSizes::aSheetTakesInkAndImages() {
    InkCanvas canvas;
    canvas.resize(142, 142);
    QSignalSpy changed(&canvas, &InkCanvas::changed);
    const auto inked = [&] {
        const auto ink = canvas.ink();
        return std::count_if(ink.begin(), ink.end(), [](std::uint8_t level) { return level > 128; });
    };
    QCOMPARE(inked(), 0);
    QTest::mouseMove(&canvas, QPoint(30, 30)); // without a button
    QCOMPARE(inked(), 0);
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, QPoint(71, 71)); // a dot
    const auto dot = inked();
    QVERIFY(dot > 50 && dot < 300);
    QTest::mousePress(&canvas, Qt::LeftButton, {}, QPoint(71, 71));
    QTest::mouseMove(&canvas, QPoint(500, 71)); // beyond its edge
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, QPoint(500, 71));
    QVERIFY(inked() > 5 * dot / 2);
    QCOMPARE(canvas.ink().size(), std::size_t(InkCanvas::kSide) * InkCanvas::kSide);
    QImage white(28, 28, QImage::Format_RGB32);
    white.fill(Qt::white);
    canvas.setImage(white);
    QCOMPARE(inked(), std::ptrdiff_t(InkCanvas::kSide) * InkCanvas::kSide);
    const auto before = changed.count();
    canvas.clear();
    QCOMPARE(inked(), 0);
    QCOMPARE(changed.count(), before + 1);
}

void TestNetworkSizes::networksOfAnySize_data() {
    QTest::addColumn<QString>("net");
    QTest::addColumn<int>("dots");
    QTest::newRow("one neuron") << "2-1-2" << 1;
    QTest::newRow("many neurons") << "2-4096-2" << 586;
}

void TestNetworkSizes::networksOfAnySize() {
    QFETCH(const QString, net);
    QFETCH(const int, dots);
    RunData run = runOf(qPrintable(net));
    const int units = std::get<graph::Dense>(run.experiment.net.nodes[0].operation).units;
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(500, 300);
    picture.refresh(); // before a gate is known: all open
    QCOMPARE(picture.columns()[1].dots.size(), std::size_t(dots));
    QVERIFY(std::all_of(picture.columns()[1].open.begin(), picture.columns()[1].open.end(),
                        [](bool open) { return open; }));
    std::vector<float> gates(static_cast<std::size_t>(units), 0.0F);
    gates.back() = 1;
    addPoint(run, {gates});
    picture.refresh();
    QCOMPARE(std::count(picture.columns()[1].open.begin(), picture.columns()[1].open.end(), true), 1);
    QVERIFY2(picture.columns()[1].count.startsWith(QStringLiteral("1 of ")),
             qUtf8Printable(picture.columns()[1].count));
    QVERIFY(!picture.grab().isNull());
    QTest::mouseClick(&picture, Qt::LeftButton, {}, picture.columns()[1].dots.back().toPoint());
    QCOMPARE(selection.unit(),
             std::optional(UnitRef{0, units - 1})); // the one that is open stands for its dot
    for (int i = 0; i < 3; ++i) QTest::keyClick(&picture, Qt::Key_Down);
    QCOMPARE(selection.unit(), std::optional(UnitRef{0, units - 1})); // there is none below
    QTest::mouseClick(&picture, Qt::LeftButton, {}, QPoint(250, 2));
    QVERIFY(!selection.unit());
}

void TestNetworkSizes::aLayerThatHasLostEverything() {
    RunData run = runOf("2-3-4-2");
    train::Point point = test::fakePoint(0);
    point.gates = {{0, 0, 0}, {1, 1, 1, 1}};
    point.open = {0, 4};
    point.depths = {1, 0}; // merged into the next one
    run.history.add(point);
    Selection selection;
    NetworkPicture picture(run, selection);
    picture.resize(500, 300);
    picture.refresh();
    QVERIFY(picture.columns()[1].merged);
    QVERIFY(picture.columns()[1].dots.empty());
    QCOMPARE(picture.columns()[1].count, QStringLiteral("merged"));
    selection.selectUnit(UnitRef{0, 1}); // may be selected still
    QVERIFY(!picture.grab().isNull());
    QTest::keyClick(&picture, Qt::Key_Right);
    QCOMPARE(selection.unit(), std::optional(UnitRef{1, 1}));
}

TRISTATE_UI_TEST_MAIN(TestNetworkSizes)
#include "test_network_sizes.moc"
