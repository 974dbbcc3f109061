#include "core/data/cifar_reader.h"

#include "core/base/error.h"
#include "core/data/byte_source.h"
#include "core/messages/data.h"
#include "core/messages/formats.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <sstream>
#include <system_error>

namespace tristate::data {

namespace {

namespace fs = std::filesystem;

constexpr Shape kCifarShape{3, 32, 32};
constexpr std::size_t kRecord = 1 + 3 * 32 * 32; // bytes: the label and the pixels
constexpr std::size_t kMaxRecords = 50'000;      // of a file: all training images there are; usual are 10,000
constexpr int kTrainingBatches = 5;
constexpr std::size_t kMaxMetaBytes = 4096;

constexpr std::array<const char*, 10> kClassNames{"airplane", "automobile", "bird",  "cat",  "deer",
                                                  "dog",      "frog",       "horse", "ship", "truck"};

std::string batchName(int number) {
    return "data_batch_" + std::to_string(number) + ".bin";
}

/// The file or its packed form; empty when there is neither.
fs::path findFile(const fs::path& directory, const std::string& name) {
    std::error_code ignored; // what cannot be looked at counts as missing
    for (const char* ending : {"", ".gz"}) {
        fs::path file = directory / (name + ending);
        if (fs::exists(file, ignored)) return file;
    }
    return {};
}

bool holdsBatches(const fs::path& directory) {
    for (int number = 1; number <= kTrainingBatches; ++number)
        if (!findFile(directory, batchName(number)).empty()) return true;
    return !findFile(directory, "test_batch.bin").empty();
}

/// The directory itself, or the one that the archive unpacks to.
fs::path folderOfBatches(const fs::path& directory) {
    const fs::path unpacked = directory / "cifar-10-batches-bin";
    return !holdsBatches(directory) && holdsBatches(unpacked) ? unpacked : directory;
}

fs::path requireFile(const fs::path& folder, const std::string& name) {
    fs::path file = findFile(folder, name);
    if (file.empty()) {
        throw Error(say::kDirectoryLacks, folder.string(), name, Message(say::kCifarFiles));
    }
    return file;
}

std::vector<fs::path> findTrainingBatches(const fs::path& folder) {
    int last = kTrainingBatches;
    while (last > 1 && findFile(folder, batchName(last)).empty()) --last;
    std::vector<fs::path> files;
    for (int number = 1; number <= last; ++number) files.push_back(requireFile(folder, batchName(number)));
    return files;
}

/// `length`: how many bytes of the record there are.
void checkRecord(const ByteSource& source, std::size_t number, std::size_t length, int label) {
    if (length < kRecord) {
        throw Error(say::kCifarTruncated, source.name(), number, length, kRecord);
    }
    if (number == kMaxRecords) {
        throw Error(say::kCifarTooMany, source.name(), kMaxRecords);
    }
    if (label >= static_cast<int>(kClassNames.size())) {
        throw Error(say::kCifarLabel, source.name(), number, label);
    }
}

void appendBatch(const fs::path& file, Dataset& to) {
    ByteSource source(file);
    // Exactly enough for a plain file; what a packed one holds beyond its size makes room as it comes.
    to.bytes.reserve(to.bytes.size() + static_cast<std::size_t>(std::min<std::uint64_t>(
                                           source.sizeOnDisk(), kMaxRecords * kRecord)));
    std::array<std::uint8_t, kRecord> record{};
    for (std::size_t number = 0;; ++number) {
        const std::size_t length = source.readUpTo(record);
        if (length == 0 && number > 0) return;
        checkRecord(source, number, length, record[0]);
        to.labels.push_back(record[0]);
        to.bytes.insert(to.bytes.end(), record.begin() + 1, record.end());
    }
}

std::vector<std::string> readClassNames(const fs::path& file) {
    ByteSource source(file);
    std::string text(kMaxMetaBytes, '\0');
    text.resize(source.readUpTo({reinterpret_cast<std::uint8_t*>(text.data()), text.size()}));
    std::vector<std::string> names;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
        if (!line.empty()) names.push_back(line);
    }
    if (names.size() != kClassNames.size() || text.size() == kMaxMetaBytes) {
        throw Error(say::kCifarNames, source.name(), names.size(), text.size(), kMaxMetaBytes);
    }
    return names;
}

std::vector<std::string> classNamesIn(const fs::path& folder) {
    const fs::path file = folder / "batches.meta.txt";
    std::error_code ignored;
    if (fs::exists(file, ignored)) return readClassNames(file);
    return {kClassNames.begin(), kClassNames.end()};
}

} // namespace

bool holdsCifarFiles(const fs::path& directory) {
    return holdsBatches(folderOfBatches(directory));
}

Splits loadCifarDirectory(const fs::path& directory) {
    const fs::path folder = folderOfBatches(directory);
    const std::vector<fs::path> trainFiles = findTrainingBatches(folder);
    const fs::path testFile = requireFile(folder, "test_batch.bin");
    const std::vector<std::string> classNames = classNamesIn(folder);
    Splits splits;
    for (const fs::path& file : trainFiles) appendBatch(file, splits.train);
    appendBatch(testFile, splits.test);
    for (Dataset* part : {&splits.train, &splits.test}) {
        part->name = "CIFAR-10";
        part->shape = kCifarShape;
        part->classes = static_cast<int>(kClassNames.size());
        part->classNames = classNames;
    }
    return splits;
}

} // namespace tristate::data
