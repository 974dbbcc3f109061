#include "core/io/export_model.h"

#include "core/base/error.h"
#include "core/io/atomic_file.h"
#include "core/io/json_fields.h"
#include "core/io/onnx_bytes.h"
#include "core/nn/size.h"
#include "core/train/evaluate.h"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace tristate::io {

namespace {

constexpr double kTolerance = 1e-4; ///< of a logit, relative to the largest one
constexpr std::size_t kSamplesAtOnce = 1024;

/// As short as it can be without loss, with a point whatever the locale.
std::string number(double value) {
    return dumpJson(value, -1);
}

std::string formatOf(const std::filesystem::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (extension != ".onnx")
        throw Error("cannot export '" + file.string() + "': its extension is '" + extension +
                    "', expected .onnx");
    return "onnx";
}

/// What the forward pass of training and the plain one of the exported file say about the same samples.
struct Comparison {
    std::size_t samples = 0;
    std::size_t equalPredictions = 0;
    std::size_t wrongBefore = 0, wrongAfter = 0;
    double largestDifference = 0;
    double largestLogit = 0;
    bool finite = true;

    void add(const Eigen::Ref<const nn::RowMatrix>& before, const Eigen::Ref<const nn::RowMatrix>& after,
             const std::uint8_t* labels) {
        finite = finite && before.allFinite() && after.allFinite();
        largestLogit = std::max<double>(largestLogit, before.cwiseAbs().maxCoeff());
        largestDifference = std::max<double>(largestDifference, (after - before).cwiseAbs().maxCoeff());
        for (Eigen::Index i = 0; i < before.rows(); ++i) {
            Eigen::Index predictedBefore = 0, predictedAfter = 0;
            before.row(i).maxCoeff(&predictedBefore);
            after.row(i).maxCoeff(&predictedAfter);
            equalPredictions += predictedBefore == predictedAfter ? 1 : 0;
            wrongBefore += predictedBefore != labels[i] ? 1 : 0;
            wrongAfter += predictedAfter != labels[i] ? 1 : 0;
        }
        samples += static_cast<std::size_t>(before.rows());
    }

    bool holds() const {
        return finite && equalPredictions == samples && largestDifference <= kTolerance * largestLogit;
    }
};

nn::RowMatrix samplesOf(const data::Dataset& dataset, std::size_t first, std::size_t count) {
    nn::RowMatrix samples(static_cast<Eigen::Index>(count), dataset.shape.features());
    for (std::size_t i = 0; i < count; ++i)
        dataset.copySample(first + i, samples.row(static_cast<Eigen::Index>(i)).data());
    return samples;
}

Comparison compare(const nn::Network& network, const nn::PlainNetwork& exported, const data::Dataset& test) {
    Comparison comparison;
    for (std::size_t first = 0; first < test.size(); first += kSamplesAtOnce) {
        const std::size_t count = std::min(kSamplesAtOnce, test.size() - first);
        const nn::RowMatrix before = train::logits(network, test, first, count, 0).matrix();
        const nn::RowMatrix after = nn::predict(exported, samplesOf(test, first, count));
        comparison.add(before, after, test.labels.data() + first);
    }
    return comparison;
}

void requireFitting(const nn::Network& network, const data::Dataset& test) {
    if (test.size() == 0)
        throw Error("the test set '" + test.name + "' has no samples to prove the export with");
    if (test.shape.features() != network.spec().input.features())
        throw Error("the test set '" + test.name + "' has samples of " + toString(test.shape) +
                    ", but the network's input is " + toString(network.spec().input));
}

void requireProven(const Comparison& comparison) {
    if (comparison.holds()) return;
    throw Error("the exported network does not match the one on screen: " +
                std::to_string(comparison.equalPredictions) + " of " + std::to_string(comparison.samples) +
                " predictions are equal, a logit differs by " + number(comparison.largestDifference) +
                ", expected all and at most " + number(kTolerance * comparison.largestLogit));
}

double percent(std::size_t part, std::size_t whole) {
    return 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

Metadata describe(const nn::Network& network, const train::Experiment& experiment,
                  const Comparison& comparison, const data::Dataset& test) {
    const objective::Lambdas& lambdas = experiment.train.lambdas;
    return {{"name", experiment.name},
            {"net", nn::toString(experiment.net)},
            {"data", test.name},
            {"labels", dumpJson(test.classNames, -1)},
            {"normalisation", "inputs are values from 0 to 1, pixels / 255"},
            {"seed", std::to_string(experiment.train.seed)},
            {"lambda1", number(lambdas.lambda1)},
            {"lambda2", number(lambdas.lambda2)},
            {"lambda3", number(lambdas.lambda3)},
            {"lambda4", number(lambdas.lambda4)},
            {"signature", network.signature()},
            {"test_samples", std::to_string(comparison.samples)},
            {"test_error_before", number(percent(comparison.wrongBefore, comparison.samples))},
            {"test_error_after", number(percent(comparison.wrongAfter, comparison.samples))}};
}

ExportProof report(const std::filesystem::path& file, const nn::Network& network,
                   const nn::PlainNetwork& exported, const Comparison& comparison) {
    const std::vector<nn::StageSize> before = nn::sizes(network.spec());
    ExportProof proof;
    proof.file = file;
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
    proof.testErrorBefore = percent(comparison.wrongBefore, comparison.samples);
    proof.testErrorAfter = percent(comparison.wrongAfter, comparison.samples);
    return proof;
}

} // namespace

ExportProof exportModel(const std::filesystem::path& file, const nn::Network& network,
                        const train::Experiment& experiment, const data::Dataset& test,
                        prune::FoldMode fold) {
    const std::string format = formatOf(file);
    std::string bytes;
    ExportProof proof;
    try {
        requireFitting(network, test);
        const nn::PlainNetwork plain = prune::exportNetwork(network, fold);
        bytes = toOnnx(plain, describe(network, experiment, compare(network, plain, test), test));
        // The old file is only replaced by bytes that were proven.
        const nn::PlainNetwork exported = fromOnnx(bytes, file.string()).network;
        const Comparison comparison = compare(network, exported, test);
        requireProven(comparison);
        proof = report(file, network, exported, comparison);
    } catch (const Error& error) {
        throw Error("cannot export '" + file.string() + "': " + error.what());
    }
    writeAtomically(file, bytes);
    if (readWholeFile(file) != bytes)
        throw Error("cannot export '" + file.string() + "': the file reads back other than it was written");
    proof.format = format;
    proof.bytes = static_cast<long long>(bytes.size());
    return proof;
}

} // namespace tristate::io
