#include "app/cli/sweep_following.h"

#include "app/cli/sweep_report.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <thread>

namespace tristate::cli {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kFollowEvery{20};

} // namespace

Following::Following(const sweep::Folder& folder, double seconds, bool json)
    : m_folder(folder), m_seconds(seconds), m_json(json), m_follower(folder, [this](const Message& message) {
          m_foot.clear();
          std::cerr << "tristate: " << toText(message) << '\n';
      }) {
    m_follower.look();
    m_skipped = m_follower.results().size();
}

void Following::follow(sweep::Engine& engine, const InterruptGuard& guard) {
    while (!guard.interrupted() && !isTimeUp()) {
        const bool isWorking = engine.isWorking(); // before the look: what ended then has left its results
        if (!isWorking || m_interval.isDue()) look();
        if (isOver() || !isWorking) break;
        std::this_thread::sleep_for(kFollowEvery);
        engine.look();
    }
    m_foot.clear();
}

void Following::look() {
    const auto begin = Clock::now();
    for (const sweep::Result& result : m_follower.look()) tell(result);
    if (m_foot.isTerminal()) m_foot.show(progressText(m_follower.counts(true), secondsLeft()));
    m_interval.looked(begin);
}

void Following::finish() {
    m_foot.clear();
    const sweep::Counts counts = m_follower.counts();
    writePictures(m_folder, m_follower.results());
    Json done{{"event", "done"},
              {"runs", counts.done},
              {"failed", counts.failed},
              {"skipped", m_skipped},
              {"seconds", secondsSoFar()}};
    if (isOver())
        done["digest"] = sweep::digestOf(m_folder, m_follower.runs());
    else
        done["left"] = counts.left();
    if (m_json) return printLine(done);
    std::cout << counts.done << " runs, " << counts.failed << " failed, " << m_skipped
              << " of them done before; " << (m_folder.path() / "frontier.svg").string() << " shows them\n";
}

double Following::secondsSoFar() const {
    return std::chrono::duration<double>(Clock::now() - m_begin).count();
}

/// As long for each run as for those that this command saw; negative as long as it saw none.
double Following::secondsLeft() const {
    const sweep::Counts counts = m_follower.counts();
    if (counts.done == m_skipped) return -1;
    return secondsSoFar() / static_cast<double>(counts.done - m_skipped) * static_cast<double>(counts.left());
}

void Following::tell(const sweep::Result& result) const {
    m_foot.clear();
    if (m_json)
        printLine(runLine(result));
    else
        std::cout << runText(result) << std::flush;
}

} // namespace tristate::cli
