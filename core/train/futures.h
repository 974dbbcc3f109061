#pragma once

#include "core/train/difference.h"
#include "core/train/run.h"

#include <array>
#include <memory>
#include <vector>

namespace tristate::train {

/// A run, or two futures of it in step: both see the same minibatches, and differ in one thing. With two
/// threads each has one, and who is done sooner waits for the other at the end of the minibatch. With more or
/// fewer they take turns, and each has the whole team for its minibatch: no core idles. Results are the same
/// either way. Frames and snapshots of the two are of the same minibatch. Used from one thread.
class Futures {
public:
    /// What every run has beside its reports.
    struct Extras {
        Observer* observer = nullptr; ///< null: none
        bool snapshots = false;       ///< mailed (Run::mailSnapshots)
    };
    /// One future at first. `mailbox` gets its reports. Throws Error as Run does.
    Futures(const std::shared_ptr<const Checkpoint>& from, Mailbox& mailbox, Extras extras);

    /// Begins the second future beside the first one, in place of an older second one. False when the gate
    /// that is to be set cannot be: the first one reports why, and nothing begins.
    bool fork(const Difference& difference, Mailbox& mailbox);
    bool isForked() const { return m_second != nullptr; }
    /// One future goes on alone as the first; the other one is dropped. Does nothing when there is one only.
    void keep(Future kept);

    /// Trains a minibatch in each; a future that diverged went back, and catches up alone. False when one
    /// diverged, which it reports.
    bool step();
    /// All are.
    bool finished() const;
    /// The longest of them.
    double rest() const;
    /// Whether nothing changes in any of them any more.
    bool takeStandstill();
    std::int64_t stepsToEpochEnd() const { return m_first->stepsToEpochEnd(); }

    /// Of both, but for the one thing that is different.
    void setLive(const LiveSettings& asked);
    /// In both; the unit that is different in the first one alone.
    void edit(const GateEdit& edit);

    // As Run has them, of all.
    void reportEdits();
    void flush();
    void report(EventKind kind, const Message& message = {});
    void measureTest();

    /// Of the first.
    std::shared_ptr<const Checkpoint> checkpoint() const { return m_first->checkpoint(); }

private:
    std::array<Run*, 2> futures() const { return {m_first.get(), m_second.get()}; }
    bool hasThreadEach() const;
    /// Both, at the same time. False when one diverged.
    bool trainBeside();
    /// Each of these with the whole team.
    bool trainByTurns(const std::vector<Run*>& runs);
    /// Frames and snapshots of one minibatch, when both mailboxes have room.
    void reportTogether();

    const Extras m_extras;
    std::unique_ptr<Run> m_first, m_second;
    Difference m_difference;
};

} // namespace tristate::train
