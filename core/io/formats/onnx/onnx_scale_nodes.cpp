#include "core/io/formats/onnx/onnx_nodes.h"
#include "core/messages/onnx.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace tristate::io {

namespace {

/// A constant that is added or multiplied, as one number for each channel of what the value's node yields:
/// for each single value where that is a vector.
struct PerChannel {
    OnnxValue value;
    Eigen::VectorXd numbers;
};

/// Its dimensions, the last ones under each other, are 1 or those of the value.
bool isWithin(const OnnxTensor& tensor, const std::vector<std::int64_t>& dims) {
    const auto missing = std::ssize(dims) - std::ssize(tensor.dims);
    for (std::int64_t i = 0; missing >= 0 && i < std::ssize(tensor.dims); ++i) {
        const std::int64_t size = tensor.dims[static_cast<std::size_t>(i)], at = i + missing;
        if (size != 1 && (at == 0 || size != dims[static_cast<std::size_t>(at)])) return false;
    }
    return missing >= 0;
}

/// Where places of maps differ, as a mean image makes them: the maps become a vector, each value of which
/// has a number of its own.
PerChannel perValue(const OnnxNode& node, OnnxNet& net, OnnxValue value, const OnnxTensor& tensor) {
    const std::vector<std::int64_t> dims = net.dimsOf(value);
    if (!value.isSpread()) {
        value = net.padded(node, value);
        value.isMixed = value.layout == OnnxLayout::ChannelsLast;
        value.layout = OnnxLayout::Flat;
        value = net.asVector(node, value);
        value.spread = dims;
    }
    Eigen::VectorXd numbers(net.shapeOf(value).features());
    for (Eigen::Index i = 0; i < numbers.size(); ++i) {
        std::int64_t place = i, index = 0, step = 1;
        auto size = tensor.dims.rbegin();
        for (auto dim = dims.rbegin(); size != tensor.dims.rend(); ++dim, ++size) {
            if (*size != 1) index += place % *dim * step;
            place /= *dim;
            step *= *size;
        }
        numbers[i] = tensor.at(index);
    }
    return {value, numbers};
}

/// Broadcasts as the standard says: the last dimensions stand under each other.
PerChannel perChannel(const OnnxNode& node, OnnxNet& net, OnnxValue value, int number) {
    const OnnxTensor& tensor = net.constants.take(node, number);
    if (tensor.isInteger || tensor.count() == 0)
        node.fail(Message(say::kWeightShape, describeShape(tensor.dims)));
    const std::vector<std::int64_t> dims = net.dimsOf(value);
    const auto missing = std::ssize(dims) - std::ssize(tensor.dims);
    if (missing < 0 && tensor.count() == 1) // more ones than the value has dimensions would be others
        node.fail(Message(say::kBroadcasts, describeShape(tensor.dims)));
    if (tensor.count() == 1)
        return {value, Eigen::VectorXd::Constant(net.shapeOf(value).channels, tensor.at(0))};
    if (value.isSpread() && isWithin(tensor, dims)) return perValue(node, net, value, tensor);
    // The dimension that the channels lie along; every value of a vector counts as one.
    const std::int64_t axis = value.layout == OnnxLayout::ChannelsFirst || value.layout == OnnxLayout::Flat
                                  ? 1
                                  : std::ssize(dims) - 1;
    if (value.layout == OnnxLayout::Flat) value = net.asVector(node, value);
    bool fits = missing >= 0 && !value.isSpread() && value.layout != OnnxLayout::Rows &&
                value.layout != OnnxLayout::Parts;
    for (std::int64_t i = 0; fits && i < std::ssize(tensor.dims); ++i) {
        const std::int64_t size = tensor.dims[static_cast<std::size_t>(i)], at = i + missing;
        fits = size == 1 || (at == axis && size == net.shapeOf(value).channels);
    }
    const bool isOfPlaces = value.isMaps() || value.layout == OnnxLayout::Rows;
    if (!fits && isOfPlaces && isWithin(tensor, dims)) return perValue(node, net, value, tensor);
    if (!fits) node.fail(Message(say::kBroadcasts, describeShape(tensor.dims)));
    PerChannel result{value, Eigen::VectorXd(tensor.count())};
    for (std::int64_t i = 0; i < tensor.count(); ++i) result.numbers[i] = tensor.at(i);
    return result;
}

/// Which input is the constant; -1 when none is.
int constantOf(const OnnxNode& node, const OnnxNet& net) {
    if (node.proto().input_size() != 2) node.fail(Message(say::kNoWeightsInput, 2));
    for (const int number : {1, 0})
        if (!net.constants.isValue(node, number)) return number;
    return -1;
}

/// Adds up values of one shape.
void addUp(const OnnxNode& node, OnnxNet& net, std::vector<OnnxValue> values) {
    const auto isAlike = [&](const OnnxValue& value) {
        return value.layout == values.front().layout && value.isMixed == values.front().isMixed &&
               value.parts == values.front().parts && net.shapeOf(value) == net.shapeOf(values.front());
    };
    bool alike = true;
    for (OnnxValue& value : values) {
        if (value.isSpread()) node.fail(Message(say::kNumbersOfPlaces));
        if (value.isPadded()) value = net.padded(node, value);
        if (net.dimsOf(value) != net.dimsOf(values.front())) // broadcasting would repeat one of them
            node.fail(Message(say::kSumShapes, describeShape(net.dimsOf(values.front())),
                              describeShape(net.dimsOf(value))));
        alike = alike && isAlike(value);
    }
    std::vector<int> inputs;
    for (OnnxValue& value : values) {
        if (!alike) value = net.asVector(node, value);
        inputs.push_back(value.node);
    }
    OnnxValue sum = values.front();
    sum.node = net.append(node, graph::Add{}, inputs);
    sum.isSole = true;
    net.yield(node, sum);
}

void scale(const OnnxNode& node, OnnxNet& net, const OnnxValue& value, double factor) {
    const Eigen::Index channels = net.shapeOf(value).channels;
    net.yield(node, net.scaled(node, value, Eigen::VectorXd::Constant(channels, factor),
                               Eigen::VectorXd::Zero(channels)));
}

} // namespace

