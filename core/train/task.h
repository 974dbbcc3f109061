#pragma once

#include "core/data/dataset.h"
#include "core/tensor/activation.h"
#include "core/train/experiment.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tristate::train {

/// What "error" means, everywhere: on curves, in events, as a target to steer by, in results. Smaller is
/// better, and 0 is perfect.
enum class Metric {
    ErrorRate,   ///< classes: percent of the samples whose largest output is not the label's
    Rmse,        ///< a regression: root of the mean squared error, in the unit of the target
    RelativeRmse ///< ... of several targets: the same over all of them, in deviations of the training part
};

Metric metricOf(const Experiment& experiment);
Metric metricOf(const data::Dataset& data);

/// "error / %", "RMSE": of axes and columns, in English.
const char* axisName(Metric metric);
/// "error_percent", "rmse", "rmse_in_deviations": in JSON.
const char* keyOf(Metric metric);
/// "error", "RMSE", in English.
const char* nameOf(Metric metric);
/// "2.31 %", "54.23": an error as people read it, in English.
std::string errorText(Metric metric, double error);

/// The error of so many samples, of the sum that MinibatchLoss gives.
double errorOf(const data::Dataset& data, double sum, double samples);

/// Loss and error of a minibatch, whatever a net is to say of its samples. Of classes the softmax
/// cross-entropy, in nats; of a regression what TrainConfig::loss names, of targets with mean 0 and
/// deviation 1 over the training part.
class MinibatchLoss {
public:
    /// `data` outlives it.
    explicit MinibatchLoss(const data::Dataset& data, RegressionLoss kind = RegressionLoss::Squared)
        : m_data(data), m_kind(kind) {}

    /// What the samples of a minibatch have.
    void take(std::span<const std::uint32_t> samples);
    /// Of the samples in `groups`; outputs: [group][output][lane]. Writes d (mean loss over the minibatch) /
    /// d outputs into `gradient` unless it is null. Several threads may compute different groups.
    void compute(const Activation<float>& outputs, GroupRange groups, Activation<float>* gradient);

    /// Added in the order of the samples, whoever computed them.
    double addLosses(double to) const;
    /// Wrong samples, or the sum of squared errors in deviations of the targets (errorOf).
    double errorSum() const;

private:
    const data::Dataset& m_data;
    RegressionLoss m_kind;
    std::vector<data::Label> m_labels;
    std::vector<std::uint8_t> m_wrong;
    std::vector<float> m_targets; ///< samples x outputs
    std::vector<double> m_scales; ///< of each output, 1 / deviation
    std::vector<float> m_squares, m_losses;
};

/// How well one target is predicted, in its own unit.
struct TargetFigures {
    double rmse = 0; ///< root of the mean squared error
    double mae = 0;  ///< mean absolute error
    double r2 = 0;   ///< 1 - squared errors / squared distances from the mean of these samples; 0 where those
                     ///< are 0
};

/// Sums up TargetFigures, in double precision.
class RegressionSums {
public:
    explicit RegressionSums(const data::Dataset& data) : m_data(data), m_sums(data.targets.size()) {}

    /// What a net says of a sample: one number for each target.
    void add(std::size_t sample, std::span<const float> outputs);
    std::vector<TargetFigures> figures() const;
    /// Over all targets, as Metric says.
    double error() const;
    /// Mean over samples and targets of the squared error, in deviations.
    double loss() const;

private:
    /// Of one target: of the errors, and of its distance from the mean of the training part, which is near
    /// enough that nothing cancels.
    struct Sums {
        double squared = 0, absolute = 0;
        double distance = 0, squaredDistance = 0;
    };
    const data::Dataset& m_data;
    std::vector<Sums> m_sums;
    std::size_t m_samples = 0;
};

} // namespace tristate::train
