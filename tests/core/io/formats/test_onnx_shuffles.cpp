#include "tests/core/io/formats/onnx_chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::HasSubstr;

namespace {

RowMatrix valuesOf(Eigen::Index columns) {
    return RowMatrix::NullaryExpr(
        2, columns, [](Eigen::Index i, Eigen::Index j) { return std::sin(float(5 * i + 3 * j)); });
}

/// Channels of `area` values each, in another order.
RowMatrix ordered(const RowMatrix& rows, const std::vector<int>& channels, int area) {
    RowMatrix result(rows.rows(), static_cast<Eigen::Index>(channels.size()) * area);
    for (std::size_t c = 0; c < channels.size(); ++c)
        result.middleCols(static_cast<Eigen::Index>(c) * area, area) =
            rows.middleCols(channels[c] * area, area);
    return result;
}

/// Reshape, Transpose, Reshape of `channels` maps of 3x2 in that many parts.
Chain& shuffle(Chain& net, std::int64_t channels, std::int64_t parts, const Sizes& back) {
    const std::string name = net.latest();
    net.integers(name + "apart", {0, parts, channels / parts, 3, 2}).integers(name + "back", back);
    net.node("Reshape", {name + "apart"}).node("Transpose").with("perm", Sizes{0, 2, 1, 3, 4});
    return net.node("Reshape", {name + "back"});
}

/// A node with several outputs on the latest value; the chain goes on behind the first of them.
Chain& split(Chain& net, int outputs, const std::vector<std::string>& constants = {}) {
    net.node("Split", constants).with("axis", 1);
    for (int i = 1; i < outputs; ++i) net.last().add_output("part" + std::to_string(i));
    return net;
}

TEST(OnnxShuffles, PutChannelsIntoAnotherOrder) {
    for (const Sizes& back : {Sizes{0, 6, 3, 2}, Sizes{-1, 6, 3, 2}, Sizes{0, -1, 3, 2}}) {
        Chain net({6, 3, 2});
        shuffle(net, 6, 2, back).node("Flatten");
        EXPECT_EQ(net.predictions(valuesOf(36)), ordered(valuesOf(36), {0, 3, 1, 4, 2, 5}, 6));
    }
    Chain three({6, 3, 2});
    shuffle(three, 6, 3, {0, -1}); // to a vector at once
    EXPECT_EQ(three.predictions(valuesOf(36)), ordered(valuesOf(36), {0, 2, 4, 1, 3, 5}, 6));
}

TEST(OnnxShuffles, TwoOfThemGiveTheOldOrderAgain) {
    Chain net({6, 3, 2});
    net.weights("k", {6, 6, 1, 1}).node("Conv", {"k"});
    Chain plain = net;
    shuffle(shuffle(net, 6, 2, {0, 6, 3, 2}), 6, 3, {0, 6, 3, 2}).node("Flatten");
    EXPECT_EQ(net.predictions(valuesOf(36)), plain.node("Flatten").predictions(valuesOf(36)));
}

/// Of the second dimension and of the last one: neither is that of the channels here.
TEST(OnnxShuffles, AllowBetweenTheirNodesWhatTreatsEveryValueAlike) {
    const auto with = [](const char* op, const Sizes& constant) {
        Chain net({4, 3, 2});
        net.integers("apart", {0, 2, 2, 3, 2}).integers("back", {0, 4, 3, 2}).weights("c", constant);
        net.node("Reshape", {"apart"}).node("Transpose").with("perm", Sizes{0, 2, 1, 3, 4});
        net.node(op, constant.empty() && std::string(op) == "Relu" ? std::vector<std::string>{}
                                                                   : std::vector<std::string>{"c"});
        return net.node("Reshape", {"back"}).node("Flatten");
    };
    const RowMatrix shuffled = ordered(valuesOf(24), {0, 2, 1, 3}, 6);
    EXPECT_EQ(with("Relu", {}).predictions(valuesOf(24)), shuffled.cwiseMax(0.0f));
    Chain scaled = with("Mul", {});
    EXPECT_EQ(scaled.predictions(valuesOf(24)), scaled.value("c", 0) * shuffled);
    EXPECT_THAT(with("Mul", {2, 1, 1, 1}).error(), HasSubstr("node #3 (Mul)"));
    EXPECT_THAT(with("Mul", {2}).error(), HasSubstr("node #3 (Mul)"));
}

TEST(OnnxShuffles, OfOtherSizesAreRefusedByTheirNode) {
    for (const Sizes& apart : {Sizes{0, 4, 2, 3, 2}, Sizes{0, 2, 3, 2, 3}, Sizes{0, 0, 0, 3, 2},
                               Sizes{0, std::int64_t{1} << 40, std::int64_t{1} << 40, 3, 2}}) {
        Chain net({6, 3, 2});
        EXPECT_THAT(net.integers("apart", apart).node("Reshape", {"apart"}).error(),
                    HasSubstr("node #1 (Reshape) reshapes 6x3x2 maps to"));
    }
    Chain turned({6, 3, 2});
    turned.integers("apart", {0, 2, 3, 3, 2}).node("Reshape", {"apart"});
    EXPECT_THAT(turned.node("Transpose").with("perm", Sizes{0, 2, 1, 4, 3}).error(),
                HasSubstr("node #2 (Transpose) has perm [0x2x1x4x3]"));
}

TEST(OnnxSplits, GiveEachOutputItsChannels) {
    for (const bool isTold : {false, true}) {
        Chain net({4, 3, 2});
        net.integers("sizes", {1, 3}).weights("k", {3, 1, 1, 1});
        if (isTold)
            split(net, 2, {"sizes"});
        else
            split(net, 2).with("split", Sizes{1, 3}); // before opset 13
        net.node("Conv", {"k"});
        net.beside("Concat", {"part1", net.latest()}, "both").with("axis", 1).node("Flatten");
        net.last().set_input(0, "both");
        RowMatrix expected(2, 36);
        const RowMatrix x = valuesOf(24);
        expected.leftCols(18) = x.rightCols(18);
        for (int map = 0; map < 3; ++map)
            expected.middleCols(18 + 6 * map, 6) = net.value("k", map) * x.leftCols(6);
        EXPECT_LE((net.predictions(x) - expected).cwiseAbs().maxCoeff(), 1e-6f);
    }
}

TEST(OnnxSplits, WithoutSizesAreEqualAndTheLastMayBeSmaller) {
    Chain vector({7});
    split(vector, 3).with("num_outputs", 3);
    vector.beside("Concat", {"part2", "part1", vector.latest()}, "all").with("axis", 1).node("Relu");
    vector.last().set_input(0, "all");
    EXPECT_EQ(vector.predictions(valuesOf(7)), ordered(valuesOf(7), {6, 3, 4, 5, 0, 1, 2}, 1).cwiseMax(0.0f));
}

/// Of maps that the file flattened with their channels last.
TEST(OnnxSplits, OfAMixedVectorTakeWhatTheFileMeans) {
    Chain net({2, 2, 2});
    net.node("Transpose").with("perm", Sizes{0, 2, 3, 1}).node("Flatten");
    split(net, 2).node("Relu");
    EXPECT_EQ(net.predictions(valuesOf(8)), ordered(valuesOf(8), {0, 4, 1, 5}, 1).cwiseMax(0.0f));
}

TEST(OnnxSplits, ThatDoNotFitAreRefusedByTheirNode) {
    for (const Sizes& sizes :
         {Sizes{2, 3}, Sizes{4, 0}, Sizes{4}, Sizes{-1, 5}, Sizes{INT64_MAX, INT64_MAX}}) {
        Chain net({4, 3, 2});
        net.integers("sizes", sizes);
        EXPECT_THAT(split(net, 2, {"sizes"}).error(), HasSubstr("node #1 (Split) splits into"));
    }
    Chain more({2, 3, 2});
    EXPECT_THAT(split(more, 3).error(), HasSubstr("node #1 (Split) splits into"));
    Chain rows({4, 3, 2});
    rows.node("Split").with("axis", 2).last().add_output("other");
    EXPECT_THAT(rows.error(), HasSubstr("node #1 (Split) has axis 2"));
}

Chain sliced(const Sizes& input, std::int64_t start, std::int64_t end, std::int64_t axis,
             std::int64_t step = 1) {
    Chain net(input);
    net.integers("start", {start}).integers("end", {end}).integers("axis", {axis}).integers("step", {step});
    return net.node("Slice", {"start", "end", "axis", "step"});
}

/// As exporters write the two halves of a ShuffleNet's block.
TEST(OnnxSlices, TakeChannelsThatFollowEachOther) {
    const RowMatrix x = valuesOf(24);
    EXPECT_EQ(sliced({4, 3, 2}, 1, 3, 1).node("Flatten").predictions(x), ordered(x, {1, 2}, 6));
    EXPECT_EQ(sliced({4, 3, 2}, -2, INT64_MAX, -3).node("Flatten").predictions(x), ordered(x, {2, 3}, 6));
    EXPECT_EQ(sliced({24}, 5, 7, 1).node("Relu").predictions(x), ordered(x, {5, 6}, 1).cwiseMax(0.0f));
    EXPECT_THAT(sliced({4, 3, 2}, 0, 2, 2).error(), HasSubstr("node #1 (Slice) has axis 2"));
    EXPECT_THAT(sliced({4, 3, 2}, 0, 4, 1, 2).error(), HasSubstr("node #1 (Slice) has steps 2"));
    EXPECT_THAT(sliced({4, 3, 2}, 3, 3, 1).error(), HasSubstr("node #1 (Slice) takes value 3"));
    EXPECT_THAT(sliced({4, 3, 2}, 9, 12, 1).error(), HasSubstr("node #1 (Slice) takes value 4"));
}

} // namespace
