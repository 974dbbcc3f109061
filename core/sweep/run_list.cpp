#include "core/sweep/run_list.h"

#include "core/base/fnv1a.h"
#include "core/sweep/frontier.h"

#include <algorithm>
#include <utility>

namespace tristate::sweep {

RunList::RunList(const Folder& folder) : m_folder(folder) {
    if (folder.plan().mode == Mode::Frontier)
        m_runs = nextRound(folder.plan(), {}, {});
    else
        m_runs = runsOf(folder.plan());
}

bool RunList::grow() {
    if (m_folder.plan().mode != Mode::Frontier) return false;
    while (m_results.size() < m_runs.size())
        m_results.push_back(m_folder.result(m_runs[m_results.size()].id));
    std::vector<RunSpec> round = nextRound(m_folder.plan(), m_runs, m_results);
    std::move(round.begin(), round.end(), std::back_inserter(m_runs));
    return !round.empty();
}

io::Json settingsOf(const Plan& plan, const RunSpec& run) {
    io::Json settings = io::Json::object();
    for (std::size_t i = 0; i < plan.axes.size(); ++i)
        settings[plan.axes[i].name()] = toJson(plan.axes[i], run.values[i]);
    return settings;
}

std::string digestOf(const Folder& folder, const std::vector<RunSpec>& runs) {
    std::vector<std::string> ids;
    for (const RunSpec& run : runs) ids.push_back(run.id);
    std::sort(ids.begin(), ids.end());
    Fnv1a hash;
    for (const std::string& id : ids) hash.add(toText(folder.result(id)));
    return hash.hex();
}

} // namespace tristate::sweep
