#pragma once

#include "core/data/dataset.h"
#include "core/io/onnx.h"
#include "core/nn/network.h"
#include "core/prune/export_network.h"
#include "core/train/experiment.h"

#include <filesystem>
#include <string>

namespace tristate::io {

/// What an export did and how it was proven: the file was read back through a reader and a plain forward pass
/// that share no code with training, and run on the whole test set beside the network on screen.
struct ExportProof {
    std::filesystem::path file;
    std::string format;
    long long bytes = 0;
    long long parametersBefore = 0, parametersAfter = 0;
    long long flopsBefore = 0, flopsAfter = 0;
    int weightLayersBefore = 0, weightLayersAfter = 0;
    std::vector<int> architectureBefore, architectureAfter;
    std::size_t samples = 0; ///< of the test set
    std::size_t equalPredictions = 0;
    double largestDifference = 0;                   ///< of a logit, absolute
    double largestLogit = 0;                        ///< scale to judge it by
    double testErrorBefore = 0, testErrorAfter = 0; ///< percent
};

/// Makes the pruned network, writes it in the format of the extension (.onnx), reads it back and proves it.
/// Throws Error, and leaves an old file as it was, when writing fails or the proof does not hold (a
/// prediction differs or a logit by more than 1e-4 of the scale).
ExportProof exportModel(const std::filesystem::path& file, const nn::Network& network,
                        const train::Experiment& experiment, const data::Dataset& test,
                        prune::FoldMode fold = prune::FoldMode::Auto);

} // namespace tristate::io
