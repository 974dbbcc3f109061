#include "core/data/cifar_reader.h"

#include "core/base/error.h"
#include "core/data/byte_source.h"
#include "core/messages/data.h"
#include "core/messages/formats.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

namespace tristate::data {

namespace {

constexpr Shape kCifarShape{3, 32, 32};
constexpr std::size_t kPixelBytes = 3 * 32 * 32;
constexpr std::size_t kMaxRecords = 50'000; // of a file: all training images there are
constexpr int kTrainingBatches = 5;
constexpr std::size_t kMaxMetaBytes = 4096;

constexpr std::array<const char*, 10> kClassNames{"airplane", "automobile", "bird",  "cat",  "deer",
                                                  "dog",      "frog",       "horse", "ship", "truck"};

/// What the two sets differ in.
struct CifarForm {
    const char* name;
    int classes;
    std::size_t labelBytes; ///< the last of them is the class
    const char* testFile;
    const char* namesFile;
    const MessageForm& files;

    std::size_t recordBytes() const { return labelBytes + kPixelBytes; }
};

const CifarForm& formOf(bool isFine) {
    static const CifarForm ten{"CIFAR-10", 10, 1, "test_batch.bin", "batches.meta.txt", say::kCifarFiles};
    static const CifarForm hundred{
        "CIFAR-100", 100, 2, "test.bin", "fine_label_names.txt", say::kCifarHundredFiles};
    return isFine ? hundred : ten;
}

std::string batchName(int number) {
    return "data_batch_" + std::to_string(number) + ".bin";
}

/// The file or its packed form.
std::optional<std::size_t> findFile(const FileSet& files, const std::string& path) {
    for (const char* ending : {"", ".gz"}) {
        const auto at = std::lower_bound(files.paths().begin(), files.paths().end(), path + ending);
        if (at != files.paths().end() && *at == path + ending)
            return static_cast<std::size_t>(at - files.paths().begin());
    }
    return std::nullopt;
}

bool holdsBatches(const FileSet& files, const std::string& folder) {
    for (int number = 1; number <= kTrainingBatches; ++number)
        if (findFile(files, folder + batchName(number))) return true;
    return findFile(files, folder + "test_batch.bin").has_value();
}

/// `train.bin` could be anything: of a folder further down, only where it is named as the set unpacks.
bool holdsFineSet(const FileSet& files, const std::string& folder) {
    const bool hasTraining = findFile(files, folder + "train.bin").has_value();
    const bool hasTest = findFile(files, folder + "test.bin").has_value();
    const bool isNamed =
        folder.ends_with("cifar-100-binary/") || findFile(files, folder + "fine_label_names.txt").has_value();
    return (hasTraining && hasTest && folder.empty()) || ((hasTraining || hasTest) && isNamed);
}

/// The folders of such files, those highest up first.
std::vector<std::string> foldersWithBatches(const FileSet& files) {
    std::vector<std::string> folders;
    for (const std::string& path : files.paths()) {
        if (!path.ends_with(".bin") && !path.ends_with(".bin.gz")) continue;
        const std::size_t slash = path.rfind('/');
        folders.push_back(slash == path.npos ? "" : path.substr(0, slash + 1));
    }
    const auto depth = [](const std::string& folder) {
        return std::count(folder.begin(), folder.end(), '/');
    };
    std::sort(folders.begin(), folders.end(), [&](const std::string& a, const std::string& b) {
        return std::pair(depth(a), a) < std::pair(depth(b), b);
    });
    folders.erase(std::unique(folders.begin(), folders.end()), folders.end());
    return folders;
}

std::size_t requireFile(const FileSet& files, const std::string& folder, const std::string& name,
                        const CifarForm& form) {
    if (const auto file = findFile(files, folder + name)) return *file;
    const std::string inside = folder.empty() ? folder : "/" + folder.substr(0, folder.size() - 1);
    throw Error(say::kDirectoryLacks, files.name() + inside, name, Message(form.files));
}

std::vector<std::size_t> findTrainingFiles(const FileSet& files, const std::string& folder,
                                           const CifarForm& form, bool isFine) {
    if (isFine) return {requireFile(files, folder, "train.bin", form)};
    int last = kTrainingBatches;
    while (last > 1 && !findFile(files, folder + batchName(last))) --last;
    std::vector<std::size_t> batches;
    for (int number = 1; number <= last; ++number)
        batches.push_back(requireFile(files, folder, batchName(number), form));
    return batches;
}

/// `length`: how many bytes of the record there are.
void checkRecord(const ByteSource& source, std::size_t number, std::size_t length, int label,
                 const CifarForm& form) {
    if (length < form.recordBytes())
        throw Error(say::kCifarTruncated, source.name(), number, length, form.recordBytes());
    if (number == kMaxRecords) throw Error(say::kCifarTooMany, source.name(), kMaxRecords, form.name);
    if (label >= form.classes)
        throw Error(say::kCifarLabel, source.name(), number, label, form.name, form.classes - 1);
}

void appendBatch(ByteSource source, const CifarForm& form, Dataset& to) {
    // Exactly enough for a plain file; what a packed one holds beyond its size makes room as it comes.
    to.bytes.reserve(to.bytes.size() + static_cast<std::size_t>(std::min<std::uint64_t>(
                                           source.sizeOnDisk(), kMaxRecords * form.recordBytes())));
    std::vector<std::uint8_t> record(form.recordBytes());
    const auto pixels = static_cast<std::ptrdiff_t>(form.labelBytes);
    for (std::size_t number = 0;; ++number) {
        const std::size_t length = source.readUpTo(record);
        if (length == 0 && number > 0) return;
        const std::uint8_t label = record[form.labelBytes - 1];
        checkRecord(source, number, length, label, form);
        to.labels.push_back(label);
        to.bytes.insert(to.bytes.end(), record.begin() + pixels, record.end());
    }
}

std::vector<std::string> readClassNames(ByteSource source, const CifarForm& form) {
    std::string text(kMaxMetaBytes, '\0');
    text.resize(source.readUpTo({reinterpret_cast<std::uint8_t*>(text.data()), text.size()}));
    std::vector<std::string> names;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
        if (!line.empty()) names.push_back(line);
    }
    if (std::cmp_not_equal(names.size(), form.classes) || text.size() == kMaxMetaBytes)
        throw Error(say::kCifarNames, source.name(), names.size(), text.size(), kMaxMetaBytes, form.classes);
    return names;
}

std::vector<std::string> classNamesIn(const FileSet& files, const std::string& folder,
                                      const CifarForm& form) {
    if (const auto file = findFile(files, folder + form.namesFile))
        return readClassNames(files.open(*file), form);
    if (std::cmp_equal(form.classes, kClassNames.size())) return {kClassNames.begin(), kClassNames.end()};
    std::vector<std::string> numbers;
    for (int c = 0; c < form.classes; ++c) numbers.push_back(std::to_string(c));
    return numbers;
}

} // namespace

