#pragma once

#include "core/base/rng.h"
#include "core/tensor/activation.h"

#include <gtest/gtest.h>

#include <vector>

namespace tristate::test {

template <class T>
Activation<T> randomActivation(int features, int groups, Rng& rng) {
    Activation<T> a;
    a.resize(features, groups);
    for (int g = 0; g < groups; ++g)
        for (int i = 0; i < features * kLanes; ++i) a.group(g)[i] = static_cast<T>(rng.normal());
    return a;
}

template <class T>
std::vector<T> randomWeights(int count, Rng& rng) {
    std::vector<T> w(static_cast<std::size_t>(count));
    for (T& v : w) v = static_cast<T>(rng.normal());
    return w;
}

template <class T>
void expectEqual(const Activation<T>& a, const Activation<T>& b, T tolerance) {
    ASSERT_EQ(a.features(), b.features());
    for (int g = 0; g < a.groups(); ++g)
        EXPECT_LE((a.map(g) - b.map(g)).abs().maxCoeff(), tolerance) << "group " << g;
}

} // namespace tristate::test
