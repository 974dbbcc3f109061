#include "core/data/stratified_split.h"

#include "core/base/error.h"
#include "core/data/random_streams.h"
#include "core/data/selection.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <cmath>

namespace tristate::data {

std::vector<bool> chooseTestSamples(const std::vector<Label>& labels, int classes, double fraction,
                                    std::uint64_t seed, const std::string& source) {
    std::vector<std::vector<std::size_t>> ofClass(static_cast<std::size_t>(classes));
    for (std::size_t i = 0; i < labels.size(); ++i) ofClass[labels[i]].push_back(i);
    Rng rng = streamFor(seed, Purpose::testSplit);
    std::vector<bool> isTest(labels.size(), false);
    std::size_t chosen = 0;
    for (auto& samples : ofClass) {
        if (samples.empty()) continue;
        rng.shuffle(samples);
        const auto share =
            static_cast<std::size_t>(std::lround(fraction * static_cast<double>(samples.size())));
        const std::size_t count = std::min(share, samples.size() - 1);
        for (std::size_t i = 0; i < count; ++i) isTest[samples[i]] = true;
        chosen += count;
    }
    if (chosen == 0) throw Error(say::kNoTestShare, source, labels.size(), fraction);
    return isTest;
}

void takeTestSamples(Splits& splits, const DataSpec& spec) {
    const Dataset& all = splits.train;
    const std::vector<bool> isTest =
        all.isRegression()
            ? chooseTestSamples(std::vector<Label>(all.size(), 0), 1, spec.testFraction, spec.seed,
                                spec.source)
            : chooseTestSamples(all.labels, all.classes, spec.testFraction, spec.seed, spec.source);
    std::vector<std::size_t> train, test;
    for (std::size_t i = 0; i < isTest.size(); ++i) (isTest[i] ? test : train).push_back(i);
    splits.test = select(splits.train, test);
    keep(splits.train, train);
}

} // namespace tristate::data
