#include "app/cli/sweep_following.h"

#include "app/cli/sweep_report.h"

#include <nlohmann/json.hpp>

#include <iostream>

namespace tristate::cli {

namespace {

using Clock = std::chrono::steady_clock;

} // namespace

Following::Following(const sweep::Folder& folder, double seconds, bool json)
    : m_folder(folder), m_seconds(seconds), m_json(json), m_follower(folder, [this](const Message& message) {
          m_foot.clear();
          std::cerr << "tristate: " << toText(message) << '\n';
      }) {
    m_follower.look();
    m_skipped = m_follower.results().size();
    m_timeLeft.seconds(m_follower.counts());
}

void Following::follow(sweep::Engine& engine, const InterruptGuard& guard) {
    sweep::followEngine(
        &engine, [this] { look(); }, [this] { return isOver(); },
        [&] { return guard.interrupted() || isTimeUp(); });
    m_foot.clear();
}

void Following::look() {
    for (const sweep::Result& result : m_follower.look()) tell(result);
    const double secondsLeft = m_timeLeft.seconds(m_follower.counts());
    if (m_foot.isTerminal()) m_foot.show(progressText(m_follower.counts(true), secondsLeft));
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

void Following::tell(const sweep::Result& result) const {
    m_foot.clear();
    if (m_json)
        printLine(runLine(result));
    else
        std::cout << runText(result) << std::flush;
}

} // namespace tristate::cli
