#include "core/train/evaluate.h"

#include "core/base/threads.h"
#include "core/data/batches.h"
#include "core/train/fit.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace tristate::train {

namespace {

constexpr std::size_t kSamplesAtOnce = 256; // bounds the memory of activations
constexpr int kGroupsPerItem = 4;

std::vector<std::uint32_t> samplesFrom(std::size_t first, std::size_t count) {
    std::vector<std::uint32_t> samples(count);
    std::iota(samples.begin(), samples.end(), static_cast<std::uint32_t>(first));
    return samples;
}

/// What the network says of samples [first, first + count), in their order.
void addTo(RegressionSums& sums, const Activation<float>& outputs, std::size_t first, std::size_t count,
           int width) {
    std::vector<float> row(static_cast<std::size_t>(width));
    for (std::size_t i = 0; i < count; ++i) {
        const auto group = outputs.map(static_cast<int>(i / kLanes));
        for (std::size_t o = 0; o < row.size(); ++o)
            row[o] = group(static_cast<Eigen::Index>(i % kLanes), static_cast<Eigen::Index>(o));
        sums.add(first + i, row);
    }
}

/// Runs forward for samples [first, first + count) and then `use` for every range of groups, on the same
/// threads. `workspace` is new, or as the last call with this network left it.
template <class Use>
void forwardRange(const nn::Network& network, const data::Dataset& dataset, std::size_t first,
                  std::size_t count, int threads, nn::Workspace<float>& workspace, Use use) {
    const std::vector<std::uint32_t> indices = samplesFrom(first, count);
    const nn::Pass pass{.samples = static_cast<int>(count), .onlyLogits = true};
    const int groups = pass.groups();
    // The weights are the same in all calls, and what has been made of them.
    if (workspace.pass.samples != pass.samples) network.prepare(workspace, pass);
    const std::array phases = {Phase{
        (groups + kGroupsPerItem - 1) / kGroupsPerItem, [&](int item) {
            const GroupRange range{item * kGroupsPerItem, std::min(groups, (item + 1) * kGroupsPerItem)};
            data::gather(dataset, indices, workspace.input, range);
            network.forward(workspace, range);
            use(range);
        }}};
    runPhases(phases, threadCount(threads), Denormals::Flushed);
}

} // namespace

Evaluation evaluate(const nn::Network& network, const data::Dataset& dataset, int threads,
                    RegressionLoss loss) {
    Evaluation result;
    if (dataset.size() == 0) return result;
    requireFit(network, dataset);
    result.samples = dataset.size();
    nn::Workspace<float> workspace;
    MinibatchLoss losses(dataset, loss);
    RegressionSums sums(dataset);
    double errors = 0;
    for (std::size_t first = 0; first < dataset.size(); first += kSamplesAtOnce) {
        const std::size_t count = std::min(kSamplesAtOnce, dataset.size() - first);
        losses.take(samplesFrom(first, count));
        forwardRange(network, dataset, first, count, threads, workspace,
                     [&](GroupRange range) { losses.compute(workspace.logits(), range, nullptr); });
        result.loss = losses.addLosses(result.loss);
        errors += losses.errorSum();
        if (dataset.isRegression()) addTo(sums, workspace.logits(), first, count, network.classes());
    }
    const auto samples = static_cast<double>(result.samples);
    result.loss /= samples;
    if (dataset.isRegression()) {
        result.error = sums.error();
        result.targets = sums.figures();
    } else {
        result.error = errorOf(dataset, errors, samples);
        result.wrong = static_cast<std::size_t>(errors);
    }
    return result;
}

nn::Parameter<float>::Matrix logits(const nn::Network& network, const data::Dataset& dataset,
                                    std::size_t first, std::size_t count, int threads) {
    nn::Parameter<float>::Matrix all(static_cast<Eigen::Index>(count), network.classes());
    nn::Workspace<float> workspace;
    for (std::size_t done = 0; done < count; done += kSamplesAtOnce) {
        const std::size_t now = std::min(kSamplesAtOnce, count - done);
        forwardRange(network, dataset, first + done, now, threads, workspace, [&](GroupRange range) {
            for (int g = range.begin; g < range.end; ++g)
                for (std::size_t lane = 0; lane < kLanes && static_cast<std::size_t>(g) * kLanes + lane < now;
                     ++lane)
                    all.row(static_cast<Eigen::Index>(done + static_cast<std::size_t>(g) * kLanes + lane)) =
                        workspace.logits().map(g).row(static_cast<Eigen::Index>(lane));
        });
    }
    return all;
}

} // namespace tristate::train
