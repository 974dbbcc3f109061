#include "core/inspect/predictions.h"

#include "core/train/evaluate.h"

#include <algorithm>
#include <cmath>

namespace tristate::inspect {

namespace {

/// Of a row of logits.
template <class Row>
std::vector<float> softmax(const Row& logits) {
    std::vector<float> shares;
    double sum = 0;
    const float largest = logits.maxCoeff();
    for (Eigen::Index i = 0; i < logits.size(); ++i) {
        shares.push_back(std::exp(logits[i] - largest));
        sum += static_cast<double>(shares.back());
    }
    for (float& share : shares) share = static_cast<float>(static_cast<double>(share) / sum);
    return shares;
}

} // namespace

std::vector<Prediction> predict(const nn::Network& network, const data::Dataset& dataset,
                                std::size_t samples) {
    samples = std::min(samples, dataset.size());
    const auto logits = train::logits(network, dataset, 0, samples, 1);
    std::vector<Prediction> predictions;
    for (std::size_t i = 0; i < samples; ++i) {
        const auto shares = softmax(logits.row(static_cast<Eigen::Index>(i)));
        const auto best = std::max_element(shares.begin(), shares.end());
        predictions.push_back(
            {static_cast<int>(dataset.labels[i]), static_cast<int>(best - shares.begin()), *best});
    }
    return predictions;
}

std::vector<NumberPrediction> predictNumbers(const nn::Network& network, const data::Dataset& dataset,
                                             std::size_t samples, std::size_t target) {
    samples = std::min(samples, dataset.size());
    const auto numbers = train::logits(network, dataset, 0, samples, 1);
    std::vector<NumberPrediction> predictions;
    for (std::size_t i = 0; i < samples; ++i)
        predictions.push_back(
            {static_cast<double>(dataset.targetValues[i * dataset.targets.size() + target]),
             static_cast<double>(numbers(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(target)))});
    return predictions;
}

nn::Parameter<float>::Matrix logitsOf(const nn::Network& network, std::span<const float> sample) {
    data::Dataset one;
    one.shape = network.graph().input;
    one.classes = network.classes();
    one.values.assign(sample.begin(), sample.end());
    one.labels = {0};
    return train::logits(network, one, 0, 1, 1);
}

std::vector<double> predictedNumbers(const nn::Network& network, std::span<const float> sample) {
    const auto outputs = logitsOf(network, sample);
    return {outputs.data(), outputs.data() + outputs.size()}; // of one row
}

std::vector<float> probabilities(const nn::Network& network, std::span<const float> sample) {
    return softmax(logitsOf(network, sample).row(0));
}

Confusion::Confusion(int classCount, std::span<const Prediction> predictions)
    : classes(classCount),
      counts(static_cast<std::size_t>(classCount) * static_cast<std::size_t>(classCount)) {
    for (const auto& prediction : predictions) {
        ++counts[static_cast<std::size_t>(prediction.label) * static_cast<std::size_t>(classes) +
                 static_cast<std::size_t>(prediction.predicted)];
        wrong += prediction.isWrong() ? 1 : 0;
        ++samples;
    }
}

int Confusion::ofLabel(int label) const {
    int sum = 0;
    for (int predicted = 0; predicted < classes; ++predicted) sum += at(label, predicted);
    return sum;
}

std::vector<std::size_t> worstFirst(std::span<const Prediction> predictions, int label, int predicted,
                                    std::size_t most) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < predictions.size(); ++i)
        if ((label < 0 || predictions[i].label == label) &&
            (predicted < 0 || predictions[i].predicted == predicted))
            order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const auto &p = predictions[a], &q = predictions[b];
        if (p.isWrong() != q.isWrong()) return p.isWrong();
        return p.isWrong() ? p.probability > q.probability : p.probability < q.probability;
    });
    if (order.size() > most) order.resize(most);
    return order;
}

} // namespace tristate::inspect
