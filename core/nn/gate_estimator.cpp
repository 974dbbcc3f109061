#include "core/nn/gate_estimator.h"

#include <algorithm>
#include <cmath>

namespace tristate::nn {

namespace {

constexpr double kThreshold = 0.5;

// The hard concrete distribution's constants, as in its paper.
constexpr double kBeta = 2.0 / 3;
constexpr double kGamma = -0.1;
constexpr double kZeta = 1.1;
constexpr double kMaxLogAlpha = 4; ///< at w = 1: open with near certainty, yet not out of reach

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}
double logit(double p) {
    return std::log(p) - std::log1p(-p);
}
double logAlpha(double w) {
    return kMaxLogAlpha * (2 * w - 1);
}
double stretched(double s) {
    return std::clamp(s * (kZeta - kGamma) + kGamma, 0.0, 1.0);
}
double probabilityNotZero(double w) {
    return sigmoid(logAlpha(w) - kBeta * std::log(-kGamma / kZeta));
}

} // namespace

double trainingValue(GateEstimator estimator, double w, double uniform) {
    switch (estimator) {
    case GateEstimator::Bernoulli:
        return uniform < w ? 1 : 0;
    case GateEstimator::HardConcrete:
        return stretched(sigmoid((logit(uniform) + logAlpha(w)) / kBeta));
    case GateEstimator::Threshold:
    case GateEstimator::RealValued:
        break;
    }
    return finalValue(estimator, w);
}

double finalValue(GateEstimator estimator, double w) {
    switch (estimator) {
    case GateEstimator::HardConcrete:
        return stretched(sigmoid(logAlpha(w)));
    case GateEstimator::RealValued:
        return w;
    case GateEstimator::Threshold:
    case GateEstimator::Bernoulli:
        break;
    }
    return w >= kThreshold ? 1 : 0;
}

bool isOpen(GateEstimator estimator, double w) {
    return finalValue(estimator, w) > 0;
}

double openLimit(GateEstimator estimator) {
    if (estimator == GateEstimator::RealValued) return 0;
    if (estimator == GateEstimator::HardConcrete)
        return (logit(-kGamma / (kZeta - kGamma)) / kMaxLogAlpha + 1) / 2;
    return kThreshold;
}

double slope(GateEstimator estimator, double m) {
    if (estimator != GateEstimator::HardConcrete) return 1;
    if (m <= 0 || m >= 1) return 0; // clipped
    const double s = (m - kGamma) / (kZeta - kGamma);
    return (kZeta - kGamma) * s * (1 - s) / kBeta * 2 * kMaxLogAlpha;
}

double openness(GateEstimator estimator, double w) {
    return estimator == GateEstimator::HardConcrete ? probabilityNotZero(w) : w;
}

double opennessSlope(GateEstimator estimator, double w) {
    if (estimator != GateEstimator::HardConcrete) return 1;
    const double p = probabilityNotZero(w);
    return p * (1 - p) * 2 * kMaxLogAlpha;
}

} // namespace tristate::nn
