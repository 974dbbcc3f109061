#include "core/data/augmentation.h"
#include "core/data/batches.h"
#include "tests/core/data/changed_images.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace tristate::data {
namespace {

/// `count` random images as bytes.
Dataset images(int count, const Shape& shape) {
    Dataset set;
    set.shape = shape;
    Rng rng(8);
    for (int i = 0; i < count * shape.features(); ++i)
        set.bytes.push_back(static_cast<std::uint8_t>(rng.below(256)));
    set.labels.resize(static_cast<std::size_t>(count));
    return set;
}

std::vector<std::uint32_t> firstIndices(std::uint32_t count) {
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < count; ++i) indices.push_back(i);
    return indices;
}

/// All samples, gathered in one call.
Activation<float> gathered(const Dataset& set, const Augmentation& augmentation) {
    Activation<float> input;
    const int groups = groupsFor(static_cast<int>(set.size()));
    input.resize(set.shape.features(), groups);
    gather(set, firstIndices(static_cast<std::uint32_t>(set.size())), input, {0, groups}, augmentation);
    return input;
}

bool equal(const Activation<float>& a, const Activation<float>& b) {
    for (int g = 0; g < a.groups(); ++g)
        if (!(a.map(g) == b.map(g)).all()) return false;
    return true;
}

TEST(AugmentedGather, EveryKindChangesSamplesAndOffChangesNone) {
    const Dataset set = images(40, {2, 8, 9});
    const Activation<float> plain = gathered(set, {});
    EXPECT_TRUE(equal(gathered(set, {.elasticSmoothness = 2, .seed = 1, .minibatch = 2}), plain));
    for (std::size_t kind = 0; kind < kSingleKinds.size(); ++kind)
        EXPECT_FALSE(equal(gathered(set, kSingleKinds[kind]), plain)) << "kind " << kind;
}

TEST(AugmentedGather, MakesTheChangeOfThePlaceNotOfTheSample) {
    const Dataset set = images(20, {2, 8, 9});
    std::vector<std::uint32_t> indices = firstIndices(20);
    std::reverse(indices.begin(), indices.end());
    Activation<float> input;
    input.resize(set.shape.features(), 2);
    gather(set, indices, input, {0, 2}, kEverything);
    for (int place = 0; place < 20; ++place) {
        Image image(static_cast<std::size_t>(set.shape.features()));
        set.copySample(static_cast<std::size_t>(19 - place), image.data());
        const Image expected =
            changed(drawChange(kEverything, static_cast<std::size_t>(place)), set.shape, image);
        for (int f = 0; f < set.shape.features(); ++f)
            ASSERT_EQ(input.map(place / kLanes)(place % kLanes, f), expected[static_cast<std::size_t>(f)]);
    }
}

TEST(AugmentedGather, IsTheSameWhicheverThreadAsksInWhateverOrder) {
    const Dataset set = images(64, {2, 8, 9}), other = images(16, {1, 20, 5});
    const Activation<float> expected = gathered(set, kEverything);
    Activation<float> found;
    found.resize(set.shape.features(), 4);
    const std::vector<std::uint32_t> indices = firstIndices(64);
    const auto gatherGroup = [&](int g) { gather(set, indices, found, {g, g + 1}, kEverything); };
    std::thread one([&] {
        gatherGroup(3);
        gathered(other, kEverything); // leaves its traces in the memory the thread keeps
        gatherGroup(0);
    });
    std::thread two([&] {
        gatherGroup(2);
        gatherGroup(1);
    });
    one.join();
    two.join();
    EXPECT_TRUE(equal(found, expected));
}

TEST(AugmentedGather, DiffersBetweenMinibatches) {
    const Dataset set = images(16, {1, 8, 9});
    for (Augmentation augmentation : kSingleKinds) {
        const Activation<float> before = gathered(set, augmentation);
        augmentation.minibatch = 1;
        EXPECT_FALSE(equal(gathered(set, augmentation), before));
    }
}

TEST(AugmentedGather, ChangesImagesOfFloatsLikeImagesOfBytes) {
    const Dataset bytes = images(16, {1, 8, 9});
    Dataset floats = bytes;
    floats.bytes.clear();
    for (const std::uint8_t byte : bytes.bytes) floats.values.push_back(static_cast<float>(byte) / 255.0f);
    EXPECT_TRUE(equal(gathered(floats, kEverything), gathered(bytes, kEverything)));
}

TEST(AugmentedGather, LeavesFlatSamplesAlone) {
    const Dataset bytes = images(20, {24});
    EXPECT_TRUE(equal(gathered(bytes, kEverything), gathered(bytes, {})));
    Dataset points;
    points.shape = {2};
    points.values = {0.1f, 0.2f, 0.3f, 0.4f};
    points.labels = {0, 1};
    EXPECT_TRUE(equal(gathered(points, kEverything), gathered(points, {})));
}

} // namespace
} // namespace tristate::data
