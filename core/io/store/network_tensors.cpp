#include "core/io/store/network_tensors.h"

#include "core/base/error.h"
#include "core/graph/channel_groups.h"
#include "core/messages/formats.h"

namespace tristate::io {

namespace {

using Gates = nn::Gates<float>;
using Matrix = nn::Parameter<float>::Matrix;

std::string gatesName(const std::string& prefix, std::ptrdiff_t index) {
    return prefix + "gates" + std::to_string(index + 1);
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

/// Original indices of the units that are left; nothing where gates are not in the file.
nn::UnitsLeft readLeft(const TensorFileReader& reader, const graph::Graph& graph, const std::string& prefix) {
    nn::UnitsLeft left;
    const std::size_t gated = graph::channelGroups(graph).gated.size();
    while (left.size() < gated) {
        const std::string name = gatesName(prefix, std::ssize(left)) + ".original";
        left.emplace_back();
        if (!reader.contains(name)) continue;
        const auto units = reader.read<std::int32_t>(name, {kAnySize});
        left.back().emplace(units.begin(), units.end());
    }
    return left;
}

/// The weights of the layers that are left have to be in the file before memory is taken for them.
void requireWeights(const TensorFileReader& reader, const graph::Graph& graph, const nn::UnitsLeft& left,
                    const std::string& prefix) {
    for (const nn::WeightSize& size : nn::weightSizes(graph, left))
        reader.require<float>(prefix + size.name + ".weight", {size.rows, size.columns});
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
    for (const auto* gates : network.gates()) addGates(writer, gatesName(prefix, gates->index), *gates);
    for (const int index : network.vanished())
        writer.add(gatesName(prefix, index) + ".original", {0}, std::span<const std::int32_t>());
}

nn::Network readNetwork(const TensorFileReader& reader, const graph::Graph& graph,
                        const std::string& prefix) {
    const nn::UnitsLeft left = readLeft(reader, graph, prefix);
    try {
        nn::validate(graph, left);
    } catch (const Error& error) {
        reader.fail(prefix.empty() ? error.message() : Message(say::kOfNetwork, prefix, error.message()));
    }
    requireWeights(reader, graph, left, prefix);
    nn::Network network(graph, left);
    for (auto* gates : network.gates()) readGates(reader, gatesName(prefix, gates->index), *gates);
    for (auto* parameter : network.parameters()) readParameter(reader, prefix, *parameter);
    for (auto* buffer : network.buffers()) readMatrix(reader, prefix + buffer->name, buffer->value);
    return network;
}

} // namespace tristate::io
