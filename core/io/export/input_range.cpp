#include "core/io/export/input_range.h"

#include "core/base/error.h"
#include "core/data/moments.h"
#include "core/data/selection.h"
#include "core/messages/exports.h"
#include "core/train/task.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tristate::io {

namespace {

constexpr long long kSamplesToTry = 1000;             ///< a few percent of error show in as many
constexpr long long kOperationsToTry = 5'000'000'000; ///< of all samples under one range
constexpr std::size_t kAtOnce = 256;

/// Of every channel of the training data.
InputRange standardising(const data::Dataset& training) {
    std::vector<float> mean, deviation;
    for (const data::Moments& channel : data::momentsOf(training)) {
        mean.push_back(static_cast<float>(channel.mean));
        deviation.push_back(channel.deviation > 0 ? static_cast<float>(channel.deviation) : 1.0f);
    }
    return normalising(mean, deviation);
}

/// One number for each channel of the network's input.
std::vector<float> spread(const std::vector<float>& values, Shape input) {
    const auto channels = static_cast<std::size_t>(input.channels);
    const bool fits =
        values.size() == 1 || values.size() == channels || (input.isFlat() && channels % values.size() == 0);
    if (!fits) throw Error(say::kRangeDoesNotFit, values.size(), input.channels);
    std::vector<float> all;
    for (std::size_t c = 0; c < channels; ++c) all.push_back(values[c / (channels / values.size())]);
    return all;
}

data::Dataset firstOf(const data::Dataset& from, std::size_t most) {
    std::vector<std::size_t> samples(std::min(most, from.size()));
    std::iota(samples.begin(), samples.end(), std::size_t{0});
    return data::select(from, samples);
}

} // namespace

bool InputRange::isUnit() const {
    const auto all = [](const std::vector<float>& values, float value) {
        return std::all_of(values.begin(), values.end(), [value](float v) { return v == value; });
    };
    return all(scale, 1) && all(shift, 0);
}

const std::vector<std::string>& inputRangeNames() {
    static const std::vector<std::string> names{"0..1", "-1..1", "0..255", "data"};
    return names;
}

InputRange inputRange(const std::string& name, const data::Dataset& training) {
    if (name == "0..1") return {};
    if (name == "-1..1") return {{2}, {-1}};
    if (name == "0..255") return {{255}, {0}};
    if (name == "data") return standardising(training);
    throw Error(say::kNoSuchRange, name);
}

InputRange normalising(const std::vector<float>& mean, const std::vector<float>& deviation) {
    if (mean.size() != deviation.size() || mean.empty())
        throw Error(say::kMeansAndDeviations, mean.size(), deviation.size());
    InputRange range{{}, {}};
    for (std::size_t c = 0; c < mean.size(); ++c) {
        if (!(deviation[c] > 0) || !std::isfinite(deviation[c]) || !std::isfinite(mean[c]))
            throw Error(say::kNoDeviation, double(deviation[c]), double(mean[c]));
        range.scale.push_back(1 / deviation[c]);
        range.shift.push_back(-mean[c] / deviation[c]);
    }
    return range;
}

void putInFront(nn::PlainNetwork& network, const InputRange& range) {
    if (range.isUnit()) return;
    const std::vector<float> scale = spread(range.scale, network.graph.input),
                             shift = spread(range.shift, network.graph.input);
    const auto count = static_cast<Eigen::Index>(scale.size());
    network.insert(0, graph::Affine{},
                   {Eigen::Map<const Eigen::RowVectorXf>(scale.data(), count),
                    Eigen::Map<const Eigen::VectorXf>(shift.data(), count)},
                   {graph::kInput});
    for (std::size_t i = 1; i < network.graph.nodes.size(); ++i)
        std::replace(network.graph.nodes[i].inputs.begin(), network.graph.nodes[i].inputs.end(),
                     graph::kInput, 0);
}

double errorOf(const nn::PlainNetwork& network, const data::Dataset& samples) {
    if (samples.size() == 0) throw Error(say::kNoTestSamples, samples.name);
    if (samples.shape.features() != network.graph.input.features())
        throw Error(say::kTestSamplesDoNotFit, samples.name, toString(samples.shape),
                    toString(network.graph.input));
    std::size_t wrong = 0;
    train::RegressionSums sums(samples);
    for (std::size_t first = 0; first < samples.size(); first += kAtOnce) {
        const std::size_t count = std::min(kAtOnce, samples.size() - first);
        nn::RowMatrix rows(static_cast<Eigen::Index>(count), samples.shape.features());
        for (std::size_t i = 0; i < count; ++i)
            samples.copySample(first + i, rows.row(static_cast<Eigen::Index>(i)).data());
        const nn::RowMatrix logits = nn::predict(network, rows);
        for (std::size_t i = 0; i < count; ++i) {
            if (samples.isRegression()) {
                sums.add(first + i, {logits.row(static_cast<Eigen::Index>(i)).data(),
                                     static_cast<std::size_t>(logits.cols())});
                continue;
            }
            Eigen::Index guess = 0;
            logits.row(static_cast<Eigen::Index>(i)).maxCoeff(&guess);
            wrong += guess != samples.labels[first + i] ? 1 : 0;
        }
    }
    if (samples.isRegression()) return sums.error();
    return 100.0 * static_cast<double>(wrong) / static_cast<double>(samples.size());
}

std::vector<ErrorUnderRange> errorsUnderRanges(const nn::PlainNetwork& network, const data::Splits& data) {
    const long long affordable = kOperationsToTry / std::max(1LL, network.flops());
    const data::Dataset some =
        firstOf(data.test, static_cast<std::size_t>(std::clamp(affordable, 32LL, kSamplesToTry)));
    std::vector<ErrorUnderRange> errors;
    for (const std::string& name : inputRangeNames()) {
        nn::PlainNetwork with = network;
        putInFront(with, inputRange(name, data.train));
        errors.push_back({name, errorOf(with, some)});
    }
    return errors;
}

} // namespace tristate::io
