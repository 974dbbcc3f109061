#include "core/data/data_source.h"

#include "core/base/error.h"
#include "core/base/fnv1a.h"
#include "core/base/rng.h"
#include "core/data/array_source.h"
#include "core/data/cifar_reader.h"
#include "core/data/file_set.h"
#include "core/data/generated_sets.h"
#include "core/data/idx_reader.h"
#include "core/data/picture_source.h"
#include "core/data/random_streams.h"
#include "core/data/table_source.h"
#include "core/messages/data.h"
#include "core/messages/sources.h"

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace tristate::data {

namespace {

namespace fs = std::filesystem;

std::size_t checkedCount(int samples, const MessageForm& part) {
    if (samples < 1 || samples > kMaxGeneratedSamples) {
        throw Error(say::kGeneratedCount, Message(part), kMaxGeneratedSamples, samples);
    }
    return static_cast<std::size_t>(samples);
}

class GeneratedSource final : public DataSource {
public:
    explicit GeneratedSource(Generator make) : m_make(std::move(make)) {}

    Message kind() const override { return Message(say::kGeneratedSet); }
    std::int64_t countTrainingSamples(const DataSpec& spec) const override { return spec.trainSamples; }

    Splits load(const DataSpec& spec, LoadProgress&, SourceDetails*) const override {
        const std::size_t trainSamples = checkedCount(spec.trainSamples, say::kTrainingPart);
        const std::size_t testSamples = checkedCount(spec.testSamples, say::kTestPart);
        Splits splits;
        splits.train = m_make(trainSamples, streamFor(spec.seed, Purpose::trainSamples).next());
        splits.test = m_make(testSamples, streamFor(spec.seed, Purpose::testSamples).next());
        return splits;
    }

private:
    Generator m_make;
};

class IdxSource final : public DataSource {
public:
    explicit IdxSource(fs::path directory) : m_directory(std::move(directory)) {}

    Message kind() const override { return Message(say::kIdxFolder); }
    Splits load(const DataSpec&, LoadProgress& progress, SourceDetails*) const override {
        return loadIdxDirectory(m_directory, &progress);
    }
    std::int64_t countTrainingSamples(const DataSpec&) const override {
        return countIdxTrainingImages(m_directory);
    }

private:
    fs::path m_directory;
};

/// Null where the files are nothing that is known.
std::unique_ptr<DataSource> openFiles(const std::shared_ptr<const FileSet>& files) {
    if (auto cifar = CifarSource::find(files)) return cifar;
    if (auto arrays = ArraySource::find(files)) return arrays;
    if (auto pictures = PictureSource::find(files)) return pictures;
    if (auto table = TableSource::find(files)) return table;
    return nullptr;
}

std::unique_ptr<DataSource> openDirectory(const std::string& source, LoadProgress* progress) {
    if (holdsIdxFiles(source)) {
        if (!holdsAllIdxFiles(source)) { // the others may be there in another spelling
            auto arrays = ArraySource::find(std::make_shared<const FileSet>(source, progress));
            if (arrays && arrays->hasTestSet()) return arrays;
        }
        return std::make_unique<IdxSource>(source);
    }
    if (auto found = openFiles(std::make_shared<const FileSet>(source, progress))) return found;
    throw Error(say::kDirectoryEmpty, source, Message(say::kIdxFiles), Message(say::kCifarFiles));
}

std::unique_ptr<DataSource> openFile(const std::string& source, LoadProgress* progress) {
    if (FileSet::isArchive(source)) {
        const auto files = std::make_shared<const FileSet>(source, progress);
        if (auto found = openFiles(files)) return found;
        throw Error(say::kArchiveEmpty, source, files->paths().size());
    }
    if (looksLikeText(ByteSource(source))) return std::make_unique<TableSource>(source);
    throw Error(say::kUnknownFile, source);
}

void add(Fnv1a& hash, const Dataset& part) {
    const auto addAll = [&hash](const auto& numbers) {
        hash.add(numbers.data(), numbers.size() * sizeof numbers.front());
    };
    hash.add(toString(part.shape));
    addAll(part.labels);
    addAll(part.bytes);
    addAll(part.values);
    for (const std::string& name : part.classNames) hash.add(name);
    if (!part.isRegression()) return;
    addAll(part.targetValues);
    for (const Target& target : part.targets) hash.add(target.name);
}

} // namespace

std::unique_ptr<DataSource> openSource(const DataSpec& spec, LoadProgress* progress) {
    // A name goes before a directory of that name, which can be written "./digits".
    if (Generator generator = generatorOf(spec.source))
        return std::make_unique<GeneratedSource>(std::move(generator));
    if (const std::string_view text = embeddedTable(spec.source); !text.empty())
        return std::make_unique<TableSource>([name = "'" + spec.source + "'", text](bool) {
            return ByteSource(name, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
        });
    std::error_code ignored;
    const fs::file_status status = fs::status(spec.source, ignored);
    if (fs::is_directory(status)) return openDirectory(spec.source, progress);
    if (fs::is_regular_file(status)) return openFile(spec.source, progress);
    throw Error(say::kUnknownData, spec.source, generatedNames(), Message(say::kIdxFiles),
                Message(say::kCifarFiles));
}

bool takesLongToOpen(const DataSpec& spec) {
    std::error_code ignored;
    try {
        return !isSetName(spec.source) && fs::is_regular_file(spec.source, ignored) &&
               FileSet::isArchive(spec.source);
    } catch (const Error&) {
        return false; // opening it says why
    }
}

std::string fingerprint(const Splits& splits) {
    Fnv1a hash;
    for (const Dataset* part : {&splits.train, &splits.validation, &splits.test}) add(hash, *part);
    return hash.hex();
}

} // namespace tristate::data
