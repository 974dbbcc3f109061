#include "core/prune/factorise.h"

#include "core/base/error.h"
#include "core/messages/nets.h"
#include "core/prune/svd.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

namespace tristate::prune {

namespace {

/// Which node a layer is, and which of the weighted ones.
struct Place {
    int node = 0;
    std::size_t weighted = 0;
};

Place placeOfDense(const nn::PlainNetwork& network, int dense) {
    Place place;
    int denses = 0;
    for (; place.node < std::ssize(network.graph.nodes); ++place.node) {
        const graph::Operation& operation = network.operation(place.node);
        if (std::holds_alternative<graph::Dense>(operation) && denses++ == dense) return place;
        if (graph::isWeighted(operation)) ++place.weighted;
    }
    throw Error(say::kNoDenseLayer, denses, dense + 1);
}

std::pair<nn::NodeWeights, nn::NodeWeights> factors(const nn::NodeWeights& dense, int rank) {
    const Eigen::MatrixXd weight = dense.weight.cast<double>();
    const Svd svd = thinSvd(weight);
    const Eigen::VectorXd root = svd.singular.head(rank).cwiseSqrt();
    const Eigen::MatrixXd first = root.asDiagonal() * svd.v.leftCols(rank).transpose();
    const Eigen::MatrixXd second = svd.u.leftCols(rank) * root.asDiagonal();
    return {{first.cast<float>(), Eigen::VectorXf::Zero(rank)}, {second.cast<float>(), dense.bias}};
}

} // namespace

nn::PlainNetwork factorise(nn::PlainNetwork network, int dense, int rank) {
    const Place place = placeOfDense(network, dense);
    const auto at = static_cast<std::size_t>(place.node);
    const nn::RowMatrix& weight = network.weights[at].weight;
    const auto most = static_cast<int>(std::min(weight.rows(), weight.cols()));
    if (rank < 1 || rank > most) throw Error(say::kRankInvalid, rank, dense + 1, most);
    auto [first, second] = factors(network.weights[at], rank);
    network.weights[at] = std::move(second);
    network.insert(place.node, graph::Dense{rank}, std::move(first), network.graph.nodes[at].inputs);
    network.graph.nodes[at + 1].inputs = {place.node};
    if (!network.keptUnits.empty()) {
        std::vector<int> units(static_cast<std::size_t>(rank));
        std::iota(units.begin(), units.end(), 0);
        network.keptUnits.insert(network.keptUnits.begin() + static_cast<std::ptrdiff_t>(place.weighted),
                                 std::move(units));
    }
    return network;
}

} // namespace tristate::prune
