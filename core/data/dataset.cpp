#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/byte_tile.h"
#include "core/data/cifar_reader.h"
#include "core/data/generated_sets.h"
#include "core/data/idx_reader.h"
#include "core/messages/data.h"

#include <algorithm>
#include <cassert>
#include <filesystem>
#include <numeric>
#include <span>
#include <system_error>

namespace tristate::data {

namespace {

/// What a seed is used for: each purpose has a random stream of its own.
enum class Purpose : std::uint64_t { trainSamples, testSamples, validationSplit };

Rng streamFor(std::uint64_t seed, Purpose purpose) {
    return Rng::stream(seed, static_cast<std::uint64_t>(purpose));
}

std::size_t checkedCount(int samples, const MessageForm& part) {
    if (samples < 1 || samples > kMaxGeneratedSamples) {
        throw Error(say::kGeneratedCount, Message(part), kMaxGeneratedSamples, samples);
    }
    return static_cast<std::size_t>(samples);
}

Splits generate(const DataSpec& spec, const Generator& make) {
    const std::size_t trainSamples = checkedCount(spec.trainSamples, say::kTrainingPart);
    const std::size_t testSamples = checkedCount(spec.testSamples, say::kTestPart);
    Splits splits;
    splits.train = make(trainSamples, streamFor(spec.seed, Purpose::trainSamples).next());
    splits.test = make(testSamples, streamFor(spec.seed, Purpose::testSamples).next());
    return splits;
}

Splits loadDirectory(const std::string& source) {
    std::error_code ignored;
    if (std::filesystem::is_directory(source, ignored)) {
        if (holdsIdxFiles(source)) return loadIdxDirectory(source);
        if (holdsCifarFiles(source)) return loadCifarDirectory(source);
        throw Error(say::kDirectoryEmpty, source, Message(say::kIdxFiles), Message(say::kCifarFiles));
    }
    throw Error(say::kUnknownData, source, generatedNames(), Message(say::kIdxFiles),
                Message(say::kCifarFiles));
}

/// The given samples, in the order given, as a dataset of the same kind.
Dataset select(const Dataset& from, std::span<const std::size_t> samples) {
    Dataset to;
    to.name = from.name;
    to.shape = from.shape;
    to.classes = from.classes;
    to.classNames = from.classNames;
    to.labels.reserve(samples.size());
    for (const std::size_t sample : samples) to.labels.push_back(from.labels[sample]);

    const auto features = static_cast<std::size_t>(from.shape.features());
    const auto copyRows = [&](const auto& source, auto& target) {
        if (source.empty()) return;
        target.resize(samples.size() * features);
        auto row = target.begin();
        for (const std::size_t sample : samples)
            row = std::copy_n(source.data() + sample * features, features, row);
    };
    copyRows(from.bytes, to.bytes);
    copyRows(from.values, to.values);
    return to;
}

/// Keeps the samples of the first `classes` classes.
Dataset firstClasses(const Dataset& from, int classes) {
    std::vector<std::size_t> samples;
    for (std::size_t i = 0; i < from.size(); ++i)
        if (from.labels[i] < classes) samples.push_back(i);
    Dataset to = select(from, samples);
    to.classes = classes;
    to.classNames.resize(static_cast<std::size_t>(classes));
    return to;
}

void restrictClasses(Splits& splits, const DataSpec& spec) {
    if (spec.classes == 0) return;
    const int most = splits.train.classes;
    if (spec.classes < 2 || spec.classes > most)
        throw Error(say::kFirstClasses, spec.classes, most, spec.source, most);
    splits.train = firstClasses(splits.train, spec.classes);
    splits.test = firstClasses(splits.test, spec.classes);
}

void holdOutValidation(Splits& splits, const DataSpec& spec) {
    const std::size_t size = splits.train.size();
    if (spec.validation < 0 || static_cast<std::size_t>(spec.validation) >= size) {
        throw Error(say::kHoldOut, spec.validation, size, spec.source, size - 1);
    }
    if (spec.validation == 0) {
        splits.validation = select(splits.train, {});
        return;
    }
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    streamFor(spec.seed, Purpose::validationSplit).shuffle(order);
    const auto evaluation = order.end() - spec.validation;
    std::sort(order.begin(), evaluation); // which samples is random; both parts keep the order of the source
    std::sort(evaluation, order.end());
    splits.validation = select(splits.train, {evaluation, order.end()});
    splits.train = select(splits.train, {order.begin(), evaluation});
}

void addPoints(Dataset& train, const DataSpec& spec) {
    constexpr std::size_t kMaxPoints = 10'000;
    if (spec.points.empty()) return;
    if (train.shape.features() != 2 || train.values.empty()) throw Error(say::kPointsNotInPlane, spec.source);
    if (spec.points.size() > kMaxPoints) throw Error(say::kTooManyPoints, spec.points.size(), kMaxPoints);
    for (const AddedPoint& point : spec.points) {
        const auto isInside = [](double c) { return c >= 0 && c <= 1; };
        if (!isInside(point.x) || !isInside(point.y) || point.label < 0 || point.label >= train.classes)
            throw Error(say::kPointInvalid, point.x, point.y, point.label, train.classes - 1);
        train.values.insert(train.values.end(), {static_cast<float>(point.x), static_cast<float>(point.y)});
        train.labels.push_back(static_cast<std::uint8_t>(point.label));
    }
}

} // namespace

void Dataset::copySample(std::size_t sample, float* row) const {
    assert(sample < size());
    const auto features = static_cast<std::size_t>(shape.features());
    const std::size_t begin = sample * features;
    if (!values.empty()) {
        std::copy_n(values.data() + begin, features, row);
        return;
    }
    std::transform(bytes.data() + begin, bytes.data() + begin + features, row, fractionOf);
}

Splits load(const DataSpec& spec) {
    // A name goes before a directory of that name, which can be written "./digits".
    const Generator generator = generatorOf(spec.source);
    Splits splits = generator ? generate(spec, generator) : loadDirectory(spec.source);
    restrictClasses(splits, spec);
    holdOutValidation(splits, spec);
    addPoints(splits.train, spec);
    return splits;
}

std::int64_t countTrainingSamples(const DataSpec& spec) {
    const bool isGenerated = static_cast<bool>(generatorOf(spec.source));
    const std::int64_t all = isGenerated ? spec.trainSamples : countIdxTrainingImages(spec.source);
    return std::max<std::int64_t>(0, all + static_cast<std::int64_t>(spec.points.size()) - spec.validation);
}

} // namespace tristate::data
