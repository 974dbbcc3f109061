#include "core/nn/loss.h"

#include <algorithm>

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

template void softmaxCrossEntropy(const Activation<float>&, std::span<const std::uint32_t>, GroupRange,
                                  std::span<float>, std::span<std::uint8_t>, Activation<float>*);
template void softmaxCrossEntropy(const Activation<double>&, std::span<const std::uint32_t>, GroupRange,
                                  std::span<double>, std::span<std::uint8_t>, Activation<double>*);

} // namespace tristate::nn
