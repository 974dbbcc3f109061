#pragma once

#include "core/data/dataset.h"
#include "core/io/export/input_range.h"
#include "core/train/experiment.h"

#include <QString>

#include <filesystem>
#include <memory>

namespace tristate::ui {

/// What to import, and what the run that begins with it has besides.
struct ImportOrder {
    std::filesystem::path file;
    train::Experiment experiment;               ///< data and training settings
    std::shared_ptr<const data::Splits> data{}; ///< of the experiment; null: still to be read
    QString net{};                              ///< its spec, where the file does not tell it; may be empty
    io::InputRange range{};                     ///< that the network was trained on
};

} // namespace tristate::ui
