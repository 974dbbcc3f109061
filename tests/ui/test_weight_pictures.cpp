#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/palette.h"
#include "ui/views/blended_lines.h"
#include "ui/views/confusion_table.h"
#include "ui/views/network_layout.h"
#include "ui/views/weight_image.h"

#include <QPainter>
#include <QTest>

#include <cmath>
#include <limits>

using namespace tristate;
using namespace tristate::ui;

/// What the views of weights draw, without a window.
class TestWeightPictures : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void columnsStandSideBySide();
    void aPlaceIsAUnit();
    void weightsHaveSignedColours();
    void tilesFillTheArea();
    void linesLookAsAPainterDrawsThem();
    void mistakesFillTheMatrix();
};

namespace {

/// The columns of a run's net on a picture of this size.
std::vector<NetworkColumn> columnsOf(const RunData& run, const QRectF& area) {
    const auto outline = outlineOf(run.experiment.net);
    auto columns = describeNetwork(run, outline);
    layOut(columns, area, {.wide = 70, .collapsed = 40, .line = 16}, 0, 0);
    return columns;
}

} // namespace

void TestWeightPictures::columnsStandSideBySide() {
    for (const char* net : {"2-2-2", "784-4096-10", "1x28x28:20c5-p2-50c5-p2-500-10"}) {
        RunData run;
        run.experiment.net = graph::parseGraph(net);
        const QRectF area(10, 40, 700, 300);
        const auto columns = columnsOf(run, area);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            QCOMPARE(columns[i].dots.size(), columns[i].gates.size());
            QVERIFY(columns[i].dots.size() <= 600);
            for (const auto& dot : columns[i].dots) QVERIFY2(area.contains(dot), net);
            if (i > 0) QVERIFY(columns[i].area.left() > columns[i - 1].area.right());
        }
    }
    RunData run;
    run.experiment.net = graph::parseGraph("784-4096-10");
    const auto columns = columnsOf(run, QRectF(0, 0, 700, 300));
    QCOMPARE(columns[1].perDot, 7);
    QCOMPARE(columns[1].dotOf(4095), columns[1].gates.size() - 1);
    QVERIFY(describeNetwork(RunData{}, NetOutline{}).empty());
}

void TestWeightPictures::aPlaceIsAUnit() {
    const auto columns = columnsOf(test::fakeRun(1), QRectF(0, 40, 600, 200));
    QCOMPARE(unitAt(columns, columns[2].dots[3]), std::optional(UnitRef{1, 3}));
    QVERIFY(!unitAt(columns, columns[0].dots[0])); // inputs have no gates here
    QVERIFY(!unitAt(columns, QPointF(-50, -50)));
}

void TestWeightPictures::weightsHaveSignedColours() {
    const float gone = std::numeric_limits<float>::quiet_NaN();
    const WeightColours colours{Qt::white, Qt::black};
    const auto image = weightImage(std::vector<float>{-2, 0, 2, gone}, 2, 2, colours);
    QCOMPARE(image.size(), QSize(2, 2));
    QCOMPARE(QColor(image.pixel(0, 0)), lineColour(0));
    QCOMPARE(QColor(image.pixel(1, 0)), QColor(Qt::white));
    QCOMPARE(QColor(image.pixel(0, 1)), lineColour(1));
    QCOMPARE(QColor(image.pixel(1, 1)), QColor(Qt::black));
}

void TestWeightPictures::tilesFillTheArea() {
    const QRectF area(0, 0, 200, 100);
    for (const int count : {1, 3, 20, 50}) {
        const auto tiles = tileGrid(area, count, 1, 2);
        QCOMPARE(tiles.size(), static_cast<std::size_t>(count));
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            QVERIFY(area.adjusted(-1, -1, 1, 1).contains(tiles[i]));
            for (std::size_t j = 0; j < i; ++j) QVERIFY(!tiles[i].intersects(tiles[j]));
        }
    }
    QCOMPARE(tileGrid(area, 2, 1, 0).front().width(), 100.0);
}

void TestWeightPictures::linesLookAsAPainterDrawsThem() {
    constexpr double kScale = 2;
    BlendedLines lines(QSize(200, 100), kScale);
    QImage painted(lines.image().size(), QImage::Format_ARGB32_Premultiplied);
    painted.setDevicePixelRatio(kScale);
    painted.fill(Qt::transparent);
    QPainter painter(&painted);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < 24; ++i) {
        QColor colour(i % 2 ? Qt::red : Qt::blue);
        colour.setAlphaF(0.2 + 0.03 * i);
        const QPointF a(20 + 6 * i, 10), b(180 - 5 * i, 90 - 3.3 * i);
        painter.setPen(QPen(colour, 0.6 + 0.1 * i, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(a, b);
        lines.draw(a, b, colour, 0.6 + 0.1 * i);
    }
    painter.end();
    double difference = 0, ink = 0;
    for (int y = 0; y < painted.height(); ++y)
        for (int x = 0; x < painted.width(); ++x) {
            const QRgb one = lines.image().pixel(x, y), other = painted.pixel(x, y);
            difference += std::abs(qRed(one) - qRed(other)) + std::abs(qBlue(one) - qBlue(other)) +
                          std::abs(qAlpha(one) - qAlpha(other));
            ink += qRed(other) + qBlue(other) + qAlpha(other);
        }
    QVERIFY(ink > 0);
    QVERIFY2(difference < 0.1 * ink, qPrintable(QString::number(difference / ink)));
    lines.draw({-50, -50}, {400, 300}, Qt::black, 2); // most of it outside
    lines.draw({30, 30}, {30, 30}, Qt::black, 2);     // no line at all
}

void TestWeightPictures::mistakesFillTheMatrix() {
    const std::vector<inspect::Prediction> predictions = {{0, 0, 1}, {0, 1, 1}, {1, 1, 1}};
    ConfusionTable table;
    table.setConfusion(inspect::Confusion(2, predictions), {"cat", "dog"}, QPalette());
    QCOMPARE(table.rowCount(), 2);
    QCOMPARE(table.columnCount(), 3);
    QCOMPARE(table.data(table.index(0, 1), Qt::DisplayRole).toString(), QStringLiteral("1"));
    QCOMPARE(table.data(table.index(0, 2), Qt::DisplayRole).toString(), QStringLiteral("50.0 %"));
    QCOMPARE(table.data(table.index(0, 1), Qt::AccessibleTextRole).toString(),
             QStringLiteral("cat taken for dog: 1"));
    QVERIFY(!table.data(table.index(1, 0), Qt::BackgroundRole).isValid());
}

TRISTATE_UI_TEST_MAIN(TestWeightPictures)
#include "test_weight_pictures.moc"
