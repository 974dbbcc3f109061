#pragma once

#include "core/base/message.h"
#include "core/io/export/export_proof.h"
#include "core/train/experiment.h"
#include "core/train/history.h"

#include <string>
#include <vector>

namespace tristate::io {

/// What a report is about.
struct ReportFacts {
    const train::Experiment& experiment;
    const nn::Network& network; ///< on screen
    const nn::PlainNetwork& exported;
    const train::History* history = nullptr; ///< without it there are no events and curves
};

/// One HTML file that refers to nothing outside: the architecture before and after, the proof of each format,
/// the curves as pictures, the events, the settings. Notes are sentences behind the proofs.
std::string htmlReport(const ReportFacts& facts, const std::vector<ExportProof>& proofs,
                       const std::vector<Message>& notes = {});

} // namespace tristate::io