std::unique_ptr<CifarSource> CifarSource::find(std::shared_ptr<const FileSet> files) {
    for (const std::string& folder : foldersWithBatches(*files)) {
        const bool isTen = holdsBatches(*files, folder);
        if (!isTen && !holdsFineSet(*files, folder)) continue;
        std::unique_ptr<CifarSource> source(new CifarSource);
        source->m_files = std::move(files);
        source->m_isFine = !isTen;
        source->m_folder = folder;
        return source;
    }
    return nullptr;
}

Message CifarSource::kind() const {
    return Message(m_isFine ? say::kCifarHundred : say::kCifarFolder);
}

Splits CifarSource::load(const DataSpec&, LoadProgress& progress, SourceDetails*) const {
    const CifarForm& form = formOf(m_isFine);
    const std::vector<std::size_t> trainFiles = findTrainingFiles(*m_files, m_folder, form, m_isFine);
    const std::size_t testFile = requireFile(*m_files, m_folder, form.testFile, form);
    const std::vector<std::string> classNames = classNamesIn(*m_files, m_folder, form);
    Splits splits;
    const auto append = [&](std::size_t file, std::size_t filesLeft, Dataset& to) {
        ByteSource source = m_files->take(file);
        source.watch(&progress, 1 / static_cast<double>(filesLeft));
        appendBatch(std::move(source), form, to);
    };
    for (std::size_t i = 0; i < trainFiles.size(); ++i)
        append(trainFiles[i], trainFiles.size() + 1 - i, splits.train);
    append(testFile, 2, splits.test);
    for (Dataset* part : {&splits.train, &splits.test}) {
        part->name = form.name;
        part->shape = kCifarShape;
        part->classes = form.classes;
        part->classNames = classNames;
    }
    return splits;
}

} // namespace tristate::data
