#include "core/graph/graph_text.h"
#include "core/train/settings.h"
#include "tests/ui/support/fake_run.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/plots/curve_reducer.h"
#include "ui/plots/gate_raster.h"
#include "ui/plots/time_axis.h"
#include "ui/run/event_marks.h"
#include "ui/run/layer_names.h"
#include "ui/run/settings_history.h"

#include <QSignalSpy>
#include <QTest>

#include <limits>
#include <numeric>

using namespace tristate;
using namespace tristate::ui;

/// What the window computes without widgets.
class TestValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void reducerKeepsEveryExtreme();
    void reducerStaysSmallAndOrdered();
    void reducerIgnoresWhatIsNoNumber();
    void rasterShowsEveryColumn();
    void rasterHalvesWhenFull();
    void rasterReordersRows();
    void oneDragIsOneMark();
    void changesOfDifferentSettingsAreDifferentMarks();
    void marksNameWhatChanged();
    void everyLiveSettingIsNamedWhereItChanges();
    void axisFollowsUntilZoomed();
    void layerNamesAndSizes();
    void strengthsReadShort();
};

void TestValues::reducerKeepsEveryExtreme() {
    CurveReducer curve(50);
    for (int i = 0; i < 100'000; ++i) curve.add(i, i == 31'415 ? 1000 : i == 27'182 ? -1000 : i % 7);
    double low = 0, high = 0;
    for (const auto& [x, y] : curve.samples()) low = std::min(low, y), high = std::max(high, y);
    QCOMPARE(high, 1000.0);
    QCOMPARE(low, -1000.0);
}

void TestValues::reducerStaysSmallAndOrdered() {
    CurveReducer curve(50);
    for (int i = 0; i < 12'345; ++i) curve.add(i, (i * 37) % 101);
    const auto samples = curve.samples();
    QVERIFY(samples.size() <= 100);
    QVERIFY(samples.size() >= 50); // at least half the buckets are in use after halving
    QVERIFY(std::is_sorted(samples.begin(), samples.end(), [](auto& a, auto& b) { return a.x < b.x; }));
    QVERIFY(samples.back().x >= 12'345 - 12'345 / 25);
}

void TestValues::reducerIgnoresWhatIsNoNumber() {
    CurveReducer curve;
    curve.add(0, std::numeric_limits<double>::quiet_NaN());
    curve.add(1, std::numeric_limits<double>::infinity());
    QVERIFY(curve.empty());
    curve.add(2, 3);
    QCOMPARE(curve.samples().size(), std::size_t(1));
    QCOMPARE(curve.samples().front().y, 3.0);
}

void TestValues::rasterShowsEveryColumn() {
    GateRaster raster(5);
    for (int i = 0; i < 200; ++i) raster.add(test::fakePoint(i).epoch, test::fakePoint(i).gates[1]);
    for (int i = 0; i < 200; ++i)
        for (int unit = 0; unit < 5; ++unit)
            QCOMPARE(raster.colourAt(unit, test::fakePoint(i).epoch),
                     gateColour(test::fakePoint(i).gates[1][static_cast<std::size_t>(unit)]));
    QVERIFY(std::abs(raster.end() - test::fakePoint(199).epoch) < 0.1);
}

void TestValues::rasterHalvesWhenFull() {
    GateRaster raster(1, 64);
    const std::vector<float> open = {1.0F}, closed = {0.0F};
    for (int i = 1; i <= 1000; ++i) raster.add(i, i <= 500 ? open : closed);
    QVERIFY(raster.columns() <= 64);
    QVERIFY(raster.columns() > 16);
    QVERIFY(std::abs(raster.end() - 1000) < 1000.0 / 16);
    QCOMPARE(raster.colourAt(0, 100), gateColour(1));
    QCOMPARE(raster.colourAt(0, 900), gateColour(0));
}

void TestValues::rasterReordersRows() {
    GateRaster raster(3);
    raster.add(1, std::vector<float>{0.0F, 0.5F, 1.0F});
    raster.setRows({2, 1, 0});
    QCOMPARE(raster.image().pixel(0, 0), gateColour(1));
    QCOMPARE(raster.image().pixel(0, 2), gateColour(0));
    QCOMPARE(raster.colourAt(0, 1), gateColour(0)); // units keep their gates
}

void TestValues::oneDragIsOneMark() {
    EventMarks marks;
    train::LiveSettings live;
    live.lambdas.lambda3 = 3e-4;
    marks.add(train::Event{train::EventKind::Started, 0, 0, {}, -1, live}, 0);
    for (int i = 0; i < 20; ++i) {
        live.lambdas.lambda3 += 3.5e-5;
        marks.add(test::settingsEvent(1 + 0.01 * i, live), 5 + 0.05 * i);
    }
    QCOMPARE(marks.marks().size(), std::size_t(1));
    QCOMPARE(marks.marks().front().text, QStringLiteral("λ₃ 3e-4 → 1e-3"));
    QCOMPARE(marks.marks().front().epoch, 1.0);

    live.lambdas.lambda3 = 0;
    marks.add(test::settingsEvent(9, live), 30);
    QCOMPARE(marks.marks().size(), std::size_t(2));
    QCOMPARE(marks.marks().back().text, QStringLiteral("λ₃ 1e-3 → off"));
}

void TestValues::changesOfDifferentSettingsAreDifferentMarks() {
    EventMarks marks;
    train::LiveSettings live;
    marks.add(train::Event{train::EventKind::Started, 0, 0, {}, -1, live}, 0);
    live.lambdas.lambda3 = 1e-3;
    marks.add(test::settingsEvent(1, live), 1.0);
    live.freezeWeights = true;
    marks.add(test::settingsEvent(1.1, live), 1.1);
    QCOMPARE(marks.marks().size(), std::size_t(2));
    QCOMPARE(marks.marks().back().text, QStringLiteral("weights frozen"));
}

void TestValues::marksNameWhatChanged() {
    train::LiveSettings before, after;
    after.gateRate = 0.2;
    after.freezeGates = true;
    QCOMPARE(describeChange(before, after), QStringLiteral("gate rate 0.1 → 0.2, gates frozen"));
    QVERIFY(describeChange(before, before).isEmpty());
}

/// A setting that gets into the table is in the undo menu and at the marks without another line.
void TestValues::everyLiveSettingIsNamedWhereItChanges() {
    for (const train::Setting& setting : train::settings()) {
        if (!setting.live) continue;
        const train::LiveSettings before;
        train::LiveSettings after;
        if (setting.kind == train::Setting::Kind::Switch)
            setting.live.set(after, true);
        else if (setting.kind == train::Setting::Kind::Whole)
            setting.live.set(after, 1234);
        else
            setting.live.set(after, 0.75);
        SettingsHistory history({}, {}, {});
        history.edit(before, after);
        QCOMPARE(history.stack().undoText(), QString::fromUtf8(setting.liveTexts->name));
        const QString mark = describeChange(before, after);
        if (const char* brief = setting.liveTexts->brief)
            QVERIFY2(mark.startsWith(QString::fromUtf8(brief) + QLatin1Char(' ')), qUtf8Printable(mark));
        else
            QCOMPARE(mark, QString::fromUtf8(setting.liveTexts->onBrief)); // none of the speed
    }
    train::LiveSettings patient;
    patient.patience = 2000;
    QCOMPARE(describeChange({}, patient), QStringLiteral("patience 500 → 2,000"));
    QCOMPARE(describeChange(patient, {}), QStringLiteral("patience 2,000 → 500"));
}

void TestValues::axisFollowsUntilZoomed() {
    TimeAxis axis;
    QSignalSpy following(&axis, &TimeAxis::followingChanged);
    axis.extendTo(10);
    QCOMPARE(axis.upper(), 10.2);
    axis.zoom(2, 4);
    axis.extendTo(20);
    QCOMPARE(axis.lower(), 2.0);
    QCOMPARE(axis.upper(), 4.0);
    QVERIFY(!axis.isFollowing());
    axis.follow();
    QCOMPARE(axis.upper(), 20.4);
    QCOMPARE(following.count(), 2);
}

void TestValues::layerNamesAndSizes() {
    const auto spec = graph::parseGraph("1x28x28:20c5-p2-50c5-p2-500-10");
    QCOMPARE(gatedLayerNames(spec), (std::vector<QString>{"conv1", "conv2", "fc1"}));
    QCOMPARE(gatedLayerUnits(spec), (std::vector<int>{20, 50, 500}));
    QCOMPARE(parameterCount(spec), 431'080LL);
    QCOMPARE(parameterCount(graph::parseGraph("784-300-100-10")), 266'610LL);
}

void TestValues::strengthsReadShort() {
    QCOMPARE(strengthText(0), QStringLiteral("off"));
    QCOMPARE(strengthText(3e-4), QStringLiteral("3e-4"));
    QCOMPARE(strengthText(1e-3), QStringLiteral("1e-3"));
    QCOMPARE(strengthText(0.025), QStringLiteral("0.025"));
    QCOMPARE(strengthText(1.25e-3), QStringLiteral("1.25e-3"));
    QCOMPARE(strengthText(9.996e-4), QStringLiteral("1e-3"));
    QCOMPARE(strengthText(2.3456e-3, 15), QStringLiteral("2.3456e-3"));
}

QTEST_GUILESS_MAIN(TestValues)
#include "test_values.moc"
