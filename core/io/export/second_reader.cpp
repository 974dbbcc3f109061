#include "core/io/export/second_reader.h"

#include "core/base/error.h"
#include "core/io/export/samples_to_try.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/child_process.h"
#include "core/io/formats/onnx/onnx_input.h"
#include "core/messages/second_reader.h"
#include "core/train/evaluate_plain.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string_view>
#include <utility>

namespace tristate::io {

namespace {

/// Arguments: the package, the model, how many samples at once, whether it takes no other number, the sizes
/// of a sample, and the files of samples and outputs, both raw floats.
constexpr const char* kScript = R"(
const fs = require('fs');
const [folder, model, most, isFixed, sizes, samples, outputs] = process.argv.slice(1);
const dimensions = sizes.split(',').map(Number);
const width = dimensions.reduce((a, b) => a * b, 1);
async function run() {
    const ort = require(folder);
    const session = await ort.InferenceSession.create(model, { executionProviders: ['cpu'], logSeverityLevel: 4 });
    const bytes = fs.readFileSync(samples);
    const values = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    const count = values.length / width;
    const file = fs.openSync(outputs, 'w');
    for (let first = 0; first < count; first += Number(most)) {
        const taken = Math.min(Number(most), count - first);
        const rows = isFixed === '1' ? Number(most) : taken;
        const batch = new Float32Array(rows * width);
        batch.set(values.subarray(first * width, (first + taken) * width));
        const input = new ort.Tensor('float32', batch, [rows, ...dimensions]);
        const found = (await session.run({ [session.inputNames[0]]: input }))[session.outputNames[0]].data;
        const own = Float32Array.from(found.subarray(0, (found.length / rows) * taken), Number);
        fs.writeSync(file, new Uint8Array(own.buffer));
    }
}
run().catch((error) => { console.error(error.message); process.exit(1); });
)";

constexpr std::int64_t kBatch = 64;
constexpr int kMostSeconds = 60;  ///< then it is killed
constexpr double kEnough = 0.995; ///< of the answers; two outputs may be equal but for rounding

/// What it said first, but for warnings of node's own; or how it ended.
std::string reasonIn(const std::filesystem::path& errors, int code) {
    std::istringstream said(readWholeFile(errors));
    for (std::string line; std::getline(said, line);)
        if (!line.empty() && !line.starts_with("(node:") && !line.starts_with("(Use `node")) return line;
    return "exit code " + std::to_string(code);
}

std::string sizesText(const std::vector<std::int64_t>& sizes) {
    std::string text;
    for (const std::int64_t size : sizes) text += (text.empty() ? "" : ",") + std::to_string(size);
    return text;
}

/// The samples as the file takes them: in its range, and with the channels where it has them.
nn::RowMatrix asFileTakes(const ImportedModel& model, const OnnxInput& file, nn::RowMatrix rows) {
    const Shape input = model.original.graph.input;
    if (!model.range.isUnit()) {
        nn::PlainNetwork front;
        front.graph.input = input;
        putInFront(front, model.range);
        rows = nn::predict(front, rows);
    }
    const std::vector<std::int64_t> first{input.channels, input.height, input.width},
        last{input.height, input.width, input.channels};
    if (file.sizes == first || file.sizes != last) return rows;
    nn::RowMatrix turned(rows.rows(), rows.cols());
    for (Eigen::Index c = 0; c < input.channels; ++c)
        for (Eigen::Index at = 0; at < input.positions(); ++at)
            turned.col(at * input.channels + c) = rows.col(c * input.positions() + at);
    return turned;
}

std::size_t largest(std::span<const float> values) {
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

/// Of an output that is the class itself, as an ArgMax yields it, or else of one number for each class.
std::size_t classOf(std::span<const float> outputs, Eigen::Index classes) {
    if (outputs.size() > 1 || classes <= 1) return largest(outputs);
    const bool isClass = outputs[0] >= 0 && outputs[0] < static_cast<float>(classes);
    return static_cast<std::size_t>(isClass ? outputs[0] : static_cast<float>(classes)); // else none
}

bool isNear(std::span<const float> a, std::span<const float> b, const std::vector<data::Target>& targets) {
    for (std::size_t t = 0; t < targets.size(); ++t)
        if (!(std::abs(a[t] - b[t]) <= 1e-3 * targets[t].deviation)) return false;
    return true;
}

} // namespace

bool SecondReading::agrees() const {
    return static_cast<double>(equalPredictions) >= kEnough * static_cast<double>(samples);
}

std::vector<std::filesystem::path> SecondReader::usualFolders() {
    std::vector<std::filesystem::path> folders;
    if (const char* path = std::getenv("NODE_PATH")) {
        std::istringstream list(path);
        for (std::string folder; std::getline(list, folder, ':');)
            if (!folder.empty()) folders.emplace_back(folder);
    }
    for (const char* folder : {"/usr/local/lib/node_modules", "/usr/lib/node_modules", "/usr/share/nodejs"})
        folders.emplace_back(folder);
    return folders;
}

std::optional<SecondReader> SecondReader::find(const std::vector<std::filesystem::path>& folders) {
    const auto node = findProgram("node");
    if (!node) return std::nullopt;
    for (const std::filesystem::path& folder : folders) {
        std::error_code ignored;
        const std::filesystem::path package = std::filesystem::absolute(folder, ignored) / "onnxruntime-node";
        if (std::filesystem::exists(package / "package.json", ignored)) return SecondReader(*node, package);
    }
    return std::nullopt;
}

std::vector<float> SecondReader::outputs(const ImportedModel& model, const nn::RowMatrix& samples) const {
    const TemporaryFolder folder;
    const OnnxInput input = onnxInput(model.file);
    const nn::RowMatrix rows = asFileTakes(model, input, samples);
    writeAtomically(folder / "samples",
                    std::string_view(reinterpret_cast<const char*>(rows.data()),
                                     static_cast<std::size_t>(rows.size()) * sizeof(float)));
    const std::int64_t batch = input.batch;
    std::vector<std::string> command;
    if (const auto timeout = findProgram("timeout")) // nothing is lost with an opinion
        command = {timeout->string(), "--signal=KILL", std::to_string(kMostSeconds)};
    command.insert(command.end(),
                   {m_node.string(), "-e", kScript, m_package.string(),
                    std::filesystem::absolute(model.file).string(),
                    std::to_string(batch > 0 ? batch : kBatch), batch > 0 ? "1" : "0", sizesText(input.sizes),
                    (folder / "samples").string(), (folder / "outputs").string()});
    if (const int code = runProgram(command, {.errors = folder / "errors"}); code != 0)
        throw Error(say::kSecondReaderFails, reasonIn(folder / "errors", code));
    const std::string bytes = readWholeFile(folder / "outputs");
    std::vector<float> found(bytes.size() / sizeof(float));
    std::memcpy(found.data(), bytes.data(), found.size() * sizeof(float));
    if (found.empty() || found.size() % static_cast<std::size_t>(rows.rows()) != 0)
        throw Error(say::kSecondReaderFails, std::to_string(found.size()) + " numbers");
    return found;
}

SecondReading SecondReader::read(const ImportedModel& model, const data::Dataset& test) const {
    const data::Dataset some = samplesToTry(model.original, test);
    nn::RowMatrix rows(static_cast<Eigen::Index>(some.size()), some.shape.features());
    for (std::size_t i = 0; i < some.size(); ++i)
        some.copySample(i, rows.row(static_cast<Eigen::Index>(i)).data());
    const std::vector<float> theirs = outputs(model, rows);
    const nn::RowMatrix ours = nn::predict(model.original, rows);
    const std::size_t width = theirs.size() / some.size(), outputs = static_cast<std::size_t>(ours.cols());
    if (some.isRegression() && width != outputs)
        throw Error(say::kSecondReaderFails, std::to_string(width) + " numbers");
    SecondReading reading{.samples = some.size(), .metric = train::metricOf(some)};
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < some.size(); ++i) {
        const std::span<const float> their(theirs.data() + i * width, width),
            our(ours.row(static_cast<Eigen::Index>(i)).data(), outputs);
        if (some.isRegression()) {
            reading.equalPredictions += isNear(their, our, some.targets) ? 1 : 0;
            continue;
        }
        const std::size_t answer = classOf(their, ours.cols());
        reading.equalPredictions += answer == largest(our) ? 1 : 0;
        wrong += answer != some.labels[i] ? 1 : 0;
    }
    reading.error = 100.0 * static_cast<double>(wrong) / static_cast<double>(some.size());
    if (!some.isRegression()) return reading;
    train::RegressionSums sums(some);
    train::addRows(sums, 0, theirs, width);
    reading.error = sums.error();
    return reading;
}

Message secondOpinion(const SecondReader& reader, const ImportedModel& model, const data::Dataset& test) {
    try {
        const SecondReading found = reader.read(model, test);
        return Message(found.agrees() ? say::kSecondReaderAgrees : say::kSecondReaderDiffers,
                       train::errorText(found.metric, found.error), found.equalPredictions, found.samples);
    } catch (const Error& error) {
        return error.message();
    }
}

} // namespace tristate::io
