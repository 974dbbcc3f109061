#include "core/base/error.h"
#include "core/base/load_progress.h"
#include "core/base/threads.h"

#include <gtest/gtest.h>

#include <array>

namespace tristate {
namespace {

TEST(LoadProgress, SharesAreOfWhatIsLeft) {
    LoadProgress progress;
    EXPECT_EQ(progress.fraction(), 0);
    progress.beginPart(0.5, 10);
    progress.add(4);
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.2);
    progress.beginPart(0.5, 2);
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.5) << "the part before is done";
    progress.reach(1);
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.625);
    progress.beginPart(1, 0);
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.75);
    progress.add(7);
    EXPECT_DOUBLE_EQ(progress.fraction(), 1) << "of more than there was to do, too";
}

TEST(LoadProgress, NeverGoesBack) {
    LoadProgress progress;
    progress.beginPart(1, 10);
    progress.reach(8);
    progress.reach(2);
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.8);
}

TEST(LoadProgress, CountsWhatThreadsDo) {
    LoadProgress progress;
    progress.beginPart(1, 1000);
    const std::array phases{Phase{500, [&](int) { progress.add(1); }}};
    runPhases(phases, 4);
    EXPECT_DOUBLE_EQ(progress.fraction(), 0.5);
}

TEST(LoadProgress, EndsWhatIsLoadedWhenSomebodyWishesIt) {
    std::stop_source stop;
    LoadProgress progress(stop.get_token());
    progress.beginPart(0.5, 10);
    progress.add(1);
    stop.request_stop();
    EXPECT_THROW(progress.add(1), Interrupted);
    EXPECT_THROW(progress.reach(1), Interrupted);
    EXPECT_THROW(progress.beginPart(0.5, 1), Interrupted);
    EXPECT_THROW(progress.check(), Interrupted);
}

} // namespace
} // namespace tristate
