#include "core/io/export/input_range.h"

#include "core/base/error.h"
#include "core/data/moments.h"
#include "core/messages/exports.h"

#include <algorithm>
#include <cmath>

namespace tristate::io {

namespace {

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
    std::vector<float> all;
    for (std::size_t c = 0; c < channels; ++c) all.push_back(values[c / (channels / values.size())]);
    return all;
}

} // namespace

bool InputRange::isUnit() const {
    const auto all = [](const std::vector<float>& values, float value) {
        return std::all_of(values.begin(), values.end(), [value](float v) { return v == value; });
    };
    return all(scale, 1) && all(shift, 0);
}

bool InputRange::fits(Shape input) const {
    const auto channels = static_cast<std::size_t>(input.channels);
    const std::size_t count = scale.size();
    return count == 1 || count == channels || (input.isFlat() && channels % count == 0);
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
    if (!range.fits(network.graph.input))
        throw Error(say::kRangeDoesNotFit, range.scale.size(), network.graph.input.channels);
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

} // namespace tristate::io
