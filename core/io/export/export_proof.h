#pragma once

#include "core/base/message.h"
#include "core/data/dataset.h"
#include "core/nn/network.h"
#include "core/nn/plain_network.h"
#include "core/train/task.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace tristate::io {

/// What is known of a file that was written.
enum class ProofState {
    NoNetwork, ///< there is nothing to prove: the curves alone
    NotProven, ///< nothing here could run it: what is told is of the network before it was written
    Proven,
};

/// What a C source takes of a device, and where its time goes here.
struct DeviceNeeds {
    struct Layer {
        std::string name; ///< of the node: "conv1", "relu1"
        double microseconds = 0;
    };

    std::size_t stack = 0, constants = 0; ///< bytes: RAM for values between layers, and flash
    std::vector<Layer> layers{}; ///< of one sample on this machine; empty where it could not be measured
};

/// What an export did and how it was proven: the bytes were read back by code that shares nothing with what
/// wrote them, and run on the whole test set beside the network on screen.
struct ExportProof {
    std::filesystem::path file;
    std::string format;
    ProofState state = ProofState::NoNetwork; ///< of a bundle: of its weakest part
    std::string how;                          ///< a sentence: who read the bytes and ran the network
    long long bytes = 0;
    long long parametersBefore = 0, parametersAfter = 0;
    long long flopsBefore = 0, flopsAfter = 0;
    int weightLayersBefore = 0, weightLayersAfter = 0;
    std::vector<int> architectureBefore, architectureAfter;
    std::size_t samples = 0; ///< of the test set; 0 when there is no network in the file
    std::size_t equalPredictions = 0;
    double largestDifference = 0; ///< of a logit, absolute
    double largestLogit = 0;      ///< of a regression the largest output; scale to judge it by
    train::Metric metric = train::Metric::ErrorRate; ///< what the errors are
    double testErrorBefore = 0, testErrorAfter = 0;
    /// Median time of one sample: the network as it was built, nothing pruned, through the plain forward
    /// pass; and the exported one as `how` says.
    double microsecondsBefore = 0, microsecondsAfter = 0;
    std::optional<DeviceNeeds> device; ///< of a C source
    std::vector<Message> notes;        ///< on what a bundle lacks
    std::vector<ExportProof> parts;    ///< of a bundle: one for each file with a network in it
};

/// What the network on screen and an exported one say about the same samples.
struct Comparison {
    std::size_t samples = 0;
    std::size_t equalPredictions = 0;
    std::size_t wrongBefore = 0, wrongAfter = 0; ///< of classes
    train::Metric metric = train::Metric::ErrorRate;
    double errorBefore = 0, errorAfter = 0; ///< as metric says
    double largestDifference = 0;
    double largestLogit = 0;
    bool finite = true;

    friend bool operator==(const Comparison&, const Comparison&) = default;
};

/// Whether every prediction is equal and no logit differs by more than 1e-4 of the largest. Predictions of a
/// regression are equal when no number differs by more than 1e-4 of the target's deviation and the rounding
/// of floats, 1e-6 of the number.
bool isProof(const Comparison& comparison);

/// An exported network, as it was read back.
struct ExportedRunner {
    std::string how;
    std::function<nn::RowMatrix(const nn::RowMatrix& samples)> logits;
    std::function<double(const nn::RowMatrix& sample)> microseconds;
    ProofState proves = ProofState::Proven;                           ///< when its logits are right
    std::function<DeviceNeeds(const nn::RowMatrix& sample)> device{}; ///< of a C source
};

/// Runs a plain network by nn::predict, which shares no code with training. `proves`: nothing about a file
/// when the network did not come out of it.
ExportedRunner plainRunner(nn::PlainNetwork network, const std::string& how,
                           ProofState proves = ProofState::Proven);

/// Knows what the network on screen says about a test set, and compares exported ones with it.
class Prover {
public:
    /// Runs the network on the whole test set. Throws Error when there is none or it does not fit, and, here
    /// and in every comparison, when `stop` is requested.
    Prover(const nn::Network& network, const data::Dataset& test, std::stop_token stop = {});

    Comparison compare(const ExportedRunner& exported) const;
    /// The same, and throws Error unless isProof().
    Comparison prove(const ExportedRunner& exported) const;

    /// Of an export that was compared; the caller adds file, format and bytes.
    ExportProof report(const nn::PlainNetwork& exported, const ExportedRunner& runner,
                       const Comparison& comparison) const;

private:
    nn::RowMatrix samples(std::size_t first, std::size_t count) const;
    void throwIfStopped() const;

    const nn::Network& m_network;
    const data::Dataset& m_test;
    std::stop_token m_stop;
    nn::RowMatrix m_logits; ///< of the network on screen
    double m_microsecondsBefore = 0;
};

} // namespace tristate::io
