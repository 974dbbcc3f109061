#pragma once

#include "core/train/driver.h"
#include "core/train/reports.h"

#include <cstdint>
#include <functional>

namespace tristate::train {

/// Measures the evaluation data at ends of epochs: as often as costs at most a tenth of the training time,
/// and at the end of the experiment.
class EpochEvaluation final : public Observer {
public:
    void afterStep(Driver& driver, const Minibatch& minibatch) override;
};

/// Makes the points of the curves, twenty an epoch, and gives them away in order. Attached after whatever
/// measures: a point carries the last measurement since the point before.
class CurveReports final : public Observer {
public:
    explicit CurveReports(std::function<void(Point)> put) : m_put(std::move(put)) {}

    void afterStep(Driver& driver, const Minibatch& minibatch) override;
    void evaluated(const Driver& driver, const Evaluation& evaluation) override;
    void diverged(Driver& driver) override;

    /// A point of what has gathered since the last one; none when nothing has.
    void flush(const Driver& driver);
    /// The last point once more with the gates as they are now, though no minibatch was trained.
    void repeat(const Driver& driver);
    /// What has gathered for the next point of another run, up to the same moment.
    void continueFrom(const CurveReports& other);

private:
    struct Sums {
        double loss = 0, error = 0;
        std::int64_t samples = 0;
        int steps = 0;
        double seconds = 0;
    };
    void put(const Driver& driver);

    std::function<void(Point)> m_put;
    Sums m_sums;
    Sums m_last;                                                              ///< of the last point
    double m_evaluationLoss = kNotMeasured, m_evaluationError = kNotMeasured; ///< for the next point
};

} // namespace tristate::train
