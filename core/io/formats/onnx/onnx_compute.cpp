#include "core/io/formats/onnx/onnx_constants.h"
#include "core/messages/onnx.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace tristate::io {

namespace {

using Sizes = std::vector<std::int64_t>;

/// Computes one node of constants.
class Computer {
public:
    Computer(OnnxNode& node, OnnxConstants& constants) : m_node(node), m_constants(constants) {}

    /// False for a kind that is not computed.
    bool run() {
        static const std::map<std::string, OnnxTensor (Computer::*)()> kKinds{
            {"Identity", &Computer::identity},   {"Cast", &Computer::cast},
            {"Reshape", &Computer::reshape},     {"Flatten", &Computer::flatten},
            {"Transpose", &Computer::transpose}, {"Unsqueeze", &Computer::unsqueeze},
            {"Squeeze", &Computer::squeeze},     {"Concat", &Computer::concat},
            {"Gather", &Computer::gather},       {"Slice", &Computer::slice},
            {"Add", &Computer::arithmetic},      {"Sub", &Computer::arithmetic},
            {"Mul", &Computer::arithmetic},      {"Div", &Computer::arithmetic},
            {"Sqrt", &Computer::root},           {"Shape", &Computer::shape},
        };
        const auto kind = kKinds.find(m_node.proto().op_type());
        if (kind == kKinds.end() || m_node.proto().output_size() != 1) return false;
        m_constants.add(m_node, m_node.proto().output(0), (this->*kind->second)());
        return true;
    }

private:
    const OnnxTensor& input(int i) const { return m_constants.take(m_node, i); }

    OnnxTensor identity() { return input(0); }

    /// To one of the types that constants have here.
    OnnxTensor cast() {
        OnnxTensor tensor = input(0);
        const std::int64_t type = m_node.integer("to", 0);
        m_node.integer("saturate", 1);
        const bool toReal = type == onnx::TensorProto::FLOAT || type == onnx::TensorProto::DOUBLE ||
                            type == onnx::TensorProto::FLOAT16 || type == onnx::TensorProto::BFLOAT16;
        if (!toReal && type != onnx::TensorProto::INT64 && type != onnx::TensorProto::INT32) refuse();
        if (toReal && tensor.isInteger) {
            tensor.reals.assign(tensor.integers.begin(), tensor.integers.end());
            tensor.integers.clear();
        } else if (!toReal && !tensor.isInteger) {
            for (const float value : tensor.reals) {
                if (std::abs(value) > 1e9f) refuse();
                tensor.integers.push_back(static_cast<std::int64_t>(value));
            }
            tensor.reals.clear();
        }
        tensor.isInteger = !toReal;
        return tensor;
    }

    OnnxTensor reshape() {
        OnnxTensor tensor = input(0);
        Sizes sizes = m_constants.takeIntegers(m_node, 1);
        const bool zeros = m_node.integer("allowzero", 0) != 0;
        for (std::size_t i = 0; i < sizes.size(); ++i)
            if (sizes[i] == 0 && !zeros && i < tensor.dims.size()) sizes[i] = tensor.dims[i];
        const auto open = std::find(sizes.begin(), sizes.end(), -1);
        if (open != sizes.end()) {
            *open = 1;
            const std::int64_t rest = countUpTo(sizes, tensor.count());
            if (rest < 1) refuse();
            *open = tensor.count() / rest;
        }
        return withDims(std::move(tensor), std::move(sizes));
    }

    OnnxTensor flatten() {
        OnnxTensor tensor = input(0);
        const std::size_t axis = axisOf(m_node.integer("axis", 1), tensor.dims.size() + 1);
        const auto product = [&](std::size_t begin, std::size_t end) {
            std::int64_t result = 1;
            for (std::size_t i = begin; i < end; ++i) result *= tensor.dims[i];
            return result;
        };
        Sizes sizes{product(0, axis), product(axis, tensor.dims.size())};
        return withDims(std::move(tensor), std::move(sizes));
    }

    OnnxTensor transpose() {
        const OnnxTensor& tensor = input(0);
        const std::size_t rank = tensor.dims.size();
        Sizes order = m_node.integers("perm");
        if (order.empty())
            for (std::size_t i = rank; i > 0; --i) order.push_back(static_cast<std::int64_t>(i) - 1);
        Sizes sorted = order, expected(rank);
        std::sort(sorted.begin(), sorted.end());
        std::iota(expected.begin(), expected.end(), 0);
        if (sorted != expected) refuse();
        Sizes dims, steps;
        for (const std::int64_t axis : order) {
            dims.push_back(tensor.dims[static_cast<std::size_t>(axis)]);
            steps.push_back(stepOf(tensor.dims, static_cast<std::size_t>(axis)));
        }
        return tensor.picked(dims, placesOf(dims, steps));
    }

