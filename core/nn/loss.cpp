#include "core/nn/loss.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace tristate::nn {

template <class T>
void softmaxCrossEntropy(const Activation<T>& logits, std::span<const std::uint32_t> labels,
                         GroupRange groups, std::span<T> sampleLoss, std::span<std::uint8_t> sampleWrong,
                         Activation<T>* gradient) {
    using Lanes = Eigen::Array<T, kLanes, 1>;
    const int samples = static_cast<int>(labels.size());
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto z = logits.map(g);
        const Lanes largest = z.rowwise().maxCoeff();
        Lanes total = Lanes::Zero();
        for (Eigen::Index c = 0; c < z.cols(); ++c) total += (z.col(c) - largest).exp();
        const Lanes logTotal = total.log();

        const int first = g * kLanes;
        const int valid = std::clamp(samples - first, 0, kLanes);
        for (int lane = 0; lane < valid; ++lane) {
            const auto sample = static_cast<std::size_t>(first + lane);
            const T own = z(lane, labels[sample]) - largest[lane];
            sampleLoss[sample] = logTotal[lane] - own;
            // An equal largest logit of a class before the label's counts as wrong, as an argmax would; so
            // does what is no number.
            const auto before = z.row(lane).head(labels[sample]);
            sampleWrong[sample] = !(own >= 0) || (before.size() > 0 && before.maxCoeff() >= largest[lane]);
        }
        if (!gradient) continue;
        auto dz = gradient->map(g);
        for (Eigen::Index c = 0; c < z.cols(); ++c)
            dz.col(c) = (z.col(c) - largest).exp() / (total * T(samples));
        for (int lane = 0; lane < valid; ++lane)
            dz(lane, labels[static_cast<std::size_t>(first + lane)]) -= T(1) / T(samples);
        for (int lane = valid; lane < kLanes; ++lane) dz.row(lane).setZero();
    }
}

template <class T>
void regressionLoss(const Activation<T>& outputs, const RegressionTargets& targets, GroupRange groups,
                    std::span<T> sampleLoss, std::span<T> sampleSquares, Activation<T>* gradient) {
    const std::size_t width = targets.scales.size(), samples = sampleLoss.size();
    const T share = T(1) / static_cast<T>(width), ofBatch = share / static_cast<T>(samples);
    for (int g = groups.begin; g < groups.end; ++g) {
        const auto y = outputs.map(g);
        const std::size_t first = static_cast<std::size_t>(g) * kLanes;
        if (gradient) gradient->map(g).setZero();
        for (std::size_t lane = 0; lane < kLanes && first + lane < samples; ++lane) {
            const std::size_t sample = first + lane;
            T loss = 0, squares = 0;
            for (std::size_t o = 0; o < width; ++o) {
                const auto row = static_cast<Eigen::Index>(lane), column = static_cast<Eigen::Index>(o);
                const T scale = static_cast<T>(targets.scales[o]);
                const T r = scale * (y(row, column) - static_cast<T>(targets.values[sample * width + o]));
                const bool isFar = targets.isHuber && std::abs(r) > T(1);
                squares += r * r;
                loss += isFar ? T(2) * std::abs(r) - T(1) : r * r;
                if (!gradient) continue;
                gradient->map(g)(row, column) = T(2) * scale * ofBatch * (isFar ? std::copysign(T(1), r) : r);
            }
            sampleLoss[sample] = share * loss;
            sampleSquares[sample] = share * squares;
        }
    }
}

template void regressionLoss(const Activation<float>&, const RegressionTargets&, GroupRange, std::span<float>,
                             std::span<float>, Activation<float>*);
template void regressionLoss(const Activation<double>&, const RegressionTargets&, GroupRange,
                             std::span<double>, std::span<double>, Activation<double>*);

template void softmaxCrossEntropy(const Activation<float>&, std::span<const std::uint32_t>, GroupRange,
                                  std::span<float>, std::span<std::uint8_t>, Activation<float>*);
template void softmaxCrossEntropy(const Activation<double>&, std::span<const std::uint32_t>, GroupRange,
                                  std::span<double>, std::span<std::uint8_t>, Activation<double>*);

} // namespace tristate::nn
