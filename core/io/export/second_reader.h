#pragma once

#include "core/data/dataset.h"
#include "core/io/export/import_model.h"
#include "core/train/task.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

namespace tristate::io {

/// What another program says of a file, and this one of the network it read from it, on the same samples.
struct SecondReading {
    std::size_t samples = 0; ///< taken evenly from the test set
    std::size_t equalPredictions = 0;
    train::Metric metric = train::Metric::ErrorRate;
    double error = 0; ///< of the other program

    /// But for what rounding may turn over.
    bool agrees() const;
};

/// ONNX Runtime, run by node where its package onnxruntime-node is installed. It shares no code with this
/// program, least of all the reader of ONNX files, which the plain forward pass depends on. Thread-safe.
class SecondReader {
public:
    /// Where node looks for packages that are installed for all: $NODE_PATH and the folders of the system.
    static std::vector<std::filesystem::path> usualFolders();
    /// Nothing where node or the package is missing. `folders` hold packages.
    static std::optional<SecondReader>
    find(const std::vector<std::filesystem::path>& folders = usualFolders());

    /// Runs the file of an ONNX model. Throws Error with what the runtime says.
    SecondReading read(const ImportedModel& model, const data::Dataset& test) const;

private:
    SecondReader(std::filesystem::path node, std::filesystem::path package)
        : m_node(std::move(node)), m_package(std::move(package)) {}

    std::vector<float> outputs(const ImportedModel& model, const nn::RowMatrix& samples) const;

    std::filesystem::path m_node, m_package;
};

/// A sentence about what it found, or why it found nothing.
Message secondOpinion(const SecondReader& reader, const ImportedModel& model, const data::Dataset& test);

} // namespace tristate::io
