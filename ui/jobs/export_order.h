#pragma once

#include "core/data/dataset.h"
#include "core/io/export/export_model.h"
#include "core/io/formats/c/c_source.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace tristate::ui {

/// What to export where, as the dialog puts it.
struct ExportOrder {
    std::vector<std::filesystem::path>
        files;                             ///< the extension of each tells its format; '/' behind: a folder
    std::optional<prune::MergeMode> merge; ///< none: as the experiment says
    prune::ClosedUnits closed = prune::ClosedUnits::Removed;
};

/// What there is to export: a run at some moment. A value, for another thread, and one that stays as it is
/// while the run goes on.
struct ExportSource {
    std::shared_ptr<const nn::Network> network; ///< null until it is known
    std::shared_ptr<const data::Splits> data;   ///< null until they are loaded
    train::Experiment experiment;
    train::History history; ///< up to that moment
    double epoch = 0;
};

/// How large the network would be.
struct ExportPreview {
    double epoch = 0;
    std::vector<int> architectureBefore, architectureAfter;
    long long parametersBefore = 0, parametersAfter = 0;
    long long flopsBefore = 0, flopsAfter = 0;
    std::optional<io::CNeeds> device{}; ///< of the C source; not told of a large network
};

} // namespace tristate::ui
