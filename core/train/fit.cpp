#include "core/train/fit.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/messages/runs.h"

#include <utility>

namespace tristate::train {

void requireFit(const nn::Network& network, const data::Dataset& data) {
    const graph::Graph& net = network.graph();
    if (data.shape.features() != net.input.features())
        throw Error(say::kOtherShape, data.name, toString(data.shape), graph::toString(net),
                    toString(net.input));
    if (data.isRegression() && std::cmp_not_equal(data.targets.size(), network.classes()))
        throw Error(say::kOtherTargets, data.name, data.targets.size(), graph::toString(net),
                    network.classes());
    if (data.classes > network.classes())
        throw Error(say::kMoreClasses, data.name, data.classes, graph::toString(net), network.classes());
}

} // namespace tristate::train
