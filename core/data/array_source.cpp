#include "core/data/array_source.h"

#include "core/base/error.h"
#include "core/base/lower_case.h"
#include "core/data/array_targets.h"
#include "core/data/idx_array.h"
#include "core/data/npy_reader.h"
#include "core/data/stratified_split.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <utility>

namespace tristate::data {

namespace {

namespace fs = std::filesystem;

/// What the name of a file says of the array in it.
struct Meaning {
    bool isTest = false;
    bool isLabels = false;
};

bool has(std::string_view text, std::string_view word) {
    return text.find(word) != text.npos;
}

/// "y_train" is "y".
std::string meaningfulPart(std::string stem) {
    for (const std::string_view part : {"train", "test", "_", "-"})
        for (std::size_t at = 0; (at = stem.find(part)) != stem.npos;) stem.erase(at, part.size());
    return stem;
}

/// Of an .npy: "x_train", "train_images", "X", "data", "arr_0"; nothing for another array.
std::optional<Meaning> meaningOfNpy(const std::string& path) {
    const fs::path file(path);
    if (lowerCase(file.extension().string()) != ".npy") return std::nullopt;
    std::string stem = lowerCase(file.stem().string());
    Meaning meaning;
    meaning.isTest = has(stem, "test");
    stem = meaningfulPart(stem);
    constexpr std::array kLabels{"y", "label", "labels", "target", "targets", "class", "classes", "arr1"};
    constexpr std::array kSamples{"x", "data", "images", "image", "samples", "features", "inputs", "arr0"};
    meaning.isLabels = std::find(kLabels.begin(), kLabels.end(), stem) != kLabels.end();
    if (!meaning.isLabels && std::find(kSamples.begin(), kSamples.end(), stem) == kSamples.end())
        return std::nullopt;
    return meaning;
}

/// Of an IDX file: "train-images-idx3-ubyte", "t10k-labels.idx1-ubyte.gz", "emnist-letters-test-images...".
std::optional<Meaning> meaningOfIdx(const std::string& path) {
    const std::string name = lowerCase(fs::path(path).filename().string());
    const bool isTest = has(name, "t10k") || has(name, "test");
    const bool isLabels = has(name, "labels"), isImages = has(name, "images");
    if (!has(name, "idx") || isLabels == isImages || (!isTest && !has(name, "train"))) return std::nullopt;
    return Meaning{isTest, isLabels};
}

/// Files further up go before others, and plain ones before packed ones.
bool goesBefore(const std::string& path, const std::string& other) {
    const auto rank = [](const std::string& p) {
        return std::pair(std::count(p.begin(), p.end(), '/'), p.ends_with(".gz") ? 1 : 0);
    };
    return rank(path) < rank(other);
}

NumberArray readArray(const FileSet& files, std::size_t index, bool isIdx, LoadProgress* progress = nullptr) {
    constexpr double kShare = 0.6; // of what is left to load: the training samples come first
    ByteSource source = files.take(index);
    source.watch(progress, kShare);
    return isIdx ? readIdxArray(source) : readNpy(source);
}

/// EMNIST stores its pictures by columns.
void turnUpright(Dataset& part) {
    const auto width = static_cast<std::size_t>(part.shape.width);
    const auto height = static_cast<std::size_t>(part.shape.height);
    std::vector<std::uint8_t> turned(width * height);
    for (std::size_t begin = 0; begin < part.bytes.size(); begin += turned.size()) {
        for (std::size_t x = 0; x < width; ++x)
            for (std::size_t y = 0; y < height; ++y)
                turned[y * width + x] = part.bytes[begin + x * height + y];
        std::copy(turned.begin(), turned.end(), part.bytes.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    std::swap(part.shape.width, part.shape.height);
}

/// The letters of EMNIST's sets: those that look alike are one class in the sets that merge them.
void nameEmnistClasses(Dataset& part, const std::string& path) {
    const std::string name = lowerCase(path);
    const std::string digits = "0123456789", capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    std::string letters;
    if (has(name, "letters")) letters = capitals;
    if (has(name, "balanced") || has(name, "bymerge")) letters = digits + capitals + "abdefghnqrt";
    if (has(name, "byclass")) letters = digits + capitals + "abcdefghijklmnopqrstuvwxyz";
    if (letters.size() != static_cast<std::size_t>(part.classes)) return;
    for (std::size_t c = 0; c < letters.size(); ++c) part.classNames[c] = letters.substr(c, 1);
}

} // namespace

std::unique_ptr<ArraySource> ArraySource::find(std::shared_ptr<const FileSet> files) {
    for (const bool isIdx : {true, false}) {
        std::unique_ptr<ArraySource> source(new ArraySource);
        const std::vector<std::string>& paths = files->paths();
        for (std::size_t i = 0; i < paths.size(); ++i) {
            const auto meaning = isIdx ? meaningOfIdx(paths[i]) : meaningOfNpy(paths[i]);
            if (!meaning) continue;
            Part& part = meaning->isTest ? source->m_test : source->m_train;
            std::optional<std::size_t>& place = meaning->isLabels ? part.labels : part.samples;
            if (!place || goesBefore(paths[i], paths[*place])) place = i;
        }
        if (!source->m_train.samples || !source->m_train.labels) continue;
        source->m_isIdx = isIdx;
        source->m_files = std::move(files);
        return source;
    }
    return nullptr;
}

Message ArraySource::kind() const {
    return Message(m_isIdx ? say::kIdxFolder : say::kNumpyArrays);
}

bool ArraySource::isRegression(const DataSpec& spec) const {
    return !m_isIdx && areTargets(readArray(*m_files, *m_train.labels, m_isIdx), spec.task);
}

void ArraySource::label(Splits& splits, const NumberArray& train, const NumberArray* test,
                        const DataSpec& spec) const {
    if (m_isIdx || !areTargets(train, spec.task)) {
        setLabels(splits.train, train, test ? &splits.test : nullptr, test);
        return;
    }
    const std::string name = meaningfulPart(fs::path(m_files->paths()[*m_train.labels]).stem().string());
    setTargets(splits.train, train, name);
    if (test) setTargets(splits.test, *test, name);
    if (test && splits.test.targets.size() != splits.train.targets.size())
        throw Error(say::kTargetsDiffer, test->name, splits.test.targets.size(), train.name,
                    splits.train.targets.size());
    if (spec.task == TaskKind::Guess)
        splits.notes.emplace_back(say::kGuessedRegression, name, SettingName{"data.task"});
}

Splits ArraySource::load(const DataSpec& spec, LoadProgress& progress, SourceDetails*) const {
    Splits splits;
    splits.train = samplesOf(readArray(*m_files, *m_train.samples, m_isIdx, &progress));
    const NumberArray labels = readArray(*m_files, *m_train.labels, m_isIdx);
    if (hasTestSet()) {
        NumberArray array = readArray(*m_files, *m_test.samples, m_isIdx, &progress);
        const std::string name = array.name;
        splits.test = samplesOf(std::move(array));
        if (splits.test.shape != splits.train.shape)
            throw Error(say::kArraysDiffer, name, toString(splits.test.shape), labels.name,
                        toString(splits.train.shape));
        const NumberArray testLabels = readArray(*m_files, *m_test.labels, m_isIdx);
        label(splits, labels, &testLabels, spec);
    } else {
        label(splits, labels, nullptr, spec);
        takeTestSamples(splits, spec);
    }
    const std::string path = m_files->name() + "/" + m_files->paths()[*m_train.samples];
    for (Dataset* part : {&splits.train, &splits.test}) {
        part->name = m_files->name();
        if (!m_isIdx || !has(lowerCase(path), "emnist")) continue;
        if (!part->bytes.empty() && part->shape.channels == 1) turnUpright(*part);
        nameEmnistClasses(*part, path);
    }
    return splits;
}

} // namespace tristate::data
