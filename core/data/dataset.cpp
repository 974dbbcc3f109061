#include "core/data/dataset.h"

#include "core/base/error.h"
#include "core/data/byte_tile.h"
#include "core/data/data_source.h"
#include "core/data/random_streams.h"
#include "core/data/selection.h"
#include "core/data/table_encoding.h"
#include "core/messages/data.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <span>
#include <utility>

namespace tristate::data {

namespace {

/// Keeps the samples of the first `classes` classes.
Dataset firstClasses(const Dataset& from, int classes) {
    std::vector<std::size_t> samples;
    for (std::size_t i = 0; i < from.size(); ++i)
        if (std::cmp_less(from.labels[i], classes)) samples.push_back(i);
    Dataset to = select(from, samples);
    to.classes = classes;
    to.classNames.resize(static_cast<std::size_t>(classes));
    return to;
}

void restrictClasses(Splits& splits, const DataSpec& spec) {
    if (spec.classes == 0) return;
    if (splits.train.isRegression())
        throw Error(say::kClassesOfRegression, SettingName{"data.classes"}, spec.source);
    const int most = splits.train.classes;
    if (spec.classes < 2 || spec.classes > most)
        throw Error(say::kFirstClasses, spec.classes, most, spec.source, most);
    splits.train = firstClasses(splits.train, spec.classes);
    splits.test = firstClasses(splits.test, spec.classes);
}

void requireSamples(const Splits& splits, const DataSpec& spec) {
    if (splits.train.size() == 0) throw Error(say::kPartEmpty, Message(say::kTrainingPart), spec.source);
    if (splits.test.size() == 0) throw Error(say::kPartEmpty, Message(say::kTestPart), spec.source);
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
    keep(splits.train, {order.begin(), evaluation});
}

void addPoints(Dataset& train, const DataSpec& spec) {
    constexpr std::size_t kMaxPoints = 10'000;
    if (spec.points.empty()) return;
    if (train.shape.features() != 2 || train.values.empty() || train.isRegression())
        throw Error(say::kPointsNotInPlane, spec.source);
    if (spec.points.size() > kMaxPoints) throw Error(say::kTooManyPoints, spec.points.size(), kMaxPoints);
    for (const AddedPoint& point : spec.points) {
        const auto isInside = [](double c) { return c >= 0 && c <= 1; };
        if (!isInside(point.x) || !isInside(point.y) || point.label < 0 || point.label >= train.classes)
            throw Error(say::kPointInvalid, point.x, point.y, point.label, train.classes - 1);
        train.values.insert(train.values.end(), {static_cast<float>(point.x), static_cast<float>(point.y)});
        train.labels.push_back(static_cast<Label>(point.label));
    }
}

/// Mean and deviation of every target over the training part, in double precision, samples in their order.
void measureTargets(Splits& splits, const DataSpec& spec) {
    Dataset& train = splits.train;
    const std::size_t width = train.targets.size();
    const auto samples = static_cast<double>(train.size());
    for (std::size_t t = 0; t < width; ++t) {
        Target& target = train.targets[t];
        double sum = 0, squares = 0;
        for (std::size_t i = t; i < train.targetValues.size(); i += width)
            sum += static_cast<double>(train.targetValues[i]);
        target.mean = sum / samples;
        for (std::size_t i = t; i < train.targetValues.size(); i += width) {
            const double distance = static_cast<double>(train.targetValues[i]) - target.mean;
            squares += distance * distance;
        }
        target.deviation = std::sqrt(squares / samples);
        if (!(target.deviation > 0)) throw Error(say::kTargetConstant, target.name, spec.source);
    }
    splits.validation.targets = splits.test.targets = train.targets;
}

void requireTask(const Splits& splits, const DataSpec& spec) {
    if (spec.task == TaskKind::Regression && !splits.train.isRegression())
        throw Error(say::kRegressionNeedsTable, spec.source, SettingName{"data.task"});
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
    LoadProgress unwatched;
    return load(spec, unwatched);
}

Splits load(const DataSpec& spec, LoadProgress& progress) {
    return load(*openSource(spec, &progress), spec, progress);
}

Splits load(const DataSource& source, const DataSpec& spec) {
    LoadProgress unwatched;
    return load(source, spec, unwatched);
}

Splits load(const DataSource& source, const DataSpec& spec, LoadProgress& progress, SourceDetails* details) {
    Splits splits = source.load(spec, progress, details);
    requireTask(splits, spec);
    restrictClasses(splits, spec);
    requireSamples(splits, spec);
    holdOutValidation(splits, spec);
    addPoints(splits.train, spec);
    if (!splits.train.columns.empty()) fillMissing(splits);
    measureTargets(splits, spec);
    return splits;
}

std::int64_t countTrainingSamples(const DataSpec& spec) {
    std::int64_t all = 0;
    try {
        all = openSource(spec)->countTrainingSamples(spec);
    } catch (const Error&) {
        return 0; // loading it will say why
    }
    if (all == 0) return 0;
    return std::max<std::int64_t>(0, all + static_cast<std::int64_t>(spec.points.size()) - spec.validation);
}

} // namespace tristate::data
