#include "core/io/network_tensors.h"

#include <algorithm>

namespace tristate::io {

namespace {

using Gates = nn::GatedLayer<float>;
using Matrix = nn::Parameter<float>::Matrix;

std::string gatesName(const std::string& prefix, const Gates& gates) {
    return prefix + "gates" + std::to_string(gates.index + 1);
}

/// When the optimizer's memory of a parameter began; absent: with the run.
std::string bornName(const std::string& parameter) {
    return parameter + ".born";
}

std::string slotName(const std::string& parameter, std::size_t index) {
    return parameter + ".slot" + std::to_string(index + 1);
}

void addMatrix(TensorFileWriter& writer, const std::string& name, const Matrix& matrix) {
    writer.add(name, {matrix.rows(), matrix.cols()},
               std::span<const float>(matrix.data(), static_cast<std::size_t>(matrix.size())));
}

void readMatrix(const TensorFileReader& reader, const std::string& name, Matrix& matrix) {
    const std::vector<float> values = reader.read<float>(name, {matrix.rows(), matrix.cols()});
    matrix = Eigen::Map<const Matrix>(values.data(), matrix.rows(), matrix.cols());
}

void addGates(TensorFileWriter& writer, const std::string& name, const Gates& gates) {
    const std::int64_t units = gates.units();
    const std::vector<std::int32_t> original(gates.original.begin(), gates.original.end());
    const std::int32_t learnable = gates.depthLearnable ? 1 : 0;
    writer.add(name + ".original", {units}, std::span<const std::int32_t>(original));
    writer.add(name + ".width", {units},
               std::span<const float>(gates.width.data(), static_cast<std::size_t>(units)));
    writer.add(name + ".closedSince", {units}, std::span<const std::int64_t>(gates.closedSince));
    writer.add(name + ".linearSince", {1}, std::span<const std::int64_t>(&gates.linearSince, 1));
    writer.add(name + ".depth", {1}, std::span<const float>(&gates.depth, 1));
    writer.add(name + ".depthLearnable", {1}, std::span<const std::int32_t>(&learnable, 1));
}

/// The units that are left, as indices into those that `gates` has now.
std::vector<int> readLeft(const TensorFileReader& reader, const std::string& name, const Gates& gates) {
    const auto original = reader.read<std::int32_t>(name + ".original", {kAnySize});
    std::vector<int> left;
    auto from = gates.original.begin();
    for (const std::int32_t unit : original) {
        from = std::find(from, gates.original.end(), unit);
        if (from == gates.original.end())
            reader.fail("tensor '" + name + ".original' holds " + std::to_string(unit) +
                        ", expected rising indices below " + std::to_string(gates.originalUnits()) +
                        " of units that are left");
        left.push_back(static_cast<int>(from++ - gates.original.begin()));
    }
    if (left.empty()) reader.fail("tensor '" + name + ".original' is empty, expected at least one unit");
    return left;
}

void readGates(const TensorFileReader& reader, const std::string& name, Gates& gates) {
    const std::int64_t units = gates.units();
    const std::vector<float> width = reader.read<float>(name + ".width", {units});
    gates.width = Eigen::Map<const Gates::Vector>(width.data(), units);
    gates.closedSince = reader.read<std::int64_t>(name + ".closedSince", {units});
    if (reader.contains(name + ".linearSince")) // not in version 1
        gates.linearSince = reader.read<std::int64_t>(name + ".linearSince", {1}).front();
    gates.depth = reader.read<float>(name + ".depth", {1}).front();
    gates.depthLearnable = reader.read<std::int32_t>(name + ".depthLearnable", {1}).front() != 0;
}

void readParameter(const TensorFileReader& reader, const std::string& prefix,
                   nn::Parameter<float>& parameter) {
    const std::string name = prefix + parameter.name;
    readMatrix(reader, name, parameter.value);
    parameter.slots.clear();
    while (reader.contains(slotName(name, parameter.slots.size()))) {
        Matrix slot(parameter.value.rows(), parameter.value.cols());
        readMatrix(reader, slotName(name, parameter.slots.size()), slot);
        parameter.slots.push_back(std::move(slot));
    }
    if (reader.contains(bornName(name)))
        parameter.born = reader.read<std::int64_t>(bornName(name), {1}).front();
}

/// Takes out the dense layers that were folded: their gates are not in the file.
void dropFolded(const TensorFileReader& reader, const std::string& prefix, nn::Network& network) {
    for (std::size_t i = 0; i < network.gates().size();) {
        const Gates& gates = *network.gates()[i];
        if (reader.contains(gatesName(prefix, gates) + ".original"))
            ++i;
        else if (network.canDropDense(static_cast<int>(i)))
            network.dropDense(static_cast<int>(i));
        else
            reader.fail("tensor '" + gatesName(prefix, gates) + ".original' is missing");
    }
}

} // namespace

void addNetwork(TensorFileWriter& writer, const nn::Network& network, const std::string& prefix) {
    for (const auto* parameter : network.parameters()) {
        const std::string name = prefix + parameter->name;
        addMatrix(writer, name, parameter->value);
        for (std::size_t i = 0; i < parameter->slots.size(); ++i)
            addMatrix(writer, slotName(name, i), parameter->slots[i]);
        if (parameter->born != 0)
            writer.add(bornName(name), {1}, std::span<const std::int64_t>(&parameter->born, 1));
    }
    for (const auto* buffer : network.buffers()) addMatrix(writer, prefix + buffer->name, buffer->value);
    for (const auto* gates : network.gates()) addGates(writer, gatesName(prefix, *gates), *gates);
}

nn::Network readNetwork(const TensorFileReader& reader, const nn::NetworkSpec& spec,
                        const std::string& prefix) {
    nn::Network network(spec);
    dropFolded(reader, prefix, network);
    for (std::size_t i = 0; i < network.gates().size(); ++i) {
        Gates& gates = *network.gates()[i];
        const std::vector<int> left = readLeft(reader, gatesName(prefix, gates), gates);
        if (!network.keepUnits(static_cast<int>(i), left))
            reader.fail("tensor '" + gatesName(prefix, gates) +
                        ".original' leaves a dense layer without inputs");
        readGates(reader, gatesName(prefix, gates), gates);
    }
    for (auto* parameter : network.parameters()) readParameter(reader, prefix, *parameter);
    for (auto* buffer : network.buffers()) readMatrix(reader, prefix + buffer->name, buffer->value);
    return network;
}

} // namespace tristate::io
