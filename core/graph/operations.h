#pragma once

#include <variant>
#include <vector>

namespace tristate::graph {

/// Fully connected; takes feature maps as a vector in (channel, y, x) order.
struct Dense {
    int units = 0;
    friend bool operator==(const Dense&, const Dense&) = default;
};

/// 2-D convolution (cross-correlation), square kernel; output side = (side + 2 padding - reach) / stride + 1,
/// where the kernel reaches over (kernel - 1) dilation + 1 positions. With `groups`, input and output maps
/// fall into as many equal parts, and each part of the output sees its part of the input alone.
struct Conv {
    int maps = 0;
    int kernel = 0;
    int stride = 1;
    int padding = 0;
    int dilation = 1;
    int groups = 1;

    int reach() const { return (kernel - 1) * dilation + 1; }
    friend bool operator==(const Conv&, const Conv&) = default;
};

/// A convolution of each map by itself: as many maps come out as go in, however many those are.
struct Depthwise {
    int kernel = 0;
    int stride = 1;
    int padding = 0;
    int dilation = 1;

    int reach() const { return (kernel - 1) * dilation + 1; }
    friend bool operator==(const Depthwise&, const Depthwise&) = default;
};

/// Batch normalisation of each channel, with a learnt scale and shift (Ioffe and Szegedy 2015).
struct BatchNorm {
    friend bool operator==(const BatchNorm&, const BatchNorm&) = default;
};

/// The tri-state ReLU: a ReLU, whose channels have gates.
struct Relu {
    float slope = 0;    ///< below zero, 0 to 1
    float cap = 0;      ///< the largest value that comes out, as the 6 of a ReLU6; 0: there is none
    bool fixed = false; ///< every channel stays: the gates on the width do not learn
    friend bool operator==(const Relu&, const Relu&) = default;
};

enum class PoolKind { Max, Average };

/// Pooling, square window; output side = (side + 2 padding - size) / stride + 1, rounded down, or up where
/// windows that begin inside may end outside (`ceil`). Positions outside count for nothing in a maximum; in
/// an average those of the padding count as zeros, unless only what lies inside counts (`insideOnly`), and
/// those beyond the padding never count.
struct Pool {
    int size = 0;
    int stride = 0;
    PoolKind kind = PoolKind::Max;
    int padding = 0;
    bool ceil = false;
    bool insideOnly = false;
    friend bool operator==(const Pool&, const Pool&) = default;
};

/// The mean of each map.
struct GlobalAverage {
    friend bool operator==(const GlobalAverage&, const GlobalAverage&) = default;
};

/// The sum of inputs of one shape.
struct Add {
    friend bool operator==(const Add&, const Add&) = default;
};

/// The channels of all inputs, which are of one height and width, in order.
struct Concat {
    friend bool operator==(const Concat&, const Concat&) = default;
};

/// Dropout of this many percent of the values, in training.
struct Dropout {
    int percent = 0;
    friend bool operator==(const Dropout&, const Dropout&) = default;
};

/// A gate on every single value that the dense layer behind it takes.
struct InputGates {
    friend bool operator==(const InputGates&, const InputGates&) = default;
};

/// y = x / (bias + alpha / size * sum of x^2 over `size` neighbouring channels)^beta (Krizhevsky et al. 2012,
/// section 3.3; alpha divided by the size as Caffe and ONNX have it).
struct ResponseNorm {
    int size = 5;
    float alpha = 1e-4f;
    float beta = 0.75f;
    float bias = 1;
    friend bool operator==(const ResponseNorm&, const ResponseNorm&) = default;
};

/// Some of the channels, in this order: what closed input gates and groups without some of their maps leave.
struct Select {
    std::vector<int> indices;
    bool values = false; ///< of single values, in (channel, y, x) order; maps are taken as a vector
    friend bool operator==(const Select&, const Select&) = default;
};

/// y = scale x + shift, each channel with its own. A fixed one does not learn: it normalises the data, whose
/// training part it is fitted to.
struct Affine {
    bool fixed = false;
    friend bool operator==(const Affine&, const Affine&) = default;
};

/// What one node of a graph does. Values selected here and there have no text form: in finished nets alone.
using Operation = std::variant<Dense, Conv, Depthwise, BatchNorm, Relu, Pool, GlobalAverage, Add, Concat,
                               Dropout, InputGates, ResponseNorm, Select, Affine>;

/// Height (or width) of the maps that come out of a pooling of maps of this one.
inline int outputSide(const Pool& pool, int side) {
    const int room = side + 2 * pool.padding - pool.size;
    const int steps = pool.ceil ? (room + pool.stride - 1) / pool.stride : room / pool.stride;
    // The last window has to begin on the map or on the padding before it.
    return steps * pool.stride >= side + pool.padding ? steps : steps + 1;
}

/// Has weights of its own: dense layers, convolutions, depthwise ones.
inline bool isWeighted(const Operation& operation) {
    return std::holds_alternative<Dense>(operation) || std::holds_alternative<Conv>(operation) ||
           std::holds_alternative<Depthwise>(operation);
}

inline bool isMaxPool(const Operation& operation) {
    const auto* pool = std::get_if<Pool>(&operation);
    return pool && pool->kind == PoolKind::Max;
}

/// Takes several inputs.
inline bool isJoin(const Operation& operation) {
    return std::holds_alternative<Add>(operation) || std::holds_alternative<Concat>(operation);
}

} // namespace tristate::graph
