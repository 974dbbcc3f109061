#pragma once

#include <array>
#include <string_view>

namespace tristate::nn {

/// How the learnt gate w in [0, 1] becomes the number m that a unit's output is multiplied by, and how the
/// gradient by m becomes one by w.
///
/// - Threshold (Srinivas and Babu 2016): m = 1 if w >= 0.5, else 0; the gradient passes unchanged
///   (straight-through, Bengio et al. 2013). The network is binary at all times.
/// - Bernoulli: in training m = 1 with probability w, drawn for each minibatch; straight-through as well.
///   What is kept is what the threshold says.
/// - HardConcrete (Louizos et al. 2018, equations 10 to 12; beta = 2/3, gamma = -0.1, zeta = 1.1): in
///   training m = clip(sigmoid((log u - log(1 - u) + log alpha) / beta) (zeta - gamma) + gamma, 0, 1) with u
///   uniform, differentiated exactly; afterwards m = clip(sigmoid(log alpha) (zeta - gamma) + gamma, 0, 1).
///   Here w = 0..1 stands for log alpha = -4..4, so that one projected descent serves every estimator.
/// - RealValued: m = w, with no threshold. Units close only at exactly 0, and the next layer's weights undo
///   the scale: it is here to show why the threshold is needed.
enum class GateEstimator { Threshold, Bernoulli, HardConcrete, RealValued };

inline constexpr std::array kGateEstimators = {GateEstimator::Threshold, GateEstimator::Bernoulli,
                                               GateEstimator::HardConcrete, GateEstimator::RealValued};

/// m of a training step; `uniform` in (0, 1) is this gate's random number of this minibatch.
double trainingValue(GateEstimator estimator, double w, double uniform);
/// m after training: what evaluation and exports use.
double finalValue(GateEstimator estimator, double w);
/// The unit stays: finalValue() is not 0.
bool isOpen(GateEstimator estimator, double w);
/// The smallest w of an open unit, for pictures.
double openLimit(GateEstimator estimator);
/// dm/dw of a training step whose value was m.
double slope(GateEstimator estimator, double m);

/// What the cost of width is paid for, and its derivative by w: w itself, but for the hard concrete gate the
/// probability that it is not 0 (Louizos et al. 2018, equation 12).
double openness(GateEstimator estimator, double w);
double opennessSlope(GateEstimator estimator, double w);

} // namespace tristate::nn
