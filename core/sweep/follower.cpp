#include "core/sweep/follower.h"

#include "core/base/error.h"

#include <algorithm>
#include <numeric>
#include <thread>
#include <utility>

namespace tristate::sweep {

Follower::Follower(const Folder& folder, std::function<void(const Message&)> tell)
    : m_folder(folder), m_tell(std::move(tell)), m_list(folder), m_open(m_list.runs().size()) {
    std::iota(m_open.begin(), m_open.end(), std::size_t{0});
    try {
        m_latencies.emplace(folder);
    } catch (const Error& error) { // who measures will be told, too
        if (m_tell) m_tell(error.message());
    }
}

bool Follower::take(std::size_t run, std::vector<Result>& found) {
    const std::string& id = m_list.runs()[run].id;
    if (!m_folder.hasResult(id)) return false;
    Message told;
    const auto result = m_folder.resultOrPutAside(id, told);
    if (!told.empty() && m_tell) m_tell(told);
    if (!result) return false;
    m_failed += result->failed();
    found.push_back(*result);
    return true;
}

std::vector<Result> Follower::look() {
    std::vector<Result> found;
    while (!m_isOver) {
        std::erase_if(m_open, [&](std::size_t run) { return take(run, found); });
        if (!m_open.empty()) break;
        const std::size_t before = m_list.runs().size();
        m_isOver = !m_list.grow();
        for (std::size_t run = before; run < m_list.runs().size(); ++run) m_open.push_back(run);
    }
    if (m_latencies) m_latencies->fill(found);
    m_results.insert(m_results.end(), found.begin(), found.end());
    return found;
}

Counts Follower::counts(bool withRunning) const {
    Counts counts{.runs = m_list.runs().size(), .done = m_results.size(), .failed = m_failed};
    if (!m_isOver && m_folder.plan().mode == Mode::Frontier)
        counts.runs = static_cast<std::size_t>(m_folder.plan().runs);
    if (!withRunning) return counts;
    Claims claims(m_folder.locks());
    for (const std::size_t run : m_open)
        counts.running += claims.isTaken(m_folder.runFolder(m_list.runs()[run].id));
    return counts;
}

void LookInterval::looked(Clock::time_point begin) {
    constexpr auto kShortest = std::chrono::milliseconds(50);
    constexpr int kShare = 100; // at most a hundredth of a core
    const auto now = Clock::now();
    m_next = now + std::max<Clock::duration>(kShortest, (now - begin) * kShare);
}

double TimeLeft::seconds(const Counts& now) {
    const auto moment = std::chrono::steady_clock::now();
    if (!m_first) {
        m_first = now.done;
        m_begin = moment;
    }
    if (now.done == *m_first) return -1;
    const double soFar = std::chrono::duration<double>(moment - m_begin).count();
    return soFar / static_cast<double>(now.done - *m_first) * static_cast<double>(now.left());
}

void followEngine(Engine* engine, const std::function<void()>& look, const std::function<bool()>& isOver,
                  const std::function<bool()>& shallStop) {
    constexpr auto kLookAfterEngineEvery = std::chrono::milliseconds(20);
    LookInterval interval;
    while (!shallStop()) {
        // Before the look: what ended then has left its results.
        const bool isWorking = !engine || engine->isWorking();
        if (!isWorking || interval.isDue()) {
            const auto begin = LookInterval::Clock::now();
            look();
            interval.looked(begin);
        }
        if (isOver() || !isWorking) return;
        std::this_thread::sleep_for(kLookAfterEngineEvery);
        if (engine) engine->look();
    }
}

} // namespace tristate::sweep
