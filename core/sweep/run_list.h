#pragma once

#include "core/sweep/folder.h"

#include <map>
#include <string>
#include <vector>

namespace tristate::sweep {

/// The runs of a sweep that are known so far. Of a frontier they follow, round by round, from the results of
/// the rounds before, so that every worker comes to the same runs without a word from anybody. One thread.
class RunList {
public:
    /// `folder` outlives it.
    explicit RunList(const Folder& folder);

    const std::vector<RunSpec>& runs() const { return m_runs; }
    /// Adds the next round, once every run has its result. False when there is none: the sweep is over.
    bool grow();

private:
    const Folder& m_folder;
    std::vector<RunSpec> m_runs;
    std::vector<Result> m_results; ///< of a frontier, as they were read
};

/// {"lambda3": 0.001, "seed": 1}
io::Json settingsOf(const Plan& plan, const RunSpec& run);

/// The hash of all results, in the order of their names: equal wherever and however the sweep was done. Every
/// run has its result.
std::string digestOf(const Folder& folder, const std::vector<RunSpec>& runs);

} // namespace tristate::sweep
