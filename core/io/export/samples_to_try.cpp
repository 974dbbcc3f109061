#include "core/io/export/samples_to_try.h"

#include "core/data/selection.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tristate::io {

namespace {

constexpr long long kFewest = 32, kMost = 1000;       ///< a few percent of error show in a thousand
constexpr long long kOperationsToTry = 5'000'000'000; ///< of all samples

} // namespace

data::Dataset samplesToTry(const nn::PlainNetwork& network, const data::Dataset& test) {
    const long long affordable = kOperationsToTry / std::max(1LL, network.flops());
    const auto most = static_cast<std::size_t>(std::clamp(affordable, kFewest, kMost));
    std::vector<std::size_t> samples(std::min(most, test.size()));
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = i * test.size() / samples.size();
    return data::select(test, samples);
}

} // namespace tristate::io
