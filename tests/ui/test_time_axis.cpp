#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/palette.h"
#include "ui/main_window.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/gate_map_plot.h"
#include "ui/plots/open_units_plot.h"
#include "ui/plots/qcp.h"
#include "ui/plots/time_axis_menu.h"

#include <QImage>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <initializer_list>

using namespace tristate;
using namespace tristate::ui;

/// Which part of a run the plots over time show.
class TestTimeAxis : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsWhatIsChosenAndKeepsUp_data();
    void showsWhatIsChosenAndKeepsUp();
    void withoutAChangeItIsTheWholeRun();
    void oneChoiceIsForAllPlots();
    void aChoiceEndsAZoom();
    void theGateMapIsRightOnALogarithmicAxis();
    void onlyChangesOfSettingsCount();
    void theChoiceIsRemembered();

private:
    static QCPAxis& bottom(const QWidget& plot) {
        return *test::part<QCustomPlot>(plot).axisRect(0)->axis(QCPAxis::atBottom);
    }
    static void showLarge(QWidget& plot) {
        plot.resize(600, 400);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
    }
};

void TestTimeAxis::showsWhatIsChosenAndKeepsUp_data() {
    using Stretch = TimeAxis::Stretch;
    QTest::addColumn<Stretch>("stretch");
    QTest::addColumn<double>("lower");
    QTest::addColumn<double>("later");
    QTest::newRow("all") << Stretch::All << 0.0 << 0.0;
    QTest::newRow("change") << Stretch::SinceChange << 895.0 << 895.0 - 0.05 * 100;
    QTest::newRow("last 10") << Stretch::Last10 << 990.0 << 1090.0;
    QTest::newRow("last 100") << Stretch::Last100 << 900.0 << 1000.0;
    QTest::newRow("logarithmic") << Stretch::Logarithmic << 0.1 << 0.11;
}

void TestTimeAxis::showsWhatIsChosenAndKeepsUp() {
    QFETCH(TimeAxis::Stretch, stretch);
    QFETCH(double, lower);
    QFETCH(double, later);
    TimeAxis axis;
    axis.setStretch(stretch);
    axis.extendTo(1000, 900);
    QCOMPARE(axis.lower(), lower);
    QVERIFY(axis.upper() > 1000 && axis.upper() <= 1020);
    axis.extendTo(1100, 900);
    QCOMPARE(axis.lower(), later);
    QVERIFY(axis.upper() > 1100 && axis.upper() <= 1122);
    axis.restart(); // a run that has reported nothing has an axis, too
    QVERIFY(axis.lower() < axis.upper());
    QVERIFY(axis.lower() > 0 || !axis.isLogarithmic());
}

void TestTimeAxis::withoutAChangeItIsTheWholeRun() {
    TimeAxis axis;
    axis.setStretch(TimeAxis::Stretch::SinceChange);
    axis.extendTo(50);
    QCOMPARE(axis.lower(), 0.0);
    axis.extendTo(50, 50); // it was changed just now
    QVERIFY(axis.lower() < axis.upper());
}

void TestTimeAxis::oneChoiceIsForAllPlots() {
    RunData run = test::fakeRun(200);
    TimeAxis axis;
    Selection selection;
    CurvesPlot curves(run, axis);
    OpenUnitsPlot units(run, axis);
    GateMapPlot gates(run, axis, selection);
    const auto plots = std::initializer_list<TimePlot*>{&curves, &units, &gates};
    for (TimePlot* plot : plots) {
        showLarge(*plot);
        plot->refresh();
    }
    const auto choose = [](TimePlot& plot, int place) {
        test::part<TimeAxisMenu>(plot).actions().at(place)->trigger();
    };
    choose(units, 2);
    for (TimePlot* plot : plots) {
        QCOMPARE(bottom(*plot).range().lower, 10.0);
        QCOMPARE(bottom(*plot).scaleType(), QCPAxis::stLinear);
        // Behind the five choices are the buttons that had no room in the plot.
        for (const auto* action : test::part<TimeAxisMenu>(*plot).actions().first(5))
            QCOMPARE(action->isChecked(), action == test::part<TimeAxisMenu>(*plot).actions().at(2));
    }
    choose(gates, 4);
    for (TimePlot* plot : plots) {
        QCOMPARE(bottom(*plot).scaleType(), QCPAxis::stLogarithmic);
        QVERIFY(bottom(*plot).range().lower > 0);
    }
    choose(curves, 0);
    for (TimePlot* plot : plots) {
        QCOMPARE(bottom(*plot).scaleType(), QCPAxis::stLinear);
        QCOMPARE(bottom(*plot).range().lower, 0.0);
    }
}

