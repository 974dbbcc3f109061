#pragma once

#include "core/train/driver.h"

namespace tristate::train {

/// How long a run waits after each minibatch: slow motion (LiveSettings::pauseSeconds), or, for somebody who
/// watches (LiveSettings::watch), by what happens and not by the processor. While open gates fall they come
/// down by at most kFall a second, or a minibatch takes kStep, whichever is sooner; and where units close
/// those are at most kClosing of all a second. Where nothing moves there is no wait. When kWindows windows of
/// kWindowEpochs epochs in a row brought no other number of open units and no better evaluation, the run is
/// to rest. Changes no result. Must see a minibatch before the reports that tell the pace of a run.
class Watch final : public Observer {
public:
    static constexpr double kFall = 0.024;    ///< of w, a second, the mean of the open gates
    static constexpr double kStep = 0.02;     ///< seconds
    static constexpr double kClosing = 0.06;  ///< of all units, a second
    static constexpr double kMostSeconds = 1; ///< for a minibatch, whatever happens in it
    static constexpr int kWindowEpochs = 20;
    static constexpr int kWindows = 3;

    void afterStep(Driver& driver, const Minibatch& minibatch) override;
    void evaluated(const Driver& driver, const Evaluation& evaluation) override;
    void settingsChanged(const Driver& driver, const LiveSettings& before) override;

    /// Seconds to wait after the last minibatch.
    double rest() const { return m_rest; }
    /// Whether nothing changes any more; then it looks anew for as long.
    bool takeStandstill();
    bool standsStill() const { return m_seen.stillWindows >= kWindows; }

private:
    struct Gates {
        int units = 0; ///< as the network was built
        int open = 0;
        double height = 0; ///< sum over open gates, from the limit on
    };
    static Gates gatesOf(const Driver& driver);
    double secondsFor(const Gates& now);
    void lookAround(const Driver& driver, int open);

    /// What was seen since somebody began to watch or changed a setting.
    struct Seen {
        Gates before;           ///< after the minibatch before; no units: none was seen
        double fall = 0;        ///< of the mean open gate in a minibatch, smoothed
        double error = -1;      ///< the best evaluation error, percent; -1: none
        bool isBetter = false;  ///< than before this window
        double openSum = 0;     ///< over the minibatches of this window
        double openMean = -1;   ///< of the window before; -1: none
        std::int64_t steps = 0; ///< in this window
        int stillWindows = 0;   ///< in a row
    };
    Seen m_seen;
    double m_rest = 0;
};

} // namespace tristate::train
