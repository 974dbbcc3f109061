#include "core/data/batches.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace tristate::data {
namespace {

/// Images of 5x4 in two channels; pixel p of image i holds 10 i + p.
Dataset images(int count) {
    Dataset set;
    set.shape = {2, 4, 5};
    for (int i = 0; i < count; ++i) {
        for (int p = 0; p < 40; ++p) set.bytes.push_back(static_cast<std::uint8_t>(10 * i + p));
        set.labels.push_back(0);
    }
    return set;
}

TEST(SampleOrder, DealsEverySampleOnceAnEpochInANewOrder) {
    SampleOrder order(10, Rng(1));
    std::vector<std::vector<std::uint32_t>> epochs(2);
    for (auto& epoch : epochs)
        for (const std::size_t expected : {4u, 4u, 2u}) {
            const auto batch = order.next(4);
            EXPECT_EQ(batch.size(), expected) << "the last minibatch is smaller";
            epoch.insert(epoch.end(), batch.begin(), batch.end());
        }
    EXPECT_EQ(std::set<std::uint32_t>(epochs[0].begin(), epochs[0].end()).size(), 10u);
    EXPECT_NE(epochs[0], epochs[1]);
}

TEST(SampleOrder, ACopyContinuesIdentically) {
    SampleOrder order(50, Rng(3));
    order.next(20);
    SampleOrder copy = SampleOrder::restored(order.permutation(), order.position(), order.rng());
    for (int i = 0; i < 9; ++i) {
        const auto a = order.next(20), b = copy.next(20);
        EXPECT_TRUE(std::equal(a.begin(), a.end(), b.begin(), b.end()));
    }
}

TEST(SampleOrder, RefusesWhatIsNoPermutation) {
    EXPECT_ANY_THROW(SampleOrder::restored({0, 0, 1}, 0, Rng(1)));
    EXPECT_ANY_THROW(SampleOrder::restored({0, 3, 1}, 0, Rng(1)));
    EXPECT_ANY_THROW(SampleOrder::restored({0, 2, 1}, 4, Rng(1)));
}

TEST(Gather, WritesSamplesSideBySideAndZerosIntoPadding) {
    const Dataset set = images(20);
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < 18; ++i) indices.push_back(19 - i);
    Activation<float> input;
    input.resize(40, 2);
    gather(set, indices, input, {0, 2});
    for (int i = 0; i < 18; ++i)
        for (int p = 0; p < 40; ++p)
            ASSERT_FLOAT_EQ(input.map(i / kLanes)(i % kLanes, p),
                            set.bytes[static_cast<std::size_t>((19 - i) * 40 + p)] / 255.0f);
    EXPECT_TRUE((input.map(1).bottomRows(kLanes - 2) == 0.0f).all());
}

/// Random bytes, among them every value there is when an image has at least 256 features.
Dataset noise(int count, const Shape& shape) {
    Dataset set;
    set.shape = shape;
    Rng rng(9);
    for (int i = 0; i < count * shape.features(); ++i)
        set.bytes.push_back(static_cast<std::uint8_t>(i < 256 ? i : rng.below(256)));
    set.labels.resize(static_cast<std::size_t>(count));
    return set;
}

TEST(Gather, GivesTheBitsOfTheSamplesWhateverTheirSize) {
    for (const Shape& shape : {Shape{1, 28, 28}, Shape{3, 5, 7}, Shape{1, 4, 4}, Shape{17}, Shape{3}}) {
        const Dataset set = noise(40, shape);
        std::vector<std::uint32_t> indices;
        for (std::uint32_t i = 0; i < 40; ++i) indices.push_back(39 - i);
        Activation<float> input;
        input.resize(shape.features(), 3);
        gather(set, indices, input, {0, 3});
        std::vector<float> row(static_cast<std::size_t>(shape.features()));
        for (int i = 0; i < 40; ++i) {
            set.copySample(indices[static_cast<std::size_t>(i)], row.data());
            for (int f = 0; f < shape.features(); ++f)
                ASSERT_EQ(input.map(i / kLanes)(i % kLanes, f), row[static_cast<std::size_t>(f)])
                    << toString(shape) << ", sample " << i << ", feature " << f;
        }
        EXPECT_TRUE((input.map(2).bottomRows(kLanes - 8) == 0.0f).all());
    }
}

TEST(Gather, LeavesOtherGroupsAlone) {
    const Dataset set = noise(48, {1, 5, 7});
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < 48; ++i) indices.push_back(i);
    Activation<float> input;
    input.resize(35, 3);
    for (int g = 0; g < 3; ++g) input.map(g).setConstant(-1);
    gather(set, indices, input, {1, 2});
    for (const int g : {0, 2}) EXPECT_TRUE((input.map(g) == -1.0f).all());
    EXPECT_TRUE((input.map(1) >= 0.0f).all());
}

TEST(Gather, ShiftsEveryChannelByWholePixelsWithinTheBound) {
    const Dataset set = images(1);
    Activation<float> input;
    input.resize(40, 1);
    std::set<std::pair<int, int>> seen;
    const std::vector<std::uint32_t> indices(16, 0);
    for (std::uint64_t minibatch = 0; minibatch < 20; ++minibatch) {
        gather(set, indices, input, {0, 1}, {.shift = 1, .seed = 5, .minibatch = minibatch});
        for (int lane = 0; lane < kLanes; ++lane) {
            const auto found = input.map(0).row(lane);
            bool explained = false;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx) {
                    bool equal = true;
                    for (int c = 0; c < 2; ++c)
                        for (int y = 0; y < 4; ++y)
                            for (int x = 0; x < 5; ++x) {
                                const bool inside = y - dy >= 0 && y - dy < 4 && x - dx >= 0 && x - dx < 5;
                                const int from = (c * 4 + y - dy) * 5 + x - dx;
                                const float expected = inside ? static_cast<float>(from) / 255.0f : 0.0f;
                                equal &= std::abs(found((c * 4 + y) * 5 + x) - expected) < 1e-6f;
                            }
                    if (equal) seen.insert({dx, dy});
                    explained |= equal;
                }
            ASSERT_TRUE(explained) << "lane " << lane;
        }
    }
    EXPECT_EQ(seen.size(), 9u) << "every shift occurs";
}

TEST(Gather, AugmentationDependsOnMinibatchAndPlaceOnly) {
    const Dataset set = images(20);
    std::vector<std::uint32_t> indices;
    for (std::uint32_t i = 0; i < 20; ++i) indices.push_back(i);
    const Augmentation augmentation{.shift = 2, .seed = 1, .minibatch = 7};
    Activation<float> whole, pieces;
    whole.resize(40, 2);
    pieces.resize(40, 2);
    gather(set, indices, whole, {0, 2}, augmentation);
    gather(set, indices, pieces, {1, 2}, augmentation);
    gather(set, indices, pieces, {0, 1}, augmentation);
    for (int g = 0; g < 2; ++g) EXPECT_TRUE((whole.map(g) == pieces.map(g)).all());
}

} // namespace
} // namespace tristate::data
