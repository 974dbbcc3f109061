#include "core/io/export/export_proof.h"

#include "core/base/error.h"
#include "core/io/files/json.h"
#include "core/messages/exports.h"
#include "core/nn/size.h"
#include "core/prune/export_network.h"
#include "core/train/evaluate_plain.h"
#include "core/train/fit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <memory>
#include <utility>

namespace tristate::io {

namespace {

constexpr double kTolerance = 1e-4; ///< of a logit, relative to the largest one
constexpr std::size_t kSamplesAtOnce = 1024;

using Rows = Eigen::Ref<const nn::RowMatrix>;

void addClasses(Comparison& comparison, const Rows& before, const Rows& after, const data::Label* labels) {
    for (Eigen::Index i = 0; i < before.rows(); ++i) {
        Eigen::Index predictedBefore = 0, predictedAfter = 0;
        before.row(i).maxCoeff(&predictedBefore);
        after.row(i).maxCoeff(&predictedAfter);
        comparison.equalPredictions += predictedBefore == predictedAfter ? 1 : 0;
        comparison.wrongBefore += predictedBefore != labels[i] ? 1 : 0;
        comparison.wrongAfter += predictedAfter != labels[i] ? 1 : 0;
    }
}

void addNumbers(Comparison& comparison, const Rows& before, const Rows& after,
                const std::vector<data::Target>& targets) {
    constexpr double kRounding = 1e-6;
    for (Eigen::Index i = 0; i < before.rows(); ++i) {
        bool isEqual = true;
        for (Eigen::Index t = 0; t < before.cols(); ++t) {
            const double number = before(i, t),
                         difference = std::abs(number - static_cast<double>(after(i, t)));
            const double deviation = targets[static_cast<std::size_t>(t)].deviation;
            isEqual = isEqual && difference <= kTolerance * deviation + kRounding * std::abs(number);
        }
        comparison.equalPredictions += isEqual ? 1 : 0;
    }
}

void add(Comparison& comparison, const Rows& before, const Rows& after, const data::Dataset& test,
         std::size_t first) {
    comparison.finite = comparison.finite && before.allFinite() && after.allFinite();
    comparison.largestLogit = std::max<double>(comparison.largestLogit, before.cwiseAbs().maxCoeff());
    comparison.largestDifference =
        std::max<double>(comparison.largestDifference, (after - before).cwiseAbs().maxCoeff());
    if (test.isRegression())
        addNumbers(comparison, before, after, test.targets);
    else
        addClasses(comparison, before, after, test.labels.data() + first);
    comparison.samples += static_cast<std::size_t>(before.rows());
}

void requireFitting(const nn::Network& network, const data::Dataset& test) {
    if (test.size() == 0) throw Error(say::kNoTestSamples, test.name);
    if (test.shape.features() != network.graph().input.features())
        throw Error(say::kTestSamplesDoNotFit, test.name, toString(test.shape),
                    toString(network.graph().input));
    if (test.isRegression()) train::requireFit(network, test);
}

double percent(std::size_t part, std::size_t whole) {
    return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

/// Median of as many calls as a tenth of a second holds, at least five.
double medianMicroseconds(const std::function<void()>& call) {
    using Clock = std::chrono::steady_clock;
    constexpr std::size_t kMin = 5, kMax = 501;
    const auto end = Clock::now() + std::chrono::milliseconds(100);
    std::vector<double> times;
    call(); // memory and caches
    while (times.size() < kMin || (times.size() < kMax && Clock::now() < end)) {
        const auto begin = Clock::now();
        call();
        times.push_back(std::chrono::duration<double, std::micro>(Clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

/// The network as it was built, with every gate open.
nn::PlainNetwork unpruned(const graph::Graph& spec) {
    Rng rng(1); // how long it takes does not depend on the weights
    return prune::exportNetwork(nn::Network(spec, rng), prune::MergeMode::Never);
}

} // namespace

bool isProof(const Comparison& comparison) {
    return comparison.finite && comparison.equalPredictions == comparison.samples &&
           (comparison.metric != train::Metric::ErrorRate ||
            comparison.largestDifference <= kTolerance * comparison.largestLogit);
}

ExportedRunner plainRunner(nn::PlainNetwork network, const std::string& how, ProofState proves) {
    const auto shared = std::make_shared<const nn::PlainNetwork>(std::move(network));
    return {how, [shared](const nn::RowMatrix& samples) { return nn::predict(*shared, samples); },
            [shared](const nn::RowMatrix& sample) {
                return medianMicroseconds([&] { nn::predict(*shared, sample); });
            },
            proves};
}

Prover::Prover(const nn::Network& network, const data::Dataset& test, std::stop_token stop)
    : m_network(network), m_test(test), m_stop(std::move(stop)) {
    requireFitting(network, test);
    m_logits.resize(static_cast<Eigen::Index>(test.size()), network.classes());
    for (std::size_t first = 0; first < test.size(); first += kSamplesAtOnce) {
        const std::size_t count = std::min(kSamplesAtOnce, test.size() - first);
        throwIfStopped();
        m_logits.middleRows(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(count)) =
            train::logits(network, test, first, count, 0).matrix();
    }
    m_microsecondsBefore = plainRunner(unpruned(network.graph()), "").microseconds(samples(0, 1));
}

Comparison Prover::compare(const ExportedRunner& exported) const {
    Comparison comparison{.metric = train::metricOf(m_test)};
    train::RegressionSums sumsBefore(m_test), sumsAfter(m_test);
    for (std::size_t first = 0; first < m_test.size(); first += kSamplesAtOnce) {
        const std::size_t count = std::min(kSamplesAtOnce, m_test.size() - first);
        throwIfStopped();
        const nn::RowMatrix after = exported.logits(samples(first, count));
        if (after.cols() != m_logits.cols()) throw Error(say::kClassesDiffer, after.cols(), m_logits.cols());
        const auto before =
            m_logits.middleRows(static_cast<Eigen::Index>(first), static_cast<Eigen::Index>(count));
        add(comparison, before, after, m_test, first);
        if (!m_test.isRegression()) continue;
        const auto size = static_cast<std::size_t>(before.size()), targets = m_test.targets.size();
        train::addRows(sumsBefore, first, {before.data(), size}, targets);
        train::addRows(sumsAfter, first, {after.data(), size}, targets);
    }
    const bool isNumbers = m_test.isRegression();
    comparison.errorBefore =
        isNumbers ? sumsBefore.error() : percent(comparison.wrongBefore, comparison.samples);
    comparison.errorAfter =
        isNumbers ? sumsAfter.error() : percent(comparison.wrongAfter, comparison.samples);
    return comparison;
}

Comparison Prover::prove(const ExportedRunner& exported) const {
    const Comparison found = compare(exported);
    if (isProof(found)) return found;
    if (m_test.isRegression())
        throw Error(say::kExportedNumbersDiffer, found.equalPredictions, found.samples,
                    shortest(found.largestDifference));
    throw Error(say::kExportDiffers, found.equalPredictions, found.samples, shortest(found.largestDifference),
                shortest(kTolerance * found.largestLogit));
}

ExportProof Prover::report(const nn::PlainNetwork& exported, const ExportedRunner& runner,
                           const Comparison& comparison) const {
    const std::vector<nn::StageSize> before = nn::sizes(m_network.graph());
    ExportProof proof;
    proof.state = runner.proves;
    proof.how = runner.how;
    proof.parametersBefore = nn::totalParameters(before);
    proof.parametersAfter = exported.parameters();
    proof.flopsBefore = nn::totalFlops(before);
    proof.flopsAfter = exported.flops();
    for (const nn::StageSize& stage : before) proof.architectureBefore.push_back(stage.units);
    proof.architectureAfter = exported.architecture();
    proof.weightLayersBefore = static_cast<int>(proof.architectureBefore.size());
    proof.weightLayersAfter = static_cast<int>(proof.architectureAfter.size());
    proof.samples = comparison.samples;
    proof.equalPredictions = comparison.equalPredictions;
    proof.largestDifference = comparison.largestDifference;
    proof.largestLogit = comparison.largestLogit;
    proof.metric = comparison.metric;
    proof.testErrorBefore = comparison.errorBefore;
    proof.testErrorAfter = comparison.errorAfter;
    proof.microsecondsBefore = m_microsecondsBefore;
    proof.microsecondsAfter = runner.microseconds(samples(0, 1));
    if (runner.device) proof.device = runner.device(samples(0, 1));
    return proof;
}

void Prover::throwIfStopped() const {
    if (m_stop.stop_requested()) throw Error(say::kCancelled);
}

nn::RowMatrix Prover::samples(std::size_t first, std::size_t count) const {
    nn::RowMatrix rows(static_cast<Eigen::Index>(count), m_test.shape.features());
    for (std::size_t i = 0; i < count; ++i)
        m_test.copySample(first + i, rows.row(static_cast<Eigen::Index>(i)).data());
    return rows;
}

} // namespace tristate::io
