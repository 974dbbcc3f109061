#pragma once

#include "core/data/dataset.h"
#include "core/io/export/export_proof.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/nn/network.h"
#include "core/prune/export_network.h"
#include "core/train/experiment.h"
#include "core/train/history.h"

#include <filesystem>
#include <stop_token>
#include <string>

namespace tristate::io {

/// What to export and where to. The extension tells the format:
///
///     .onnx .safetensors .c .json    the network; beside a .c its header file .h
///     .html                          a report: settings, events, curves, architecture, proof
///     .csv .svg                      the curves alone
///     .zip, none, or a '/' behind    a bundle of model.onnx, model.safetensors, model.c and .h, labels.txt,
///                                    normalisation.json and report.html; a folder is made if need be;
///                                    model.c is left out, with a note, when it would need too much stack
///
/// The references must outlive the call.
struct ExportRequest {
    std::filesystem::path file;
    const nn::Network& network;
    const train::Experiment& experiment;
    const data::Dataset& test;
    const train::History* history =
        nullptr; ///< for curves and events; a report does without, .csv and .svg not
    prune::MergeMode merge = prune::MergeMode::Auto;
    prune::ClosedUnits closed = prune::ClosedUnits::Removed;
    std::string prefix{};   ///< of the names in C, "digits" for digits_predict(); none when empty
    std::stop_token stop{}; ///< ends the export, before anything is written, by an Error that says so
};

/// Throws Error when the extension of the file tells none of these formats.
void requireFormat(const std::filesystem::path& file);

/// Makes the pruned network, writes it, reads it back and proves it; the proof goes into the file, too.
/// Throws Error, and leaves an old file as it was, when writing fails or the proof does not hold (a
/// prediction differs or a logit by more than 1e-4 of the scale). Of a bundle nothing is written before all
/// of it is proven; its files are then replaced one by one.
ExportProof exportModel(const ExportRequest& request);

} // namespace tristate::io
