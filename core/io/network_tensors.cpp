#include "core/io/network_tensors.h"

namespace tristate::io {

namespace {

using Gates = nn::TriStateRelu<float>;
using Matrix = nn::Parameter<float>::Matrix;

std::string gatesName(std::size_t index) {
    return "gates" + std::to_string(index + 1);
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
    writer.add(name + ".depth", {1}, std::span<const float>(&gates.depth, 1));
    writer.add(name + ".depthLearnable", {1}, std::span<const std::int32_t>(&learnable, 1));
}

/// The units that are left, as indices into the network as it was built.
std::vector<int> readOriginal(const TensorFileReader& reader, const std::string& name, int units) {
    const auto original = reader.read<std::int32_t>(name + ".original", {kAnySize});
    int next = 0;
    for (const std::int32_t unit : original) {
        if (unit < next || unit >= units)
            reader.fail("tensor '" + name + ".original' holds " + std::to_string(unit) +
                        ", expected rising indices below " + std::to_string(units));
        next = unit + 1;
    }
    if (original.empty()) reader.fail("tensor '" + name + ".original' is empty, expected at least one unit");
    return {original.begin(), original.end()};
}

void readGates(const TensorFileReader& reader, const std::string& name, Gates& gates) {
    const std::int64_t units = gates.units();
    const std::vector<float> width = reader.read<float>(name + ".width", {units});
    gates.width = Eigen::Map<const Gates::Vector>(width.data(), units);
    gates.closedSince = reader.read<std::int64_t>(name + ".closedSince", {units});
    gates.depth = reader.read<float>(name + ".depth", {1}).front();
    gates.depthLearnable = reader.read<std::int32_t>(name + ".depthLearnable", {1}).front() != 0;
}

void readParameter(const TensorFileReader& reader, nn::Parameter<float>& parameter) {
    readMatrix(reader, parameter.name, parameter.value);
    parameter.slots.clear();
    while (reader.contains(slotName(parameter.name, parameter.slots.size()))) {
        Matrix slot(parameter.value.rows(), parameter.value.cols());
        readMatrix(reader, slotName(parameter.name, parameter.slots.size()), slot);
        parameter.slots.push_back(std::move(slot));
    }
}

} // namespace

void addNetwork(TensorFileWriter& writer, const nn::Network& network) {
    for (const auto* parameter : network.parameters()) {
        addMatrix(writer, parameter->name, parameter->value);
        for (std::size_t i = 0; i < parameter->slots.size(); ++i)
            addMatrix(writer, slotName(parameter->name, i), parameter->slots[i]);
    }
    const auto gates = network.gates();
    for (std::size_t i = 0; i < gates.size(); ++i) addGates(writer, gatesName(i), *gates[i]);
}

nn::Network readNetwork(const TensorFileReader& reader, const nn::NetworkSpec& spec) {
    Rng unused;
    nn::Network network(spec, unused);
    const auto gates = network.gates();
    for (std::size_t i = 0; i < gates.size(); ++i) {
        const std::vector<int> left = readOriginal(reader, gatesName(i), gates[i]->units());
        network.keepUnits(static_cast<int>(i), left);
        readGates(reader, gatesName(i), *gates[i]);
    }
    for (auto* parameter : network.parameters()) readParameter(reader, *parameter);
    return network;
}

} // namespace tristate::io
