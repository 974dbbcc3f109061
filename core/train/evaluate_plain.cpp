#include "core/train/evaluate_plain.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/messages/data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace tristate::train {

namespace {

constexpr std::size_t kRowsAtOnce = 256;

int outputsOf(const nn::PlainNetwork& network) {
    const std::vector<Shape> shapes = network.shapes();
    return shapes.empty() ? 0 : shapes.back().features();
}

void requirePlainFit(const nn::PlainNetwork& network, const data::Dataset& dataset) {
    if (network.graph.input.features() != dataset.shape.features())
        throw Error(say::kSamplesForNetwork, dataset.name, toString(dataset.shape),
                    toString(network.graph.input));
    const int outputs = outputsOf(network);
    if (dataset.isRegression() && std::cmp_not_equal(dataset.targets.size(), outputs))
        throw Error(say::kTargetsForNetwork, dataset.name, dataset.targets.size(), outputs);
    if (dataset.classes > outputs)
        throw Error(say::kClassesForNetwork, dataset.name, dataset.classes, outputs);
}

/// What the network says of samples [first, first + count), a row each.
nn::RowMatrix outputsOfRows(const nn::PlainNetwork& network, const data::Dataset& dataset, std::size_t first,
                            std::size_t count) {
    nn::RowMatrix rows(static_cast<Eigen::Index>(count), dataset.shape.features());
    for (std::size_t i = 0; i < count; ++i)
        dataset.copySample(first + i, rows.row(static_cast<Eigen::Index>(i)).data());
    return nn::predict(network, rows);
}

/// `loss` is no mean yet.
Evaluation classesRight(const nn::RowMatrix& logits, std::span<const data::Label> labels) {
    Evaluation sums{.samples = labels.size()};
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const auto row = logits.row(static_cast<Eigen::Index>(i));
        Eigen::Index guess = 0;
        const double largest = row.maxCoeff(&guess);
        const double rest = (row.array().cast<double>() - largest).exp().sum();
        sums.wrong += std::cmp_not_equal(guess, labels[i]) ? 1 : 0;
        sums.loss += largest + std::log(rest) - row(static_cast<Eigen::Index>(labels[i]));
    }
    return sums;
}

Evaluation totalOf(const std::vector<Evaluation>& parts) {
    Evaluation total;
    for (const Evaluation& part : parts) {
        total.samples += part.samples;
        total.wrong += part.wrong;
        total.loss += part.loss;
    }
    const auto samples = static_cast<double>(total.samples);
    total.loss /= samples;
    total.error = 100.0 * static_cast<double>(total.wrong) / samples;
    return total;
}

} // namespace

Evaluation evaluatePlain(const nn::PlainNetwork& network, const data::Dataset& dataset, int threads,
                         const std::stop_token& stop) {
    requirePlainFit(network, dataset);
    if (dataset.size() == 0) return {};
    std::vector<Evaluation> parts((dataset.size() + kRowsAtOnce - 1) / kRowsAtOnce);
    const bool isNumbers = dataset.isRegression();
    const std::size_t targets = dataset.targets.size();
    std::vector<float> numbers(isNumbers ? dataset.size() * targets : 0);
    const std::array phases{
        Phase{static_cast<int>(parts.size()), [&](int part) {
                  if (stop.stop_requested()) return;
                  const std::size_t first = static_cast<std::size_t>(part) * kRowsAtOnce;
                  const std::size_t count = std::min(kRowsAtOnce, dataset.size() - first);
                  const nn::RowMatrix outputs = outputsOfRows(network, dataset, first, count);
                  if (isNumbers)
                      std::copy_n(outputs.data(), outputs.size(), numbers.data() + first * targets);
                  else
                      parts[static_cast<std::size_t>(part)] =
                          classesRight(outputs, {dataset.labels.data() + first, count});
              }}};
    runPhases(phases, threadCount(threads), Denormals::Flushed);
    if (stop.stop_requested()) return {};
    if (!isNumbers) return totalOf(parts);
    RegressionSums sums(dataset); // in the order of the samples, whoever computed them
    addRows(sums, 0, numbers, targets);
    return {.loss = sums.loss(),
            .error = sums.error(),
            .wrong = 0,
            .samples = dataset.size(),
            .targets = sums.figures()};
}

void addRows(RegressionSums& sums, std::size_t first, std::span<const float> outputs, std::size_t targets) {
    for (std::size_t i = 0; i * targets < outputs.size(); ++i)
        sums.add(first + i, outputs.subspan(i * targets, targets));
}

double errorOfOneAnswer(const data::Dataset& dataset) {
    if (dataset.size() == 0) return 0;
    if (dataset.isRegression()) {
        RegressionSums sums(dataset);
        std::vector<float> means;
        for (const data::Target& target : dataset.targets) means.push_back(static_cast<float>(target.mean));
        for (std::size_t i = 0; i < dataset.size(); ++i) sums.add(i, means);
        return sums.error();
    }
    std::vector<std::size_t> counts;
    for (const data::Label label : dataset.labels) {
        counts.resize(std::max<std::size_t>(counts.size(), static_cast<std::size_t>(label) + 1));
        ++counts[static_cast<std::size_t>(label)];
    }
    const auto most = static_cast<double>(*std::max_element(counts.begin(), counts.end()));
    return 100 * (1 - most / static_cast<double>(dataset.size()));
}

} // namespace tristate::train
