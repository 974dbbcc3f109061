#pragma once

#include "core/nn/plain_network.h"
#include "tests/support/network_runner.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace tristate::test {

inline float largest(const std::vector<float>& values) {
    float most = 0;
    for (const float v : values) most = std::max(most, std::abs(v));
    return most;
}

/// Logits of the plain network on a batch, through its own forward pass.
inline std::vector<float> plainLogits(const nn::PlainNetwork& plain, const RandomBatch<float>& batch) {
    nn::RowMatrix rows(batch.samples, batch.input.features());
    for (int sample = 0; sample < batch.samples; ++sample)
        for (int f = 0; f < batch.input.features(); ++f)
            rows(sample, f) = batch.input.group(sample / kLanes)[f * kLanes + sample % kLanes];
    const nn::RowMatrix logits = nn::predict(plain, rows);
    return {logits.data(), logits.data() + logits.size()};
}

inline void expectSameLogits(const std::vector<float>& a, const std::vector<float>& b,
                             const std::string& what) {
    ASSERT_EQ(a.size(), b.size());
    const float scale = std::max(largest(a), 1e-3f);
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_LE(std::abs(a[i] - b[i]), 1e-5f * scale) << what;
}

} // namespace tristate::test
