#pragma once

#include "core/io/files/json.h"
#include "core/io/files/object_reader.h"
#include "core/nn/plain_network.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tristate::io {

/// The most values that a sample may have anywhere in the network.
inline constexpr std::int64_t kMaxFeaturesInJson = 1 << 24;

/// The nodes of a plain network as JSON, without their weights: a list in order, of
///
///     {"type": "dense", "name": "fc1"}
///     {"type": "conv", "name": "conv1", "stride": 1, "padding": 0}; and "dilation", "groups", unless 1
///     {"type": "depthwise", "name": "dw1", "stride": 1, "padding": 0}; and "dilation", unless 1
///     {"type": "affine", "name": "affine1"}
///     {"type": "relu"}, {"type": "leakyRelu", "slope": 0.1}; and "cap", where there is one
///     {"type": "maxPool", "size": 2, "stride": 2}; and "padding", "ceil", where set; averagePool likewise
///     {"type": "globalAverage"}, {"type": "add"}, {"type": "concat"}
///     {"type": "responseNorm", "size": 5, "alpha": 1e-4, "beta": 0.75, "offset": 1}
///     {"type": "select", "indices": [0, 3, 4]}; and "values": true, where single values are meant
///
/// "inputs" are the numbers of the nodes that a node takes, counted from 0, -1 being the input; without it
/// it takes the node before it. Names count from 1, as in the ONNX file. How the weights are stored is a
/// matter of the format. Older files hold {"type": "flatten"} where maps become a vector. Internal to
/// core/io.
Json nodesToJson(const nn::PlainNetwork& network);

/// [784] or [1, 28, 28].
Json inputToJson(Shape input);

/// An array as a file holds it; rows vary slowest. The sizes are positive and their product is the number of
/// the values.
struct StoredTensor {
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// "[300x784]", for messages.
std::string toText(const std::vector<std::int64_t>& shape);

/// Gives the "weight" or "bias" (`part`) of the node that `fields` describe, and takes from the fields what
/// the format keeps there. Weights have the sizes of nn::weightSizes(), biases [outputs]; the shape is
/// checked by the caller.
using TensorSource = std::function<StoredTensor(ObjectReader& fields, const char* part)>;

/// Reads "input", "layers" and "keptUnits" (which may be missing). Throws Error naming `where` and the node:
/// unknown keys or types, weights of a wrong shape or not finite, nodes that do not fit on each other.
nn::PlainNetwork readGraph(ObjectReader& fields, const std::string& where, const TensorSource& tensors);

/// The numbers of a node, whose operation tells all but what these arrays do: units, maps and kernel are
/// filled in. Throws Error naming `where`.
nn::NodeWeights makeWeights(graph::Operation& operation, const StoredTensor& weight, const StoredTensor& bias,
                            const std::string& where);

/// What every reader and writer asks of the whole: shapes that fit and stay within bounds, no node that feeds
/// none, an end in classes, kept units for every weighted node or none. Throws Error naming `where`.
void checkNetwork(const nn::PlainNetwork& network, const std::string& where);

} // namespace tristate::io