void TestTimeAxis::aChoiceEndsAZoom() {
    TimeAxis axis;
    axis.extendTo(100);
    axis.zoom(2, 3);
    axis.setStretch(TimeAxis::Stretch::Logarithmic);
    QVERIFY(axis.isFollowing());
    QVERIFY(axis.upper() > 100);
    axis.zoom(-1, 3);
    QVERIFY(axis.lower() > 0); // there is nothing below on such an axis
}

void TestTimeAxis::theGateMapIsRightOnALogarithmicAxis() {
    RunData run = test::fakeRun(0);
    for (int i = 0; i < 200; ++i) { // all gates are open for two epochs of twenty, and closed from then on
        train::Point point = test::fakePoint(i);
        for (auto& layer : point.gates) std::fill(layer.begin(), layer.end(), i < 20 ? 1.0F : 0.0F);
        run.history.add(point);
    }
    TimeAxis axis;
    Selection selection;
    GateMapPlot gates(run, axis, selection);
    showLarge(gates);
    for (const auto stretch : {TimeAxis::Stretch::All, TimeAxis::Stretch::Logarithmic}) {
        axis.setStretch(stretch);
        gates.refresh();
        auto& plot = test::part<QCustomPlot>(gates);
        plot.replot(QCustomPlot::rpImmediateRefresh);
        const QImage picture = plot.toPixmap().toImage();
        const int y = plot.axisRect(0)->rect().center().y();
        for (const double epoch : {1.5, 2.6, 18.0}) {
            const int x = qRound(bottom(gates).coordToPixel(epoch));
            QCOMPARE(QColor(picture.pixel(x, y)), QColor(gateColour(epoch < 2 ? 1 : 0)));
        }
    }
}

void TestTimeAxis::onlyChangesOfSettingsCount() {
    EventMarks marks;
    train::Event started{.kind = train::EventKind::Started};
    marks.add(started, 0);
    QCOMPARE(marks.lastChange(), 0.0);
    train::LiveSettings live;
    live.lambdas.lambda3 = 0.01;
    marks.add(test::settingsEvent(3, live), 10);
    QCOMPARE(marks.lastChange(), 3.0);
    live.lambdas.lambda3 = 0.02;
    marks.add(test::settingsEvent(3.5, live), 10.1); // of the same drag: it began at 3
    QCOMPARE(marks.lastChange(), 3.0);
    marks.add({.kind = train::EventKind::LayerLinear, .epoch = 7}, 30);
    QCOMPARE(marks.lastChange(), 3.0);
    live.freezeGates = true;
    marks.add(test::settingsEvent(8, live), 40);
    QCOMPARE(marks.lastChange(), 8.0);
    marks.addBranch(9, live);
    QCOMPARE(marks.lastChange(), 9.0);
}

void TestTimeAxis::theChoiceIsRemembered() {
    QCoreApplication::setOrganizationName(QStringLiteral("Tristate Lab tests"));
    QCoreApplication::setApplicationName(QStringLiteral("time axis"));
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    const auto stretchOf = [](MainWindow& window) { return test::part<TimeAxis>(window).stretch(); };
    {
        MainWindow window({.theme = Theme::Light, .remember = true});
        QCOMPARE(stretchOf(window), TimeAxis::Stretch::All);
        test::part<TimeAxis>(window).setStretch(TimeAxis::Stretch::Last100);
    }
    {
        const MainWindow window({.theme = Theme::Light, .remember = false});
        QCOMPARE(test::part<TimeAxis>(window).stretch(), TimeAxis::Stretch::All);
    }
    MainWindow window({.theme = Theme::Light, .remember = true});
    QCOMPARE(stretchOf(window), TimeAxis::Stretch::Last100);
}

TRISTATE_UI_TEST_MAIN(TestTimeAxis)
#include "test_time_axis.moc"
