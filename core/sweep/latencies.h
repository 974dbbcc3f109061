#pragma once

#include "core/sweep/folder.h"

#include <map>
#include <string>
#include <vector>

namespace tristate::sweep {

/// Times of the runs of a sweep as they were measured on one machine: FOLDER/latency.json, apart from the
/// results, which hold no times. One thread.
class Latencies {
public:
    /// Those that are there; none where the file is missing. Throws Error when it is damaged.
    explicit Latencies(const Folder& folder);

    /// Microseconds of a sample; Result::kNone when the run was not measured.
    double of(const std::string& run) const;
    /// The same, but a run that was not is measured now, on its exported network, and saved. `run` did not
    /// fail. Throws Error when its session or the file is damaged, or cannot be written.
    double measured(const std::string& run);
    /// `how`: what ran the network.
    void set(const std::string& run, double microseconds, const std::string& how);
    /// Into the results.
    void fill(std::vector<Result>& results) const;
    /// Throws Error when the file cannot be written.
    void save() const;

private:
    RunStore m_runs;
    std::filesystem::path m_file;
    std::string m_how;
    std::map<std::string, double> m_microseconds;
};

} // namespace tristate::sweep
