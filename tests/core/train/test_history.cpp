#include "core/train/history.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tristate::train {
namespace {

Point point(std::int64_t step, bool measured = false) {
    Point p;
    p.step = step;
    p.loss = 1.0 / static_cast<double>(step + 1);
    if (measured) p.evaluationError = 5;
    p.gates = {{0.5f, 1.0f}};
    p.depths = {0.0f};
    return p;
}

TEST(History, KeepsPointsInOrder) {
    History history;
    Mail mail;
    mail.points = {point(1), point(2)};
    mail.events.resize(2);
    mail.events[1].kind = EventKind::EpochFinished;
    history.add(std::move(mail));
    ASSERT_EQ(history.points().size(), 2u);
    EXPECT_EQ(history.points()[1].step, 2);
    EXPECT_EQ(history.events().size(), 1u);
    EXPECT_EQ(history.revision(), 2u);
}

TEST(History, StaysBoundedAndKeepsMeasurementsAndNewestColumns) {
    History history;
    constexpr std::int64_t kSteps = 50000;
    for (std::int64_t step = 0; step < kSteps; ++step) history.add(point(step, step % 1000 == 999));
    EXPECT_LE(history.points().size(), History::kMaxPoints);
    EXPECT_LE(history.columns().size(), History::kMaxColumns);
    EXPECT_GT(history.columns().size(), History::kMaxColumns / 4);
    EXPECT_EQ(history.points().back().step, kSteps - 1);
    std::size_t measured = 0;
    for (std::size_t i = 0; i < history.points().size(); ++i) {
        measured += !std::isnan(history.points()[i].evaluationError);
        if (i > 0) {
            EXPECT_LT(history.points()[i - 1].step, history.points()[i].step);
        }
    }
    EXPECT_EQ(measured, 50u);
    for (const std::size_t column : history.columns()) EXPECT_FALSE(history.points()[column].gates.empty());
    EXPECT_EQ(history.points()[history.columns().back()].step, kSteps - 1);
}

TEST(History, ALongPastIsThinnedEvenly) {
    constexpr std::int64_t kSteps = 100'000;
    for (const std::int64_t everyMeasured : {1, 100}) {
        History history;
        for (std::int64_t step = 0; step < kSteps; ++step)
            history.add(point(step, step % everyMeasured == 0));
        const auto expectEven = [&](const std::vector<std::int64_t>& steps, std::size_t least) {
            const std::int64_t most = 4 * kSteps / static_cast<std::int64_t>(least);
            EXPECT_EQ(steps.front(), 0);
            for (std::size_t i = 1; i < steps.size(); ++i) EXPECT_LE(steps[i] - steps[i - 1], most);
        };
        std::vector<std::int64_t> points, columns;
        for (const auto& one : history.points()) points.push_back(one.step);
        for (const std::size_t column : history.columns()) columns.push_back(history.points()[column].step);
        expectEven(points, History::kMaxPoints / 4);
        expectEven(columns, History::kMaxColumns / 2);
    }
}

TEST(History, StaysBoundedWhenEveryPointIsAMeasurement) {
    History history;
    for (std::int64_t step = 0; step < 50000; ++step) history.add(point(step, true));
    EXPECT_LE(history.points().size(), History::kMaxPoints);
    EXPECT_GT(history.points().size(), History::kMaxPoints / 4);
    EXPECT_LE(history.columns().size(), History::kMaxColumns);
    EXPECT_EQ(history.points().back().step, 49999);
}

TEST(History, EventsStayBoundedAndSettingsStay) {
    History history;
    for (std::int64_t step = 0; step < 100'000; ++step) {
        Event event;
        event.kind = step % 1000 == 0 ? EventKind::SettingsChanged : EventKind::LastUnitKept;
        event.step = step;
        history.add(event);
    }
    EXPECT_LE(history.events().size(), History::kMaxEvents);
    EXPECT_EQ(history.events().back().step, 99'999);
    const auto settings =
        std::count_if(history.events().begin(), history.events().end(),
                      [](const Event& event) { return event.kind == EventKind::SettingsChanged; });
    EXPECT_EQ(settings, 100);
}

TEST(History, ThinnedItKeepsTheNewest) {
    for (const std::int64_t count : {997, 998}) {
        History history;
        for (std::int64_t step = 0; step < count; ++step) history.add(point(step));
        history.thinTo(20, 50);
        EXPECT_LE(history.columns().size(), 20u);
        EXPECT_LE(history.points().size(), 50u);
        EXPECT_GT(history.points().size(), 10u);
        EXPECT_EQ(history.points().back().step, count - 1);
        EXPECT_EQ(history.columns().back(), history.points().size() - 1);
    }
}

TEST(History, UpToAStepIsWhatWasKnownThen) {
    History history;
    for (const std::int64_t step : {10, 20, 30, 40, 50}) history.add(point(step));
    for (const std::int64_t step : {0, 25, 45}) {
        Event event;
        event.step = step;
        history.add(event);
    }
    const History before = history.upTo(30);
    ASSERT_EQ(before.points().size(), 3u);
    EXPECT_EQ(before.points().back().step, 30);
    EXPECT_EQ(before.columns().size(), 3u);
    EXPECT_EQ(before.events().size(), 2u);
}

TEST(History, UpToAStepLeavesOutWhatARunWentBackOn) {
    History history;
    for (const std::int64_t step : {10, 20, 30, 40, 21, 31}) history.add(point(step)); // diverged after 40
    std::vector<std::int64_t> steps;
    const History kept = history.upTo(100);
    for (const Point& one : kept.points()) steps.push_back(one.step);
    EXPECT_EQ(steps, (std::vector<std::int64_t>{10, 20, 21, 31}));
}

} // namespace
} // namespace tristate::train
