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

using nn::PlainDense;

/// Where a layer stands in the chain, and among its weight layers.
struct Place {
    std::size_t layer = 0;
    std::size_t weightLayer = 0;
};

Place placeOfDense(const nn::PlainNetwork& network, int dense) {
    Place place;
    int denses = 0;
    for (; place.layer < network.layers.size(); ++place.layer) {
        const nn::PlainLayer& layer = network.layers[place.layer];
        if (std::holds_alternative<PlainDense>(layer)) {
            if (denses++ == dense) return place;
            ++place.weightLayer;
        } else if (std::holds_alternative<nn::PlainConv>(layer)) {
            ++place.weightLayer;
        }
    }
    throw Error(say::kNoDenseLayer, denses, dense + 1);
}

std::pair<PlainDense, PlainDense> factors(const PlainDense& dense, int rank) {
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
    auto& layer = std::get<PlainDense>(network.layers[place.layer]);
    const auto most = static_cast<int>(std::min(layer.weight.rows(), layer.weight.cols()));
    if (rank < 1 || rank > most) throw Error(say::kRankInvalid, rank, dense + 1, most);
    auto [first, second] = factors(layer, rank);
    layer = std::move(second);
    network.layers.insert(network.layers.begin() + static_cast<std::ptrdiff_t>(place.layer),
                          std::move(first));
    if (!network.keptUnits.empty()) {
        std::vector<int> units(static_cast<std::size_t>(rank));
        std::iota(units.begin(), units.end(), 0);
        network.keptUnits.insert(network.keptUnits.begin() + static_cast<std::ptrdiff_t>(place.weightLayer),
                                 std::move(units));
    }
    return network;
}

} // namespace tristate::prune
