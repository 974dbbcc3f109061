#pragma once

#include "core/base/rng.h"
#include "core/nn/plain_network.h"

#include <cmath>

namespace tristate::nn {

/// Random plain layers and networks for tests; weights of the size of a trained network's.

inline RowMatrix randomMatrix(Eigen::Index rows, Eigen::Index columns, double scale, Rng& rng) {
    return RowMatrix::NullaryExpr(rows, columns, [&] { return static_cast<float>(scale * rng.normal()); });
}

inline PlainDense randomDense(int outputs, int inputs, Rng& rng) {
    return {randomMatrix(outputs, inputs, std::sqrt(2.0 / inputs), rng), randomMatrix(outputs, 1, 0.1, rng)};
}

inline PlainConv randomConv(int maps, int inputMaps, int kernel, int stride, int padding, Rng& rng) {
    const int inputs = inputMaps * kernel * kernel;
    return {.weight = randomMatrix(maps, inputs, std::sqrt(2.0 / inputs), rng),
            .bias = randomMatrix(maps, 1, 0.1, rng),
            .inputMaps = inputMaps,
            .kernel = kernel,
            .stride = stride,
            .padding = padding};
}

/// Values in 0..1, as images have.
inline RowMatrix randomSamples(Eigen::Index samples, Shape shape, Rng& rng) {
    return RowMatrix::NullaryExpr(samples, shape.features(),
                                  [&] { return static_cast<float>(rng.uniform()); });
}

inline PlainNetwork randomDenseNetwork(Rng& rng) {
    return {
        {23, 1, 1},
        {randomDense(17, 23, rng), PlainRelu{}, randomDense(7, 17, rng), PlainRelu{}, randomDense(5, 7, rng)},
        {}};
}

/// Odd widths, a stride, a padding, leaky ReLUs, overlapping pools and maps that are not square.
inline PlainNetwork randomConvNetwork(Rng& rng) {
    return {{2, 13, 11},
            {randomConv(5, 2, 3, 1, 1, rng), PlainPool{2, 2}, PlainRelu{0.01f},
             randomConv(3, 5, 3, 2, 1, rng), PlainRelu{}, PlainPool{2, 1}, PlainFlatten{},
             randomDense(11, 12, rng), PlainRelu{0.2f}, randomDense(4, 11, rng)},
            {}};
}

/// Average pooling, and input gates that left single values behind the maps.
inline PlainNetwork randomSelectingNetwork(Rng& rng) {
    return {{2, 9, 8},
            {randomConv(5, 2, 3, 1, 1, rng), PlainRelu{}, PlainPool{2, 2, PoolKind::Average}, PlainFlatten{},
             PlainSelect{{0, 3, 4, 17, 40, 41, 79}}, randomDense(6, 7, rng), PlainRelu{}, PlainSelect{{1, 5}},
             randomDense(4, 2, rng)},
            {}};
}

} // namespace tristate::nn
