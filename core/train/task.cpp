#include "core/train/task.h"

#include "core/nn/loss.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <numeric>

namespace tristate::train {

Metric metricOf(const Experiment& experiment) {
    if (experiment.data.task != data::TaskKind::Regression) return Metric::ErrorRate;
    const bool isOfSeveral = !experiment.net.nodes.empty() && graph::classes(experiment.net) > 1;
    return isOfSeveral ? Metric::RelativeRmse : Metric::Rmse;
}

Metric metricOf(const data::Dataset& data) {
    if (!data.isRegression()) return Metric::ErrorRate;
    return data.targets.size() > 1 ? Metric::RelativeRmse : Metric::Rmse;
}

const char* axisName(Metric metric) {
    constexpr const char* kNames[] = {"error / %", "RMSE", "RMSE / deviations"};
    return kNames[static_cast<std::size_t>(metric)];
}

const char* keyOf(Metric metric) {
    constexpr const char* kKeys[] = {"error_percent", "rmse", "rmse_in_deviations"};
    return kKeys[static_cast<std::size_t>(metric)];
}

const char* nameOf(Metric metric) {
    return metric == Metric::ErrorRate ? "error" : "RMSE";
}

std::string errorText(Metric metric, double error) {
    constexpr std::size_t kSize = 64;
    char text[kSize] = {};
    const char* const form = metric == Metric::ErrorRate ? "%.2f %%" : "%.4g";
    std::snprintf(text, kSize, form, error);
    return metric == Metric::RelativeRmse ? std::string(text) + " deviations" : text;
}

double errorOf(const data::Dataset& data, double sum, double samples) {
    const Metric metric = metricOf(data);
    if (metric == Metric::ErrorRate) return 100.0 * sum / samples;
    return std::sqrt(sum / samples) * (metric == Metric::Rmse ? data.targets.front().deviation : 1.0);
}

void MinibatchLoss::take(std::span<const std::uint32_t> samples) {
    m_losses.resize(samples.size());
    if (!m_data.isRegression()) {
        m_labels.resize(samples.size());
        m_wrong.resize(samples.size());
        std::transform(samples.begin(), samples.end(), m_labels.begin(),
                       [&](auto i) { return m_data.labels[i]; });
        return;
    }
    const std::size_t width = m_data.targets.size();
    m_squares.resize(samples.size());
    m_targets.resize(samples.size() * width);
    auto row = m_targets.begin();
    for (const std::uint32_t sample : samples)
        row = std::copy_n(m_data.targetValues.begin() + static_cast<std::ptrdiff_t>(sample * width), width,
                          row);
    m_scales.clear();
    for (const data::Target& target : m_data.targets) m_scales.push_back(1 / target.deviation);
}

void MinibatchLoss::compute(const Activation<float>& outputs, GroupRange groups,
                            Activation<float>* gradient) {
    if (m_data.isRegression())
        nn::regressionLoss<float>(outputs, {m_targets, m_scales, m_kind == RegressionLoss::Huber}, groups,
                                  m_losses, m_squares, gradient);
    else
        nn::softmaxCrossEntropy<float>(outputs, m_labels, groups, m_losses, m_wrong, gradient);
}

double MinibatchLoss::addLosses(double to) const {
    return std::accumulate(m_losses.begin(), m_losses.end(), to);
}

double MinibatchLoss::errorSum() const {
    if (m_data.isRegression()) return std::accumulate(m_squares.begin(), m_squares.end(), 0.0);
    return std::accumulate(m_wrong.begin(), m_wrong.end(), 0);
}

void RegressionSums::add(std::size_t sample, std::span<const float> outputs) {
    assert(outputs.size() == m_sums.size());
    for (std::size_t t = 0; t < m_sums.size(); ++t) {
        const double truth = m_data.targetValues[sample * m_sums.size() + t];
        const double error = static_cast<double>(outputs[t]) - truth;
        const double distance = truth - m_data.targets[t].mean;
        m_sums[t].squared += error * error;
        m_sums[t].absolute += std::abs(error);
        m_sums[t].distance += distance;
        m_sums[t].squaredDistance += distance * distance;
    }
    ++m_samples;
}

std::vector<TargetFigures> RegressionSums::figures() const {
    std::vector<TargetFigures> all;
    const auto samples = static_cast<double>(std::max<std::size_t>(m_samples, 1));
    for (const Sums& sums : m_sums) {
        const double spread = sums.squaredDistance - sums.distance * sums.distance / samples;
        all.push_back({std::sqrt(sums.squared / samples), sums.absolute / samples,
                       spread > 0 ? 1 - sums.squared / spread : 0});
    }
    return all;
}

double RegressionSums::loss() const {
    double sum = 0;
    for (std::size_t t = 0; t < m_sums.size(); ++t) {
        const double deviation = m_data.targets[t].deviation;
        sum += m_sums[t].squared / (deviation * deviation);
    }
    return sum / static_cast<double>(std::max<std::size_t>(m_samples, 1) * m_sums.size());
}

double RegressionSums::error() const {
    return m_sums.size() == 1 ? figures().front().rmse : errorOf(m_data, loss(), 1);
}

} // namespace tristate::train
