#include "core/io/export/export_model.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/io/export/html_report.h"
#include "core/io/export/model_formats.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/json.h"
#include "core/io/files/zip.h"
#include "core/io/formats/c/c_source.h"
#include "core/io/report/curves.h"
#include "core/messages/exports.h"
#include "core/messages/files.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tristate::io {

namespace {

/// In lower case; "" for a folder.
std::string extensionOf(const std::filesystem::path& file) {
    std::string extension = file.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

/// Images are kept as bytes (data::Dataset), anything else as what the network sees.
bool isOfPixels(const data::Dataset& data) {
    return !data.bytes.empty();
}

std::vector<std::string> targetNames(const data::Dataset& data) {
    std::vector<std::string> names;
    for (const data::Target& target : data.targets) names.push_back(target.name);
    return names;
}

std::vector<std::string> inputNames(const data::Dataset& data) {
    std::vector<std::string> names;
    for (const data::InputColumn& column : data.columns) names.push_back(column.name);
    return names;
}

Metadata describe(const ExportRequest& request) {
    const train::Experiment& experiment = request.experiment;
    const objective::Lambdas& lambdas = experiment.train.lambdas;
    Metadata facts{{"name", experiment.name},
                   {"net", graph::toString(experiment.net)},
                   {"data", request.test.name},
                   {"labels", dumpJson(request.test.classNames, -1)},
                   {"normalisation", isOfPixels(request.test)
                                         ? "inputs are values from 0 to 1, pixels / 255"
                                         : "none: inputs are the values of the data as they are"},
                   {"closed_units", request.closed == prune::ClosedUnits::Removed ? "removed" : "zeroed"},
                   {"seed", std::to_string(experiment.train.seed)},
                   {"lambda1", shortest(lambdas.lambda1)},
                   {"lambda2", shortest(lambdas.lambda2)},
                   {"lambda3", shortest(lambdas.lambda3)},
                   {"lambda4", shortest(lambdas.lambda4)},
                   {"signature", request.network.signature()}};
    if (!request.test.columns.empty()) facts["inputs"] = dumpJson(inputNames(request.test), -1);
    if (request.test.isRegression()) {
        facts["task"] = "regression";
        facts["targets"] = dumpJson(targetNames(request.test), -1);
    }
    return facts;
}

Metadata describe(const ExportProof& proof) {
    return {{"proven", proof.state == ProofState::Proven ? "yes" : "no"},
            {"proof", proof.how},
            {"test_samples", std::to_string(proof.samples)},
            {"test_error_before", shortest(proof.testErrorBefore)},
            {"test_error_after", shortest(proof.testErrorAfter)},
            {"test_error_is", train::axisName(proof.metric)},
            {"equal_predictions", std::to_string(proof.equalPredictions)},
            {"largest_difference", shortest(proof.largestDifference)},
            {"largest_logit", shortest(proof.largestLogit)},
            {"parameters_before", std::to_string(proof.parametersBefore)},
            {"parameters_after", std::to_string(proof.parametersAfter)},
            {"operations_before", std::to_string(proof.flopsBefore)},
            {"operations_after", std::to_string(proof.flopsAfter)},
            {"microseconds_before", shortest(proof.microsecondsBefore)},
            {"microseconds_after", shortest(proof.microsecondsAfter)}};
}

/// Bytes that are proven, and what is to be told of them.
struct Proven {
    std::string bytes;
    ExportProof proof;
    std::string header{}; ///< of a source
};

/// Makes the contents of files; nothing is written yet.
class Exporter {
public:
    explicit Exporter(const ExportRequest& request)
        : m_request(request),
          m_prover(request.network, request.test, request.stop),
          m_network(prune::exportNetwork(request.network, request.merge, request.closed)) {}

    Proven model(const ModelFormat& format) const {
        const Metadata facts = describe(m_request);
        const std::string first = format.write(m_network, facts, m_request.prefix);
        const ExportedRunner runner = format.read(first, m_network, m_request.prefix);
        const Comparison comparison = m_prover.prove(runner);
        Proven proven{{}, m_prover.report(m_network, runner, comparison)};
        // The proof goes into the file, which makes it another one: that one must be as good.
        Metadata all = describe(proven.proof);
        all.insert(facts.begin(), facts.end());
        proven.bytes = format.write(m_network, all, m_request.prefix);
        if (m_prover.prove(format.read(proven.bytes, m_network, m_request.prefix)) != comparison)
            throw Error(say::kOtherOutputsReadAgain);
        if (format.writeHeader) proven.header = format.writeHeader(m_network, all, m_request.prefix);
        proven.proof.format = format.name;
        proven.proof.bytes = std::ssize(proven.bytes);
        return proven;
    }

    Proven report() const {
        const ExportedRunner runner =
            plainRunner(m_network, "run by the plain forward pass; no file was read");
        Proven proven{{}, m_prover.report(m_network, runner, m_prover.prove(runner))};
        proven.proof.format = "html";
        proven.bytes = htmlReport(facts(), {proven.proof});
        proven.proof.bytes = std::ssize(proven.bytes);
        return proven;
    }

    struct Bundle {
        ZipEntries files;
        ExportProof proof;
    };

    Bundle bundle() const {
        Bundle bundle;
        std::vector<ExportProof> parts;
        std::vector<Message> notes;
        std::vector<const char*> extensions{".onnx", ".safetensors"};
        if (const std::size_t stack = cNeeds(m_network).stack; stack <= kMaxCStack)
            extensions.push_back(".c");
        else
            notes.emplace_back(say::kCLeftOut, stack, kMaxCStack);
        for (const char* extension : extensions) {
            Proven part = model(*findModelFormat(extension));
            part.proof.file = std::string("model") + extension;
            parts.push_back(part.proof);
            bundle.files.emplace_back(part.proof.file.string(), std::move(part.bytes));
            if (!part.header.empty()) bundle.files.emplace_back("model.h", std::move(part.header));
        }
        std::string labels;
        for (const std::string& label : m_request.test.classNames) labels += label + "\n";
        for (const std::string& target : targetNames(m_request.test)) labels += target + "\n";
        bundle.files.emplace_back("labels.txt", labels);
        bundle.files.emplace_back("normalisation.json", normalisation());
        bundle.files.emplace_back("report.html", htmlReport(facts(), parts, notes));
        bundle.proof = weakest(parts);
        for (const auto& [name, content] : bundle.files) bundle.proof.bytes += std::ssize(content);
        bundle.proof.parts = std::move(parts);
        bundle.proof.notes = std::move(notes);
        return bundle;
    }

private:
    ReportFacts facts() const {
        return {m_request.experiment, m_request.network, m_network, m_request.history};
    }

    std::string normalisation() const {
        const Shape& input = m_network.graph.input;
        Json facts{{"input", {input.channels, input.height, input.width}}, {"order", "channel, y, x"}};
        if (isOfPixels(m_request.test))
            facts.update({{"range", {0, 1}}, {"formula", "pixel / 255"}});
        else
            facts["formula"] = "none";
        return dumpJson(facts, 2) + "\n";
    }

    /// What holds for every part.
    static ExportProof weakest(const std::vector<ExportProof>& parts) {
        ExportProof proof = parts.front();
        proof.file.clear();
        proof.bytes = 0;
        proof.how = "each file by itself";
        for (const ExportProof& part : parts) {
            proof.state = std::min(proof.state, part.state);
            proof.equalPredictions = std::min(proof.equalPredictions, part.equalPredictions);
            proof.largestDifference = std::max(proof.largestDifference, part.largestDifference);
            proof.microsecondsAfter = std::max(proof.microsecondsAfter, part.microsecondsAfter);
        }
        return proof;
    }

    const ExportRequest& m_request;
    Prover m_prover;
    nn::PlainNetwork m_network;
};

void writeAndReadBack(const std::filesystem::path& file, const std::string& bytes) {
    writeAtomically(file, bytes);
    if (readWholeFile(file) != bytes)
        throw Error(say::kCannotExport, file.string(), Message(say::kReadsBackOther));
}

ExportProof writeFolder(const std::filesystem::path& folder, const Exporter& exporter) {
    Exporter::Bundle bundle = exporter.bundle();
    std::error_code error;
    std::filesystem::create_directory(folder.has_filename() ? folder : folder.parent_path(), error);
    if (error) throw Error(say::kFolderCannotBeMade, error.message());
    for (const auto& [name, content] : bundle.files) writeAndReadBack(folder / name, content);
    bundle.proof.format = "folder";
    return bundle.proof;
}

ExportProof writeZip(const std::filesystem::path& file, const Exporter& exporter) {
    Exporter::Bundle bundle = exporter.bundle();
    const std::string bytes = toZip(bundle.files);
    if (fromZip(bytes, "the archive") != bundle.files) throw Error(say::kArchiveDiffers);
    writeAndReadBack(file, bytes);
    bundle.proof.format = "zip";
    bundle.proof.bytes = std::ssize(bytes);
    return bundle.proof;
}

ExportProof writeProven(const std::filesystem::path& file, Proven proven) {
    writeAndReadBack(file, proven.bytes);
    if (!proven.header.empty())
        writeAndReadBack(std::filesystem::path(file).replace_extension(".h"), proven.header);
    return std::move(proven.proof);
}

/// Nothing but the history goes into these.
ExportProof writeCurves(const ExportRequest& request, const std::string& extension) {
    if (!request.history) throw Error(say::kNoCurves);
    const std::string text = extension == ".csv" ? curvesCsv(*request.history, request.experiment.net)
                                                 : toSvg(curvePlots(*request.history, request.experiment));
    writeAndReadBack(request.file, text);
    ExportProof proof;
    proof.format = extension.substr(1);
    proof.how = "the curves alone";
    proof.bytes = std::ssize(text);
    return proof;
}

ExportProof write(const ExportRequest& request) {
    requireFormat(request.file);
    const std::string extension = extensionOf(request.file);
    if (extension == ".csv" || extension == ".svg") return writeCurves(request, extension);
    const ModelFormat* format = findModelFormat(extension);
    const Exporter exporter(request);
    if (format) return writeProven(request.file, exporter.model(*format));
    if (extension == ".html") return writeProven(request.file, exporter.report());
    return extension == ".zip" ? writeZip(request.file, exporter) : writeFolder(request.file, exporter);
}

bool namesTheFile(const Message& problem) {
    return problem.is(say::kCannotWrite) || problem.is(say::kCannotRead) || problem.is(say::kCannotExport) ||
           problem.is(say::kCannotWriteTemporary) || problem.is(say::kCannotMakeTemporaryFolder);
}

} // namespace

void requireFormat(const std::filesystem::path& file) {
    const std::string extension = extensionOf(file);
    constexpr std::array kOthers{".csv", ".svg", ".html", ".zip", ""};
    if (!findModelFormat(extension) && std::find(kOthers.begin(), kOthers.end(), extension) == kOthers.end())
        throw Error(say::kCannotExport, file.string(), Message(say::kExtensionUnknown, extension));
}

ExportProof exportModel(const ExportRequest& request) {
    try {
        ExportProof proof = write(request);
        proof.file = request.file;
        return proof;
    } catch (const Error& error) {
        if (namesTheFile(error.message())) throw;
        throw Error(say::kCannotExport, request.file.string(), error.message());
    }
}

} // namespace tristate::io
