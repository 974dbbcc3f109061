#pragma once

#include "ui/run/run_data.h"

namespace tristate::ui {

/// What a run has reported that is not in its RunData yet. A value; GUI thread.
class Arrivals {
public:
    void add(train::Mail mail);

    const train::Frame* frame() const { return m_mail.frame.get(); }
    const train::Checkpoint* snapshot() const { return m_mail.snapshot.get(); }

    /// Each puts what it says into `run`; false, or empty, when there is none.
    bool takeFrame(RunData& run);
    bool takeSnapshot(RunData& run);
    /// Points up to the frame of `run`; of one that stands still all that there are.
    void takePoints(RunData& run, bool goesOn);
    std::vector<train::Event> takeEvents(RunData& run);
    /// The history of `run` with what is here.
    train::History with(const RunData& run) const;

private:
    train::Mail m_mail;
};

} // namespace tristate::ui
