#include "core/base/error.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/run_of_net.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/elided_label.h"
#include "ui/look/palette.h"
#include "ui/main_window.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/event_lines.h"
#include "ui/plots/legend_row.h"
#include "ui/plots/open_units_plot.h"
#include "ui/plots/regression_plot.h"

#include <QTest>

#include <memory>

using namespace tristate;
using namespace tristate::ui;

namespace {

double eightPixelsALetter(const QString& text) {
    return 8.0 * static_cast<double>(text.size());
}

QString shortened(const QString& text, double width) {
    return text.left(static_cast<int>(width / 8));
}

std::vector<MarkGroup> gather(const std::vector<PlacedMark>& marks, double left, double right) {
    return gatherMarks(marks, left, right, shortened, eightPixelsALetter);
}

/// Of a net with so many gated layers, with a drag in the middle and a layer that flickers all along.
RunData busyRun(int layers) {
    std::string net = "10";
    for (int i = 0; i < layers; ++i) net += "-6";
    RunData run = test::runOf((net + "-2").c_str());
    for (int i = 0; i < 40; ++i) {
        train::Point point = test::fakePoint(i);
        point.gates.assign(static_cast<std::size_t>(layers), std::vector<float>(6, 1));
        point.open.assign(static_cast<std::size_t>(layers), 6 - i / 8);
        point.depths.assign(static_cast<std::size_t>(layers), 0);
        run.history.add(point);
    }
    train::LiveSettings live;
    for (int i = 0; i < 30; ++i) {
        train::Event event;
        event.kind = i == 10 ? train::EventKind::SettingsChanged : train::EventKind::UnitPruned;
        event.epoch = 0.13 * i;
        if (i >= 10) live.lambdas.lambda3 = 0.01;
        event.live = live;
        event.message = Error(std::string("a layer is no longer linear now")).message();
        run.marks.add(event, 10.0 * i);
    }
    return run;
}

/// In the coordinates of the plot, whose canvas is below its header and legend.
QRectF inPlot(const QWidget& part, const QWidget& plot) {
    return {part.mapTo(&plot, QPointF()), QSizeF(part.size())};
}

/// Shows the plot with all that it draws; the legend has its height.
bool showDrawn(TimePlot& plot, QSize size) {
    plot.resize(size);
    plot.show();
    if (!QTest::qWaitForWindowExposed(&plot)) return false;
    plot.refresh();
    QCoreApplication::processEvents();
    return true;
}

void verifyNothingOverlaps(TimePlot& plot) {
    auto& canvas = test::part<QCustomPlot>(plot);
    const auto& legend = test::part<LegendRow>(plot);
    canvas.replot(QCustomPlot::rpImmediateRefresh);
    // Names of the legend: inside of it, and none over another; all of them are there or counted.
    const auto places = legend.places(legend.width());
    int named = 0, counted = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
        QVERIFY2(legend.rect().contains(places[i].rect), qUtf8Printable(places[i].text));
        for (std::size_t j = 0; j < i; ++j) QVERIFY(!places[i].rect.intersects(places[j].rect));
        if (places[i].entry >= 0)
            ++named;
        else
            counted = places[i].text.mid(1).toInt();
    }
    QCOMPARE(named + counted, static_cast<int>(legend.names().size()));
    QVERIFY(named > 0);
    QVERIFY(!inPlot(legend, plot).intersects(inPlot(canvas, plot)));
    // Texts of marks: on the canvas, above the axis rect, none over another.
    const auto texts = plot.markTexts();
    QVERIFY(!texts.empty());
    const QRectF area = canvas.axisRect(0)->rect();
    for (std::size_t i = 0; i < texts.size(); ++i) {
        QVERIFY(QRectF(canvas.rect()).contains(texts[i]));
        QVERIFY(texts[i].bottom() <= area.top());
        for (std::size_t j = 0; j < i; ++j) QVERIFY(!texts[i].intersects(texts[j]));
    }
    // The title is whole, and nothing of the header lies over it.
    const auto labels = plot.findChildren<ElidedLabel*>();
    QCOMPARE(labels.front()->shownText(), labels.front()->text());
}

} // namespace

/// Legends, texts of marks and titles of plots have places of their own.
class TestLegends : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marksWithRoomKeepTheirTexts();
    void crowdedMarksAreGathered();
    void theOnlyMarkIsShortened();
    void nothingOverlaps_data();
    void nothingOverlaps();
    void whatHasNoRoomIsCounted();
    void aLowPlotHasALowLegend();
    void theReadoutIsWholeAndBesideItsMoment();
    void dotsAreSeenOnDarkGround();
};

void TestLegends::marksWithRoomKeepTheirTexts() {
    const auto groups = gather({{100, "one"}, {400, "two"}}, 0, 600);
    QCOMPARE(groups.size(), std::size_t(2));
    QCOMPARE(groups[0].text, QStringLiteral("two")); // the latest first
    QCOMPARE(groups[1].text, QStringLiteral("one"));
    QVERIFY(groups[1].label > 100 && groups[1].label + eightPixelsALetter("one") < groups[0].label);
    const auto atTheEnd = gather({{595, "late"}}, 0, 600);
    QVERIFY(atTheEnd[0].label + eightPixelsALetter("late") <= 600);
}

