#include "app/cli/range_arguments.h"

#include "app/cli/loading.h"

#include <CLI/CLI.hpp>

namespace tristate::cli {

void RangeArguments::addTo(CLI::App& command) {
    const std::vector<std::string>& names = io::inputRangeNames();
    CLI::Option* range =
        command
            .add_option("--input-range", m_name,
                        "Values that the network was trained on, where this program has 0 to 1: 0..1, -1..1, "
                        "0..255, or data, the training data's mean at 0 and deviation 1")
            ->type_name("RANGE")
            ->check(CLI::IsMember(names));
    CLI::Option* mean =
        command
            .add_option("--mean", m_mean,
                        "Mean that was subtracted from values of 0 to 1 in the network's training, "
                        "one number or one for each channel")
            ->type_name("M,M,..")
            ->delimiter(',')
            ->excludes(range);
    CLI::Option* deviation =
        command.add_option("--std", m_deviation, "... and the deviation that was divided by")
            ->type_name("S,S,..")
            ->delimiter(',')
            ->needs(mean);
    mean->needs(deviation);
}

io::InputRange RangeArguments::range(const data::DataSpec& data) const {
    if (!m_mean.empty()) return io::normalising(m_mean, m_deviation);
    if (m_name.empty()) return {};
    return io::inputRange(m_name, m_name == "data" ? loadData(data).train : data::Dataset());
}

} // namespace tristate::cli
