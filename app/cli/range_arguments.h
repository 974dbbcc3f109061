#pragma once

#include "core/data/dataset.h"
#include "core/io/export/input_range.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
} // namespace CLI

namespace tristate::cli {

/// The options that tell what values a network was trained on: --input-range, or --mean and --std.
class RangeArguments {
public:
    /// Adds the options to `command`, which must not outlive this.
    void addTo(CLI::App& command);
    bool isGiven() const { return !m_name.empty() || !m_mean.empty(); }
    /// What they tell; the data are loaded only where they are measured. Throws Error where they do not fit.
    io::InputRange range(const data::DataSpec& data) const;

private:
    std::string m_name;
    std::vector<float> m_mean, m_deviation;
};

} // namespace tristate::cli
