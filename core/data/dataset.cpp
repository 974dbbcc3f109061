#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/base/rng.h"
#include "core/data/byte_tile.h"
#include "core/data/cifar_reader.h"
#include "core/data/generated_sets.h"
#include "core/data/idx_reader.h"

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

std::size_t checkedCount(int samples, const char* option) {
    if (samples < 1 || samples > kMaxGeneratedSamples) {
        throw Error(std::string("the number of generated ") + option + " samples must be 1 to " +
                    std::to_string(kMaxGeneratedSamples) + ", not " + std::to_string(samples));
    }
    return static_cast<std::size_t>(samples);
}

Splits generate(const DataSpec& spec, const Generator& make) {
    const std::size_t trainSamples = checkedCount(spec.trainSamples, "training");
    const std::size_t testSamples = checkedCount(spec.testSamples, "test");
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
        throw Error("the data directory '" + source + "' holds no data; it must hold " + idxFileNames() +
                    ", or " + cifarFileNames());
    }
    throw Error("the data '" + source +
                "' is neither a directory nor a generated set; the generated sets are " + generatedNames() +
                ", and a directory must hold " + idxFileNames() + ", or " + cifarFileNames());
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
        throw Error("cannot keep the first " + std::to_string(spec.classes) + " classes of the " +
                    std::to_string(most) + " of '" + spec.source + "'; expected 2 to " +
                    std::to_string(most) + ", or 0 for all");
    splits.train = firstClasses(splits.train, spec.classes);
    splits.test = firstClasses(splits.test, spec.classes);
}

void holdOutValidation(Splits& splits, const DataSpec& spec) {
    const std::size_t size = splits.train.size();
    if (spec.validation < 0 || static_cast<std::size_t>(spec.validation) >= size) {
        throw Error("cannot hold out " + std::to_string(spec.validation) +
                    " samples for validation from the " + std::to_string(size) + " training samples of '" +
                    spec.source + "'; expected 0 to " + std::to_string(size - 1));
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
    if (train.shape.features() != 2 || train.values.empty())
        throw Error("points were added to the data '" + spec.source + "', which are not points in the plane");
    if (spec.points.size() > kMaxPoints)
        throw Error("there are " + std::to_string(spec.points.size()) + " added points, expected at most " +
                    std::to_string(kMaxPoints));
    for (const AddedPoint& point : spec.points) {
        const auto isInside = [](double c) { return c >= 0 && c <= 1; };
        if (!isInside(point.x) || !isInside(point.y) || point.label < 0 || point.label >= train.classes)
            throw Error("the added point (" + std::to_string(point.x) + ", " + std::to_string(point.y) +
                        ") of class " + std::to_string(point.label) +
                        " cannot be; expected coordinates from 0 to 1 and a class from 0 to " +
                        std::to_string(train.classes - 1));
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
