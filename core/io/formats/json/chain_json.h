#pragma once

#include "core/io/files/json.h"
#include "core/io/files/object_reader.h"
#include "core/nn/plain_network.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tristate::io {

/// The layers of a plain network as JSON, without their weights: a list in order, of
///
///     {"type": "dense", "name": "fc1"}
///     {"type": "conv", "name": "conv1", "stride": 1, "padding": 0}
///     {"type": "relu"}, {"type": "flatten"}
///     {"type": "maxPool", "size": 2, "stride": 2}, and averagePool
///     {"type": "select", "indices": [0, 3, 4]}
///
/// Names count from 1, as in the ONNX file. How the weights are stored is a matter of the format. Internal to
/// core/io.
Json layersToJson(const nn::PlainNetwork& network);

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

/// Gives the "weight" or "bias" (`part`) of the layer that `fields` describe, and takes from the fields what
/// the format keeps there. Weights are [outputs, inputs] or [maps, input maps, kernel, kernel], biases
/// [outputs]; the shape is checked by the caller.
using TensorSource = std::function<StoredTensor(ObjectReader& fields, const char* part)>;

/// Reads "input", "layers" and "keptUnits" (which may be missing). Throws Error naming `where` and the layer:
/// unknown keys or types, weights of a wrong shape or not finite, layers that do not fit on each other.
nn::PlainNetwork readChain(ObjectReader& fields, const std::string& where, const TensorSource& tensors);

/// A layer of these arrays. Throws Error naming `where` and the layer.
nn::PlainDense makeDense(StoredTensor weight, const StoredTensor& bias, const std::string& where);
nn::PlainConv makeConv(const StoredTensor& weight, const StoredTensor& bias, int stride, int padding,
                       const std::string& where);

/// What every reader asks of the whole: shapes that fit and stay within bounds, an end in classes, kept units
/// for every weight layer or none. Throws Error naming `where`.
void checkNetwork(const nn::PlainNetwork& network, const std::string& where);

} // namespace tristate::io
