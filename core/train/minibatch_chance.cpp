#include "core/train/minibatch_chance.h"

namespace tristate::train {

namespace {

/// Added to the seed for augmentation, whose streams are numbered by minibatch and sample.
constexpr std::uint64_t kAugmentationSeed = 0x5eed;

} // namespace

nn::Pass trainingPass(const TrainConfig& config, int samples, std::int64_t step) {
    return {samples, nn::Purpose::Training, config.seed, static_cast<std::uint64_t>(step)};
}

data::Augmentation augmentationAt(const TrainConfig& config, std::int64_t step) {
    data::Augmentation augmentation = config.augmentation;
    augmentation.seed = config.seed + kAugmentationSeed;
    augmentation.minibatch = static_cast<std::uint64_t>(step);
    return augmentation;
}

} // namespace tristate::train