    OnnxTensor unsqueeze() {
        OnnxTensor tensor = input(0);
        Sizes axes = axesOf(1);
        const std::size_t rank = tensor.dims.size() + axes.size();
        for (std::int64_t& axis : axes) axis = static_cast<std::int64_t>(axisOf(axis, rank));
        std::sort(axes.begin(), axes.end());
        Sizes dims = tensor.dims;
        for (const std::int64_t axis : axes) {
            if (axis > std::ssize(dims)) refuse();
            dims.insert(dims.begin() + axis, 1);
        }
        return withDims(std::move(tensor), std::move(dims));
    }

    OnnxTensor squeeze() {
        OnnxTensor tensor = input(0);
        const Sizes axes = axesOf(1);
        std::vector<bool> goes(tensor.dims.size(), false);
        for (const std::int64_t axis : axes) goes[axisOf(axis, goes.size())] = true;
        Sizes dims;
        for (std::size_t i = 0; i < goes.size(); ++i)
            if (axes.empty() ? tensor.dims[i] != 1 : !goes[i]) dims.push_back(tensor.dims[i]);
        return withDims(std::move(tensor), std::move(dims));
    }

    /// Of the first dimension, as shapes need it.
    OnnxTensor concat() {
        OnnxTensor all = input(0);
        if (all.dims.empty() || axisOf(m_node.integer("axis", 0), all.dims.size()) != 0) refuse();
        for (int i = 1; i < m_node.proto().input_size(); ++i) {
            const OnnxTensor& next = input(i);
            if (next.isInteger != all.isInteger || next.dims.size() != all.dims.size() ||
                !std::equal(next.dims.begin() + 1, next.dims.end(), all.dims.begin() + 1))
                refuse();
            all.dims[0] += next.dims[0];
            all.reals.insert(all.reals.end(), next.reals.begin(), next.reals.end());
            all.integers.insert(all.integers.end(), next.integers.begin(), next.integers.end());
        }
        return all;
    }

    OnnxTensor gather() {
        const OnnxTensor& tensor = input(0);
        const OnnxTensor& indices = input(1);
        if (!indices.isInteger || tensor.dims.empty()) refuse();
        if (axisOf(m_node.integer("axis", 0), tensor.dims.size()) != 0) refuse();
        const std::int64_t rows = tensor.dims[0], width = rows > 0 ? tensor.count() / rows : 0;
        Sizes dims = indices.dims, places;
        dims.insert(dims.end(), tensor.dims.begin() + 1, tensor.dims.end());
        for (std::int64_t index : indices.integers) {
            if (index < 0) index += rows;
            if (index < 0 || index >= rows) refuse();
            for (std::int64_t i = 0; i < width; ++i) places.push_back(index * width + i);
        }
        return tensor.picked(std::move(dims), places);
    }

    /// Of a vector, as shapes are.
    OnnxTensor slice() {
        const OnnxTensor& tensor = input(0);
        if (tensor.dims.size() != 1) refuse();
        const auto one = [&](int number, const char* name, std::int64_t fallback) {
            const Sizes list =
                m_node.has(number) ? m_constants.takeIntegers(m_node, number) : m_node.integers(name);
            if (list.size() > 1) refuse();
            return list.empty() ? fallback : list[0];
        };
        const std::int64_t size = tensor.dims[0];
        const auto within = [size](std::int64_t place) {
            return std::clamp<std::int64_t>(place < 0 ? place + size : place, 0, size);
        };
        const std::int64_t begin = within(one(1, "starts", 0)), end = within(one(2, "ends", size));
        if (axisOf(one(3, "axes", 0), 1) != 0 || one(4, "steps", 1) != 1) refuse();
        Sizes places;
        for (std::int64_t i = begin; i < end; ++i) places.push_back(i);
        return tensor.picked({std::ssize(places)}, places);
    }

