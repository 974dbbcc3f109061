#include "core/data/survey.h"

#include "core/base/error.h"
#include "core/data/glimpses.h"
#include "core/messages/sources.h"

#include <cstring>
#include <string_view>
#include <unordered_set>

namespace tristate::data {

namespace {

constexpr std::size_t kFew = 10; ///< samples of a class

std::vector<std::size_t> countClasses(const Dataset& part) {
    std::vector<std::size_t> counts(static_cast<std::size_t>(part.classes), 0);
    for (const Label label : part.labels) ++counts[label];
    return counts;
}

/// The values of a sample, as they lie in memory.
std::string_view bytesOf(const Dataset& part, std::size_t sample) {
    const auto features = static_cast<std::size_t>(part.shape.features());
    if (!part.values.empty())
        return {reinterpret_cast<const char*>(part.values.data() + sample * features),
                features * sizeof(float)};
    return {reinterpret_cast<const char*>(part.bytes.data() + sample * features), features};
}

std::size_t countRepeated(const Splits& splits, LoadProgress& progress) {
    constexpr std::size_t kBlock = 4096; ///< samples
    progress.beginPart(1, splits.train.size() + splits.test.size());
    std::unordered_set<std::string_view> inTraining;
    for (std::size_t i = 0; i < splits.train.size(); ++i) {
        inTraining.insert(bytesOf(splits.train, i));
        if (i % kBlock == 0) progress.reach(i);
    }
    std::size_t repeated = 0;
    for (std::size_t i = 0; i < splits.test.size(); ++i) {
        repeated += inTraining.contains(bytesOf(splits.test, i)) ? 1 : 0;
        if (i % kBlock == 0) progress.reach(splits.train.size() + i);
    }
    return repeated;
}

void warn(Survey& found, LoadProgress& progress) {
    for (const ColumnSummary& column : found.details.columns) {
        if (column.kind == ColumnSummary::Kind::LeftOut) continue;
        if (column.isConstant) found.warnings.emplace_back(say::kConstantColumn, column.name);
        if (column.tellsTarget) found.warnings.emplace_back(say::kColumnTellsTarget, column.name);
    }
    for (std::size_t c = 0; c < found.trainCounts.size(); ++c)
        if (found.trainCounts[c] < kFew)
            found.warnings.emplace_back(say::kFewSamples, found.splits.train.classNames[c],
                                        found.trainCounts[c]);
    if (const std::size_t repeated = countRepeated(found.splits, progress); repeated > 0)
        found.warnings.emplace_back(say::kRepeatedSamples, repeated, found.splits.test.size());
}

} // namespace

Survey survey(const DataSpec& spec, LoadProgress& progress) {
    const auto source = openSource(spec, &progress);
    Survey found;
    found.kind = source->kind();
    found.isTable = source->isTable();
    found.splits = load(*source, spec, progress, &found.details);
    addGlimpses(found.details, found.splits.train);
    found.trainCounts = countClasses(found.splits.train);
    found.testCounts = countClasses(found.splits.test);
    found.fingerprint = fingerprint(found.splits);
    warn(found, progress);
    return found;
}

Survey survey(const DataSpec& spec) {
    LoadProgress unwatched;
    return survey(spec, unwatched);
}

} // namespace tristate::data
