#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/prune/export_network.h"
#include "core/prune/factorise.h"
#include "core/prune/import_network.h"
#include "core/prune/svd.h"
#include "tests/support/network_runner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace tristate::prune {
namespace {

using nn::Network;
using nn::PlainNetwork;
using testing::ElementsAre;

PlainNetwork randomNet(const char* spec) {
    Rng rng(3);
    return exportNetwork(Network(graph::parseGraph(spec), rng));
}

TEST(ThinSvd, IsOrthonormalFallsAndMultipliesBackInEitherShape) {
    for (const auto& [rows, columns] : {std::pair{7, 12}, std::pair{12, 7}, std::pair{5, 5}}) {
        Rng rng(9);
        const Eigen::MatrixXd matrix =
            Eigen::MatrixXd::NullaryExpr(rows, columns, [&rng] { return rng.normal(); });
        const Svd svd = thinSvd(matrix);
        const Eigen::Index least = std::min(rows, columns);
        const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(least, least);
        EXPECT_LT((svd.u.transpose() * svd.u - identity).cwiseAbs().maxCoeff(), 1e-8);
        EXPECT_LT((svd.v.transpose() * svd.v - identity).cwiseAbs().maxCoeff(), 1e-8);
        EXPECT_LT((svd.u * svd.singular.asDiagonal() * svd.v.transpose() - matrix).cwiseAbs().maxCoeff(),
                  1e-12);
        for (Eigen::Index i = 1; i < least; ++i) EXPECT_GE(svd.singular[i - 1], svd.singular[i]);
    }
}

TEST(ThinSvd, OfALowerRankHasNothingBeyondIt) {
    Rng rng(5);
    const Eigen::MatrixXd column = Eigen::MatrixXd::NullaryExpr(6, 1, [&rng] { return rng.normal(); });
    const Eigen::MatrixXd row = Eigen::MatrixXd::NullaryExpr(1, 9, [&rng] { return rng.normal(); });
    const Svd svd = thinSvd(column * row);
    EXPECT_NEAR(svd.singular[0], column.norm() * row.norm(), 1e-12);
    EXPECT_LT(svd.singular.tail(5).maxCoeff(), 1e-7 * svd.singular[0]);
    EXPECT_TRUE(svd.v.allFinite());
    const Svd nothing = thinSvd(Eigen::MatrixXd::Zero(3, 4));
    EXPECT_EQ(nothing.singular.maxCoeff(), 0);
    EXPECT_TRUE(nothing.u.allFinite() && nothing.v.allFinite());
}

TEST(Factorise, AWholeRankGivesTheSameLogits) {
    struct Case {
        const char* spec;
        int dense, rank;
    };
    for (const auto& [spec, dense, rank] :
         {Case{"9-7-5-3", 0, 7}, Case{"9-7-5-3", 2, 3}, Case{"1x8x8:4c3-p2-6-5-3", 0, 6}}) {
        const PlainNetwork plain = randomNet(spec);
        const test::RandomBatch<float> batch(graph::parseGraph(spec), 20, 4);
        test::NetworkRunner<float> runner(batch);
        const auto before = runner.logits(importNetwork(plain));
        const auto after = runner.logits(importNetwork(factorise(plain, dense, rank)));
        ASSERT_EQ(before.size(), after.size());
        for (std::size_t i = 0; i < before.size(); ++i) EXPECT_NEAR(before[i], after[i], 1e-5) << spec;
    }
}

TEST(Factorise, TheProductIsTheNearestOfItsRank) {
    const PlainNetwork plain = randomNet("30-20-4");
    const Eigen::MatrixXf weight = plain.weights[0].weight;
    const Eigen::VectorXd singular = thinSvd(weight.cast<double>()).singular;
    for (const int rank : {1, 5, 12}) {
        const PlainNetwork factored = factorise(plain, 0, rank);
        const Eigen::MatrixXf product = factored.weights[1].weight * factored.weights[0].weight;
        EXPECT_NEAR((weight - product).norm(), singular.tail(20 - rank).norm(), 1e-4) << "rank " << rank;
        EXPECT_EQ(factored.parameters(), plain.parameters() - 30 * 20 + rank * (30 + 20 + 1));
    }
}

TEST(Factorise, TheLayerInTheMiddleIsLinearAndTheOthersStay) {
    const PlainNetwork factored = factorise(randomNet("1x8x8:4c3-p2-20-8-3"), 1, 2);
    EXPECT_THAT(factored.architecture(), ElementsAre(4, 20, 2, 8, 3));
    EXPECT_EQ(factored.keptUnits.size(), 5u);
    const Network network = importNetwork(factored);
    EXPECT_TRUE(network.gates()[2]->isLinear());
    EXPECT_FALSE(network.gates()[1]->isLinear());
    EXPECT_FALSE(network.gates()[3]->isLinear());
}

TEST(Factorise, RefusesWhatIsNotThere) {
    const PlainNetwork plain = randomNet("9-7-3");
    EXPECT_THROW(factorise(plain, 2, 1), Error);
    EXPECT_THROW(factorise(plain, -1, 1), Error);
    EXPECT_THROW(factorise(plain, 0, 0), Error);
    EXPECT_THROW(factorise(plain, 0, 8), Error);
}

} // namespace
} // namespace tristate::prune
