#pragma once

namespace tristate::train {

/// How long a minibatch step takes lately: the mean over the last quarter to half a second of training. A
/// single step that was interrupted, or the first one after a pause, is not what the network costs.
class StepSpeed {
public:
    static constexpr double kMaxSeconds = 0.5;

    void trained(double seconds) {
        m_seconds += seconds;
        m_steps += 1;
        if (m_seconds <= kMaxSeconds) return;
        m_seconds /= 2;
        m_steps /= 2;
    }
    /// So long did nothing happen between two steps.
    void waited(double seconds) { m_seconds += seconds; }
    /// 0 before the first step.
    double stepSeconds() const { return m_steps > 0 ? m_seconds / m_steps : 0; }

private:
    double m_seconds = 0;
    double m_steps = 0;
};

} // namespace tristate::train
