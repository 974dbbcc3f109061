#pragma once

#include "ui/run/run_data.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace tristate::ui {

/// What the gates on view are doing: which units closed or came back a moment ago, and which are falling and
/// how long they have left at this pull. It is told of every frame that is shown, with the seconds of any
/// clock. A value without widgets.
class GateMotion {
public:
    static constexpr double kFadeSeconds = 0.8;         ///< a unit that closed is seen going
    static constexpr double kReturnSeconds = 2.5;       ///< one that came back is marked
    static constexpr double kLeast = 0.25, kMost = 1.2; ///< seconds over which a fall is measured
    static constexpr double kHorizon = 10;              ///< seconds: what takes longer is not told

    /// The frame of the run; forgets everything when it is another run or nobody looked for a while, as what
    /// closed meanwhile has not just closed, and the falls when other lambdas or a gate rate are in force.
    void see(const RunData& run, double seconds);
    /// Nothing is told until a frame is seen again, as of a moment of the past.
    void forget() { *this = GateMotion(); }

    /// 1 when it has just closed, 0 when that is kFadeSeconds ago or longer.
    double fading(int layer, int unit, double seconds) const;
    /// 1 when it has just come back, 0 when that is kReturnSeconds ago or longer.
    double returned(int layer, int unit, double seconds) const;
    /// Seconds until it closes; none for a unit that is closed, does not fall, or takes longer than kHorizon.
    std::optional<double> secondsLeft(int layer, int unit) const;
    /// Of all units that fall, rising.
    std::vector<double> falls() const;
    /// When the last mark of a unit that closed or came back is gone; 0: there is none.
    double marksEnd() const { return m_marksEnd; }

private:
    struct Unit {
        float gate = 0, before = 0, next = 0; ///< now, at m_since, and at m_nextSince
        bool open = false;
        double closedAt = -1, openedAt = -1; ///< seconds; -1: never seen
    };
    void measureFrom(double seconds);
    const Unit* find(int layer, int unit) const;

    int m_run = -1;
    std::int64_t m_step = 0;
    objective::Lambdas m_lambdas;
    double m_gateRate = 0;
    double m_limit = 0;
    std::vector<std::vector<Unit>> m_layers;
    double m_now = 0;
    double m_since = 0;     ///< falls are measured from here
    double m_nextSince = 0; ///< and the next ones from here
    bool m_hasNext = false;
    double m_marksEnd = 0;
};

} // namespace tristate::ui