void TestLegends::crowdedMarksAreGathered() {
    std::vector<PlacedMark> marks;
    for (int i = 0; i < 200; ++i) marks.push_back({i * 3.0, QStringLiteral("fc2 is linear now")});
    const auto groups = gather(marks, 0, 600);
    QVERIFY(groups.size() >= 1 && groups.size() <= 3);
    int all = 0;
    double free = 600;
    for (const auto& group : groups) {
        all += group.marks;
        QVERIFY(group.label >= 0 && group.label + eightPixelsALetter(group.text) <= free);
        QVERIFY(group.text.endsWith(QStringLiteral("(+%1)").arg(group.marks - 1)));
        free = group.label;
    }
    QCOMPARE(all, 200);
}

void TestLegends::theOnlyMarkIsShortened() {
    const auto groups = gather({{50, QString(200, QLatin1Char('x'))}}, 0, 160);
    QCOMPARE(groups.size(), std::size_t(1));
    QVERIFY(!groups[0].text.isEmpty());
    QVERIFY(groups[0].label >= 0 && groups[0].label + eightPixelsALetter(groups[0].text) <= 160);
    QVERIFY(gather({}, 0, 100).empty());
}

void TestLegends::nothingOverlaps_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("curves");
    for (const QSize size : {QSize(1280, 720), QSize(1600, 900)})
        for (const int curves : {1, 5, 13})
            QTest::addRow("%dx%d, %d curves", size.width(), size.height(), curves) << size << curves;
}

/// As large as the plots are in a window of that size.
void TestLegends::nothingOverlaps() {
    QFETCH(const QSize, size);
    QFETCH(const int, curves);
    MainWindow window({.theme = Theme::Light, .remember = false});
    window.resize(size);
    window.resetLayout(); // as the program does for a size that is asked for
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    const QSize place = test::part<OpenUnitsPlot>(window).size();
    const RunData run = busyRun(curves);
    TimeAxis axis;
    OpenUnitsPlot open(run, axis);
    CurvesPlot loss(run, axis);
    for (TimePlot* plot : std::initializer_list<TimePlot*>{&open, &loss}) {
        QVERIFY(showDrawn(*plot, place));
        verifyNothingOverlaps(*plot);
    }
}

void TestLegends::whatHasNoRoomIsCounted() {
    const RunData run = busyRun(8);
    TimeAxis axis;
    OpenUnitsPlot plot(run, axis);
    QVERIFY(showDrawn(plot, {170, 160}));
    const auto places = plot.legend().places(plot.width());
    QCOMPARE(places.back().entry, -1);
    QVERIFY(places.back().text.startsWith(QLatin1Char('+')));
    QVERIFY(plot.legend().toolTip().contains(OpenUnitsPlot::tr("parameters (right)")));
    for (const auto& place : places) QVERIFY(place.rect.right() < plot.width());
}

/// Layouts ask for a height once for each width: the legend tells them when it wants another one.
void TestLegends::aLowPlotHasALowLegend() {
    const RunData run = busyRun(6);
    TimeAxis axis;
    OpenUnitsPlot plot(run, axis);
    QVERIFY(showDrawn(plot, QSize(300, 500)));
    const auto& legend = test::part<LegendRow>(plot);
    const int high = legend.height();
    plot.resize(300, 130);
    QCoreApplication::processEvents();
    QVERIFY2(legend.height() < high, qPrintable(QString::number(legend.height())));
    QCOMPARE(legend.height(), legend.heightForWidth(legend.width()));
    plot.resize(300, 500);
    QCoreApplication::processEvents();
    QCOMPARE(legend.height(), high);
}

void TestLegends::theReadoutIsWholeAndBesideItsMoment() {
    const RunData run = busyRun(5);
    TimeAxis axis;
    OpenUnitsPlot plot(run, axis);
    QVERIFY(showDrawn(plot, {420, 240}));
    const auto* title = plot.findChild<ElidedLabel*>();
    QCOMPARE(title->shownText(), title->text());
    const auto& sheet = *plot.findChild<QLabel*>(QStringLiteral("readout"));
    QVERIFY(!sheet.isVisible());
    for (const double epoch : {0.0, axis.upper()}) {
        axis.pointAt(epoch);
        QCoreApplication::processEvents();
        QVERIFY(sheet.isVisible() && sheet.text().contains(QStringLiteral("parameters")));
        QVERIFY(sheet.parentWidget()->rect().contains(sheet.geometry()));
        QVERIFY(sheet.height() >= sheet.heightForWidth(sheet.width()));
        QCOMPARE(sheet.geometry().center().x() < sheet.parentWidget()->width() / 2, epoch > 0);
    }
}

void TestLegends::dotsAreSeenOnDarkGround() {
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(0x1d, 0x22, 0x29));
    dark.setColor(QPalette::Base, QColor(0x15, 0x19, 0x1f));
    dark.setColor(QPalette::Text, Qt::white);
    const auto colours = viewColours(dark);
    QVERIFY(colours.dots.lightness() > colours.background.lightness() + 100);
    const auto light = viewColours(QPalette(Qt::white, Qt::white));
    QVERIFY(light.dots.lightness() < light.background.lightness() - 100);
}

TRISTATE_UI_TEST_MAIN(TestLegends)
#include "test_legends.moc"
