#include "app/cli/evaluation.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/messages/data.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace tristate::cli {

namespace {

constexpr std::size_t kChunk = 256;

void checkFit(const nn::PlainNetwork& network, const data::Dataset& dataset) {
    if (network.graph.input.features() != dataset.shape.features())
        throw Error(say::kSamplesForNetwork, dataset.name, toString(dataset.shape),
                    toString(network.graph.input));
    const std::vector<Shape> shapes = network.shapes();
    const int outputs = shapes.empty() ? 0 : shapes.back().features();
    if (dataset.isRegression() && std::cmp_not_equal(dataset.targets.size(), outputs))
        throw Error(say::kTargetsForNetwork, dataset.name, dataset.targets.size(), outputs);
    if (dataset.classes > outputs)
        throw Error(say::kClassesForNetwork, dataset.name, dataset.classes, outputs);
}

nn::RowMatrix rowsOf(const data::Dataset& dataset, std::size_t begin, std::size_t end) {
    nn::RowMatrix samples(static_cast<Eigen::Index>(end - begin), dataset.shape.features());
    for (std::size_t i = begin; i < end; ++i)
        dataset.copySample(i, samples.row(static_cast<Eigen::Index>(i - begin)).data());
    return samples;
}

/// Sums over samples [begin, end): `loss` is no mean yet, `error` not filled in.
train::Evaluation evaluateChunk(const nn::PlainNetwork& network, const data::Dataset& dataset,
                                std::size_t begin, std::size_t end) {
    const nn::RowMatrix logits = nn::predict(network, rowsOf(dataset, begin, end));

    train::Evaluation sums{.samples = end - begin};
    for (Eigen::Index row = 0; row < logits.rows(); ++row) {
        const int label = dataset.labels[begin + static_cast<std::size_t>(row)];
        Eigen::Index guess = 0;
        const double largest = logits.row(row).maxCoeff(&guess);
        const double rest = (logits.row(row).array().cast<double>() - largest).exp().sum();
        sums.wrong += guess != label;
        sums.loss += largest + std::log(rest) - logits(row, label);
    }
    return sums;
}

/// Of a regression; on this thread, as its tables are small beside pictures.
train::Evaluation evaluateNumbers(const nn::PlainNetwork& network, const data::Dataset& dataset) {
    train::RegressionSums sums(dataset);
    for (std::size_t begin = 0; begin < dataset.size(); begin += kChunk) {
        const std::size_t end = std::min(begin + kChunk, dataset.size());
        const nn::RowMatrix numbers = nn::predict(network, rowsOf(dataset, begin, end));
        for (std::size_t i = begin; i < end; ++i)
            sums.add(i, {numbers.row(static_cast<Eigen::Index>(i - begin)).data(),
                         static_cast<std::size_t>(numbers.cols())});
    }
    train::Evaluation found{.samples = dataset.size()};
    if (found.samples == 0) return found;
    found.loss = sums.loss();
    found.error = sums.error();
    found.targets = sums.figures();
    return found;
}

} // namespace

train::Evaluation evaluate(const nn::PlainNetwork& network, const data::Dataset& dataset, int threads) {
    checkFit(network, dataset);
    if (dataset.isRegression()) return evaluateNumbers(network, dataset);
    std::vector<train::Evaluation> chunks((dataset.size() + kChunk - 1) / kChunk);
    const std::array phases{Phase{static_cast<int>(chunks.size()), [&](int c) {
                                      const std::size_t begin = static_cast<std::size_t>(c) * kChunk;
                                      const std::size_t end = std::min(begin + kChunk, dataset.size());
                                      chunks[static_cast<std::size_t>(c)] =
                                          evaluateChunk(network, dataset, begin, end);
                                  }}};
    runPhases(phases, threadCount(threads));

    train::Evaluation total;
    for (const train::Evaluation& chunk : chunks) {
        total.samples += chunk.samples;
        total.wrong += chunk.wrong;
        total.loss += chunk.loss;
    }
    if (total.samples == 0) return total;
    const auto samples = static_cast<double>(total.samples);
    total.loss /= samples;
    total.error = 100.0 * static_cast<double>(total.wrong) / samples;
    return total;
}

} // namespace tristate::cli
