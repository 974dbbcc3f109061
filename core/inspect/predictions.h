#pragma once

#include "core/data/dataset.h"
#include "core/nn/network.h"

#include <optional>
#include <span>
#include <vector>

namespace tristate::inspect {

struct Prediction {
    int label = 0;
    int predicted = 0;     ///< the class with the largest output
    float probability = 0; ///< of the predicted class, by the softmax
    bool isWrong() const { return label != predicted; }
};

/// What the network says to the first `samples` samples. On the calling thread alone.
std::vector<Prediction> predict(const nn::Network& network, const data::Dataset& dataset,
                                std::size_t samples);

/// A number that the network predicts.
struct NumberPrediction {
    double truth = 0;
    double predicted = 0; ///< both in the unit of the target
    double residual() const { return predicted - truth; }
};

/// What the network says of one target of a regression for the first `samples` samples. On the calling thread
/// alone.
std::vector<NumberPrediction> predictNumbers(const nn::Network& network, const data::Dataset& dataset,
                                             std::size_t samples, std::size_t target);

/// What the network of a regression says of each target, in its unit, to one sample.
std::vector<double> predictedNumbers(const nn::Network& network, std::span<const float> sample);

/// The outputs for one sample of shape.features() values from 0 to 1: one row.
nn::Parameter<float>::Matrix logitsOf(const nn::Network& network, std::span<const float> sample);
/// The probabilities of the classes for one sample of shape.features() values from 0 to 1.
std::vector<float> probabilities(const nn::Network& network, std::span<const float> sample);

/// How often each class was taken for each class.
struct Confusion {
    explicit Confusion(int classes, std::span<const Prediction> predictions = {});
    int at(int label, int predicted) const {
        return counts[static_cast<std::size_t>(label * classes + predicted)];
    }
    /// Samples of the class.
    int ofLabel(int label) const;

    int classes = 0;
    std::vector<int> counts; ///< classes x classes, a row for each label
    int wrong = 0;
    int samples = 0;
};

/// Indices of the samples that are of class `label` and taken for `predicted` (-1: any), the wrong ones first
/// and among those the surest first, then the right ones, the least sure first. At most `most`.
std::vector<std::size_t> worstFirst(std::span<const Prediction> predictions, int label, int predicted,
                                    std::size_t most);

} // namespace tristate::inspect