void readAdd(OnnxNode& node, OnnxNet& net) {
    const int constant = constantOf(node, net);
    if (constant < 0) return addUp(node, net, {net.take(node, 0), net.take(node, 1)});
    const auto [value, shift] = perChannel(node, net, net.take(node, 1 - constant), constant);
    net.yield(node, net.scaled(node, value, Eigen::VectorXd::Ones(shift.size()), shift));
}

void readSub(OnnxNode& node, OnnxNet& net) {
    const int constant = constantOf(node, net);
    if (constant < 0) {
        OnnxValue second = net.take(node, 1);
        const Eigen::Index channels = net.shapeOf(second).channels;
        second = net.scaled(node, second, Eigen::VectorXd::Constant(channels, -1),
                            Eigen::VectorXd::Zero(channels));
        return addUp(node, net, {net.take(node, 0), second});
    }
    const auto [value, shift] = perChannel(node, net, net.take(node, 1 - constant), constant);
    const double sign = constant == 1 ? 1 : -1;
    net.yield(node, net.scaled(node, value, Eigen::VectorXd::Constant(shift.size(), sign), -sign * shift));
}

void readMul(OnnxNode& node, OnnxNet& net) {
    const int constant = constantOf(node, net);
    if (constant < 0) node.fail(Message(say::kProductOfValues));
    const auto [value, factor] = perChannel(node, net, net.take(node, 1 - constant), constant);
    net.yield(node, net.scaled(node, value, factor, Eigen::VectorXd::Zero(factor.size())));
}

void readDiv(OnnxNode& node, OnnxNet& net) {
    if (constantOf(node, net) != 1 || !net.constants.isValue(node, 0))
        node.fail(Message(say::kProductOfValues));
    const auto [value, divisor] = perChannel(node, net, net.take(node), 1);
    net.yield(node, net.scaled(node, value, divisor.cwiseInverse(), Eigen::VectorXd::Zero(divisor.size())));
}

void readNeg(OnnxNode& node, OnnxNet& net) {
    scale(node, net, net.take(node), -1);
}

void readSum(OnnxNode& node, OnnxNet& net) {
    std::vector<OnnxValue> values;
    for (int i = 0; i < node.proto().input_size(); ++i) values.push_back(net.take(node, i));
    addUp(node, net, std::move(values));
}

/// After training it is y = scale x + shift.
void readBatchNorm(OnnxNode& node, OnnxNet& net) {
    node.expect("training_mode", 0);
    node.expect("spatial", 1);
    node.real("momentum", 0); // is for training
    const double epsilon = node.real("epsilon", 1e-5F);
    OnnxValue value = net.take(node);
    if (value.layout == OnnxLayout::ChannelsLast || value.layout == OnnxLayout::Rows)
        node.fail(Message(say::kChannelsLast));
    value = net.asVector(node, value);
    const auto take = [&](int input, const char* what) {
        return net.constants.takeVector(node, input, net.shapeOf(value).channels, what).cast<double>().eval();
    };
    const Eigen::VectorXd gamma = take(1, "scale"), beta = take(2, "bias"), mean = take(3, "mean");
    const Eigen::ArrayXd variance = take(4, "variance").array() + epsilon;
    if (!(variance > 0).all()) node.fail(Message(say::kVarianceNotPositive));
    const Eigen::VectorXd scale = gamma.array() / variance.sqrt();
    net.yield(node, net.scaled(node, value, scale, beta - scale.cwiseProduct(mean), true));
}

} // namespace tristate::io
