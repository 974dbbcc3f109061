#include "core/train/futures.h"

#include "core/base/threads.h"
#include "core/messages/runs.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace tristate::train {

namespace {

/// Trains a minibatch. False when it diverged, which is reported.
bool train(Run& run) {
    if (run.step()) return true;
    run.report(EventKind::Diverged, Message(say::kDiverged));
    return false;
}

double secondsSince(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

} // namespace

Futures::Futures(const std::shared_ptr<const Checkpoint>& from, Mailbox& mailbox, Extras extras)
    : m_extras(extras), m_first(std::make_unique<Run>(from, mailbox)) {
    if (m_extras.observer) m_first->attach(*m_extras.observer);
    if (m_extras.snapshots) m_first->mailSnapshots();
}

bool Futures::fork(const Difference& difference, Mailbox& mailbox) {
    const auto* edit = std::get_if<GateEdit>(&difference);
    if (edit && !m_first->canEdit(*edit)) {
        m_first->edit(*edit); // says why not
        return false;
    }
    const auto from = m_first->checkpoint();
    auto second = std::make_unique<Run>(from, mailbox);
    second->continueReports(*m_first);
    if (m_extras.observer) second->attach(*m_extras.observer);
    if (edit) second->edit(*edit);
    second->setLive(withDifference(askedLive(*from), difference));
    if (m_extras.snapshots) second->mailSnapshots(); // after what is different: its first one has it
    m_second = std::move(second);
    m_difference = difference;
    for (Run* run : futures()) {
        run->reportStateOnRequest(true);
        run->putFrame();
    }
    if (m_extras.snapshots) m_first->putSnapshot(); // of the same moment as that of the second
    return true;
}

void Futures::keep(Future kept) {
    if (!m_second) return;
    if (kept == Future::Second) m_first.swap(m_second);
    m_second.reset();
    m_first->reportStateOnRequest(false);
}

bool Futures::step() {
    if (!m_second) return train(*m_first);
    const std::int64_t together = std::min(m_first->stepsDone(), m_second->stepsDone());
    std::vector<Run*> behind;
    for (Run* run : futures())
        if (run->stepsDone() == together && !run->finished()) behind.push_back(run);
    const bool healthy = hasThreadEach() && behind.size() == 2 ? trainBeside() : trainByTurns(behind);
    if (m_first->stepsDone() == m_second->stepsDone()) reportTogether();
    return healthy;
}

/// With two threads there is one for each, which spares what a team costs. With more, two would leave the
/// others idle; and an observer of both must not be called by two at once.
bool Futures::hasThreadEach() const {
    return !m_extras.observer && threadCount(m_first->threads()) == 2;
}

bool Futures::trainBeside() {
    std::array<double, 2> seconds{};
    std::array<bool, 2> healthy{};
    const auto begin = std::chrono::steady_clock::now();
    const Phase minibatches{2, [&](int future) {
                                const auto index = static_cast<std::size_t>(future);
                                healthy[index] = train(*futures()[index]);
                                seconds[index] = secondsSince(begin);
                            }};
    runPhases({&minibatches, 1}, 2);
    for (std::size_t i = 0; i < 2; ++i)
        futures()[i]->waited(std::max(0.0, seconds[1 - i] - seconds[i])); // for the slower one
    return healthy[0] && healthy[1];
}

bool Futures::trainByTurns(const std::vector<Run*>& runs) {
    bool healthy = true;
    for (Run* run : runs) {
        Run* other = run == m_first.get() ? m_second.get() : m_first.get();
        const auto begin = std::chrono::steady_clock::now();
        healthy = train(*run) && healthy;
        other->waited(secondsSince(begin));
    }
    return healthy;
}

void Futures::reportTogether() {
    if (m_first->wantsFrame() && m_second->wantsFrame())
        for (Run* run : futures()) run->putFrame();
    if (m_first->wantsSnapshot() && m_second->wantsSnapshot())
        for (Run* run : futures()) run->putSnapshot();
}

bool Futures::finished() const {
    return m_first->finished() && (!m_second || m_second->finished());
}

double Futures::rest() const {
    return std::max(m_first->rest(), m_second ? m_second->rest() : 0.0);
}

bool Futures::takeStandstill() {
    if (!m_first->standsStill() || (m_second && !m_second->standsStill())) return false;
    m_first->takeStandstill();
    if (m_second) m_second->takeStandstill();
    return true;
}

void Futures::setLive(const LiveSettings& asked) {
    m_first->setLive(asked);
    if (m_second) m_second->setLive(withDifference(asked, m_difference));
}

void Futures::edit(const GateEdit& edit) {
    m_first->edit(edit);
    if (m_second && !isOfDifference(edit, m_difference)) m_second->edit(edit);
}

void Futures::reportEdits() {
    for (Run* run : futures())
        if (run) run->reportEdits();
}

void Futures::flush() {
    for (Run* run : futures())
        if (run) run->flush();
}

void Futures::report(EventKind kind, const Message& message) {
    for (Run* run : futures())
        if (run) run->report(kind, message);
}

void Futures::measureTest() {
    for (Run* run : futures())
        if (run) run->measureTest();
}

} // namespace tristate::train
