#include "core/io/store/session_folders.h"

#include "core/data/generated_sets.h"

#include <algorithm>

namespace tristate::io {

std::vector<std::string> foldersOf(const SavedSession& session) {
    std::vector<std::string> folders;
    const auto addSource = [&folders](const std::string& source) {
        if (source.empty() || data::isSetName(source)) return;
        if (std::find(folders.begin(), folders.end(), source) == folders.end()) folders.push_back(source);
    };
    const auto add = [&addSource](const train::Checkpoint& state) {
        addSource(state.experiment.data.source);
        addSource(state.experiment.data.testSource);
    };
    add(*session.checkpoint);
    for (const auto& snapshot : session.past.snapshots) add(*snapshot);
    for (const SavedRun& run : session.past.runs) add(*run.checkpoint);
    return folders;
}

} // namespace tristate::io
