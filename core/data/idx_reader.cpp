#include "core/data/idx_reader.h"

#include "core/base/error.h"
#include "core/base/lower_case.h"
#include "core/data/byte_source.h"
#include "core/messages/data.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <span>
#include <string>
#include <utility>

namespace tristate::data {

namespace {

namespace fs = std::filesystem;

constexpr int kUnsignedByte = 0x08;
constexpr int kLabelDimensions = 1;
constexpr int kImageDimensions = 3;
constexpr double kShareOfImages = 0.8;           // of what is left to load; more samples are for training
constexpr std::uint32_t kMaxSide = 4096;         // pixels; far beyond what a dense network can take
constexpr std::uint32_t kMaxCount = 100'000'000; // samples; keeps every product of sizes within 64 bits

constexpr std::array<const char*, 10> kFashionNames{
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"};

Message contentsOf(int dimensions) {
    if (dimensions == kLabelDimensions) return Message(say::kIdxLabels);
    if (dimensions == kImageDimensions) return Message(say::kIdxImages);
    return Message(say::kIdxValues, dimensions);
}

void checkMagic(const ByteSource& source, std::span<const std::uint8_t, 4> magic, int dimensions) {
    if (magic[0] != 0 || magic[1] != 0) {
        std::array<char, 16> found{};
        std::snprintf(found.data(), found.size(), "0x%02x%02x%02x%02x", magic[0], magic[1], magic[2],
                      magic[3]);
        throw Error(say::kNotIdx, source.name(), found.data());
    }
    if (magic[2] != kUnsignedByte) {
        throw Error(say::kIdxType, source.name(), magic[2]);
    }
    if (magic[3] != dimensions) {
        const bool swapped = magic[3] == kLabelDimensions || magic[3] == kImageDimensions;
        throw Error(swapped ? say::kIdxSwapped : say::kIdxContents, source.name(), contentsOf(magic[3]),
                    contentsOf(dimensions));
    }
}

/// Reads the header of an IDX file: the sizes of its dimensions.
std::vector<std::uint32_t> readHeader(ByteSource& source, int dimensions) {
    std::array<std::uint8_t, 4> word{};
    source.readExactly(word, "the IDX magic number");
    checkMagic(source, word, dimensions);
    std::vector<std::uint32_t> sizes;
    for (int d = 0; d < dimensions; ++d) {
        source.readExactly(word, "the sizes in the IDX header");
        sizes.push_back(std::uint32_t{word[0]} << 24 | std::uint32_t{word[1]} << 16 |
                        std::uint32_t{word[2]} << 8 | std::uint32_t{word[3]});
    }
    if (sizes[0] == 0 || sizes[0] > kMaxCount) {
        throw Error(say::kIdxCount, source.name(), sizes[0], kMaxCount);
    }
    return sizes;
}

/// What a directory is called, however the path to it is written ("mnist/", ".").
std::string nameOf(const fs::path& directory) {
    std::error_code problem;
    const fs::path whole = fs::weakly_canonical(directory, problem);
    return whole.filename().string();
}

/// `stem` as in "train-images", `kind` as in "idx3-ubyte"; empty when there is no such file.
fs::path findFile(const fs::path& directory, const std::string& stem, const std::string& kind) {
    std::error_code ignored; // what cannot be looked at counts as missing
    for (const char* ending : {"", ".gz"}) {
        for (const char* separator : {"-", "."}) {
            fs::path file = directory / (stem + separator + kind + ending);
            if (fs::exists(file, ignored) && !fs::is_directory(file, ignored)) return file;
        }
    }
    return {};
}

fs::path requireFile(const fs::path& directory, const std::string& stem, const std::string& kind) {
    fs::path file = findFile(directory, stem, kind);
    if (file.empty()) {
        throw Error(say::kDirectoryLacks, directory.string(), stem + "-" + kind, Message(say::kIdxFiles));
    }
    return file;
}

struct LabelledFiles {
    fs::path images;
    fs::path labels;
};

LabelledFiles findPart(const fs::path& directory, const std::string& part) {
    return {requireFile(directory, part + "-images", "idx3-ubyte"),
            requireFile(directory, part + "-labels", "idx1-ubyte")};
}

Dataset readPart(const LabelledFiles& files, LoadProgress* progress) {
    Dataset part;
    IdxImages images = readIdxImages(files.images, progress);
    const std::vector<std::uint8_t> labels = readIdxLabels(files.labels);
    part.labels.assign(labels.begin(), labels.end());
    if (part.labels.size() != static_cast<std::size_t>(images.count)) {
        throw Error(say::kImagesAndLabels, files.images.string(), images.count, files.labels.string(),
                    part.labels.size());
    }
    part.shape = {1, images.height, images.width};
    part.bytes = std::move(images.bytes);
    return part;
}

/// The number of classes in the training labels. A label far above the others is damage, not a class: it
/// would add outputs to the network that nothing trains.
int countClasses(const std::vector<Label>& labels, const fs::path& file) {
    std::array<bool, 256> used{};
    for (const Label label : labels) used[label] = true;
    const auto top = static_cast<int>(*std::max_element(labels.begin(), labels.end()));
    if (top == 0) throw Error(say::kEveryLabelZero, file.string());
    const auto gap = std::find(used.begin() + 1, used.begin() + top, false);
    if (gap != used.begin() + top) {
        const auto missing = gap - used.begin();
        const auto above = std::find_if(labels.begin(), labels.end(),
                                        [&](Label label) { return std::cmp_greater(label, missing); });
        throw Error(say::kLabelGap, file.string(), above - labels.begin(), *above, missing);
    }
    return top + 1;
}

void checkLabels(const std::vector<Label>& labels, int classes, const fs::path& file) {
    const auto beyond = std::find_if(labels.begin(), labels.end(),
                                     [&](Label label) { return std::cmp_greater_equal(label, classes); });
    if (beyond != labels.end()) {
        throw Error(say::kLabelBeyond, file.string(), beyond - labels.begin(), *beyond, classes - 1);
    }
}

std::vector<std::string> nameClasses(int classes, bool fashion) {
    std::vector<std::string> names;
    for (int c = 0; c < classes; ++c) {
        names.push_back(fashion ? kFashionNames[static_cast<std::size_t>(c)] : std::to_string(c));
    }
    return names;
}

} // namespace

IdxImages readIdxImages(const fs::path& file, LoadProgress* progress) {
    ByteSource source(file);
    source.watch(progress, kShareOfImages);
    const auto sizes = readHeader(source, kImageDimensions);
    if (std::min(sizes[1], sizes[2]) == 0 || std::max(sizes[1], sizes[2]) > kMaxSide) {
        throw Error(say::kIdxImageSize, source.name(), sizes[1], sizes[2], kMaxSide);
    }
    IdxImages images;
    images.count = static_cast<int>(sizes[0]);
    images.height = static_cast<int>(sizes[1]);
    images.width = static_cast<int>(sizes[2]);
    images.bytes =
        source.readRest(std::uint64_t{sizes[0]} * sizes[1] * sizes[2],
                        std::to_string(images.count) + " images of " + std::to_string(images.height) + " x " +
                            std::to_string(images.width) + " pixels");
    return images;
}

std::vector<std::uint8_t> readIdxLabels(const fs::path& file) {
    ByteSource source(file);
    const auto sizes = readHeader(source, kLabelDimensions);
    return source.readRest(sizes[0], std::to_string(sizes[0]) + " labels");
}

bool holdsIdxFiles(const fs::path& directory) {
    for (const std::string part : {"train", "t10k"}) {
        if (!findFile(directory, part + "-images", "idx3-ubyte").empty()) return true;
        if (!findFile(directory, part + "-labels", "idx1-ubyte").empty()) return true;
    }
    return false;
}

bool holdsAllIdxFiles(const fs::path& directory) {
    for (const std::string part : {"train", "t10k"})
        if (findFile(directory, part + "-images", "idx3-ubyte").empty() ||
            findFile(directory, part + "-labels", "idx1-ubyte").empty())
            return false;
    return true;
}

Splits loadIdxDirectory(const fs::path& directory, LoadProgress* progress) {
    std::error_code ignored;
    if (!fs::is_directory(directory, ignored)) {
        throw Error(say::kNoDirectory, directory.string(), Message(say::kIdxFiles));
    }
    const LabelledFiles trainFiles = findPart(directory, "train");
    const LabelledFiles testFiles = findPart(directory, "t10k");
    Splits splits;
    splits.train = readPart(trainFiles, progress);
    splits.test = readPart(testFiles, progress);
    if (splits.test.shape != splits.train.shape) {
        throw Error(say::kImagesDiffer, testFiles.images.string(), toString(splits.test.shape),
                    trainFiles.images.string(), toString(splits.train.shape));
    }
    const std::string name = nameOf(directory);
    const bool fashion = lowerCase(name).find("fashion") != std::string::npos;
    if (fashion) checkLabels(splits.train.labels, static_cast<int>(kFashionNames.size()), trainFiles.labels);
    const int classes = countClasses(splits.train.labels, trainFiles.labels);
    checkLabels(splits.test.labels, classes, testFiles.labels);
    for (Dataset* part : {&splits.train, &splits.test}) {
        part->name = name;
        part->classes = classes;
        part->classNames = nameClasses(classes, fashion);
    }
    return splits;
}

int countIdxTrainingImages(const fs::path& directory) {
    const fs::path file = findFile(directory, "train-images", "idx3-ubyte");
    if (file.empty()) return 0;
    try {
        ByteSource source(file);
        return static_cast<int>(readHeader(source, kImageDimensions)[0]);
    } catch (const Error&) {
        return 0; // loading it will say why
    }
}

} // namespace tristate::data
