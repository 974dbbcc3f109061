#pragma once

#include "core/sweep/latencies.h"

namespace tristate::cli {

/// Measures runs of a sweep, each once: what was measured stays in the folder. One thread.
class LatencyOfRuns {
public:
    /// `folder` outlives it.
    explicit LatencyOfRuns(const sweep::Folder& folder) : m_folder(folder), m_latencies(folder) {}

    /// Microseconds of a sample by the run's exported network, of a run that did not fail. Throws Error.
    double of(const sweep::Result& result);
    /// What is known of them.
    void fill(std::vector<sweep::Result>& results) const { m_latencies.fill(results); }

private:
    const sweep::Folder& m_folder;
    sweep::Latencies m_latencies;
};

} // namespace tristate::cli
