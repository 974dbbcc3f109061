#pragma once

#include <span>

namespace tristate::sweep {

/// A network that others published on MNIST: structured pruning, without augmentation. Where it is from
/// stands in docs/results.md.
struct PublishedNet {
    const char* name;
    const char*
        kept; ///< maps, inputs of the first dense layer, and neurons; of LeNet-300-100 pixels, neurons
    double parameters, error; ///< error in percent of the test set
    bool isLeNet5;            ///< else LeNet-300-100, or a dense one like it
    /// The best error seen during training, not the one at its end (Evci et al. 2020, appendix B), worth some
    /// 0.3 points.
    bool isBestSeen = false;
};

std::span<const PublishedNet> publishedNets();

/// data::fingerprint() of the whole MNIST, nothing kept for validation.
inline constexpr const char* kMnist = "27977ed1d082ddaa";

} // namespace tristate::sweep