    OnnxTensor arithmetic() {
        const OnnxTensor &a = input(0), &b = input(1);
        if (a.isInteger != b.isInteger) refuse();
        const std::size_t rank = std::max(a.dims.size(), b.dims.size());
        Sizes dims(rank), stepsA(rank), stepsB(rank);
        const auto dimOf = [rank](const OnnxTensor& tensor, std::size_t i) {
            const std::size_t missing = rank - tensor.dims.size();
            return i < missing ? 1 : tensor.dims[i - missing];
        };
        for (std::size_t i = 0; i < rank; ++i) {
            const std::int64_t x = dimOf(a, i), y = dimOf(b, i);
            if (x != y && x != 1 && y != 1) refuse();
            dims[i] = x == 1 ? y : x;
            if (x != 1) stepsA[i] = stepOf(a.dims, i - (rank - a.dims.size()));
            if (y != 1) stepsB[i] = stepOf(b.dims, i - (rank - b.dims.size()));
        }
        const Sizes placesA = placesOf(dims, stepsA), placesB = placesOf(dims, stepsB);
        OnnxTensor result{.dims = dims, .isInteger = a.isInteger};
        for (std::size_t i = 0; i < placesA.size(); ++i)
            addResult(result, a.at(placesA[i]), b.at(placesB[i]));
        return result;
    }

    void addResult(OnnxTensor& result, double a, double b) {
        constexpr double kMost = 1e15; // whole numbers stay exact
        const std::string& kind = m_node.proto().op_type();
        const double value = kind == "Add" ? a + b : kind == "Sub" ? a - b : kind == "Mul" ? a * b : a / b;
        if (!std::isfinite(value)) node().fail(Message(say::kMakesNotFinite));
        if (!result.isInteger) return result.reals.push_back(static_cast<float>(value));
        if (a == kOnnxBatch || b == kOnnxBatch || std::abs(value) > kMost) refuse();
        result.integers.push_back(static_cast<std::int64_t>(value));
    }

    OnnxTensor root() {
        OnnxTensor tensor = input(0);
        if (tensor.isInteger) refuse();
        for (float& value : tensor.reals) {
            value = std::sqrt(value);
            if (!std::isfinite(value)) node().fail(Message(say::kMakesNotFinite));
        }
        return tensor;
    }

    OnnxTensor shape() {
        const Sizes dims = input(0).dims;
        return {.dims = {std::ssize(dims)}, .integers = dims, .isInteger = true};
    }

    /// Of a node that has them as an attribute, or as an input since opset 13.
    Sizes axesOf(int number) {
        return m_node.has(number) ? m_constants.takeIntegers(m_node, number) : m_node.integers("axes");
    }

    std::size_t axisOf(std::int64_t axis, std::size_t rank) const {
        const auto size = static_cast<std::int64_t>(rank);
        if (axis < 0) axis += size;
        if (axis < 0 || axis >= size) refuse();
        return static_cast<std::size_t>(axis);
    }

    OnnxTensor withDims(OnnxTensor tensor, Sizes dims) const {
        if (countUpTo(dims, tensor.count()) != tensor.count()) refuse();
        tensor.dims = std::move(dims);
        return tensor;
    }

    static std::int64_t stepOf(const Sizes& dims, std::size_t axis) {
        std::int64_t step = 1;
        for (std::size_t i = axis + 1; i < dims.size(); ++i) step *= dims[i];
        return step;
    }

    /// Where the values of an array of these dimensions lie in one with these steps. Refuses many more than
    /// went in.
    Sizes placesOf(const Sizes& dims, const Sizes& steps) {
        std::int64_t most = 1 << 16;
        for (int i = 0; i < m_node.proto().input_size(); ++i) most = std::max(most, 4 * input(i).count());
        const std::int64_t count = countUpTo(dims, most);
        if (count < 0) refuse();
        Sizes places(static_cast<std::size_t>(count)), index(dims.size(), 0);
        for (std::int64_t& place : places) {
            for (std::size_t i = 0; i < dims.size(); ++i) place += index[i] * steps[i];
            for (std::size_t i = dims.size(); i > 0 && ++index[i - 1] == dims[i - 1]; --i) index[i - 1] = 0;
        }
        return places;
    }

    const OnnxNode& node() const { return m_node; }
    [[noreturn]] void refuse() const { m_node.fail(Message(say::kNotComputed)); }

    OnnxNode& m_node;
    OnnxConstants& m_constants;
};

} // namespace

bool computeConstant(OnnxNode& node, OnnxConstants& constants) {
    return Computer(node, constants).run();
}

} // namespace tristate::io
