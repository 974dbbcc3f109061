#pragma once

#include "core/graph/graph.h"

#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace tristate::graph {

/// What is said of the ReLU that follows.
struct ReluMarks {
    bool none = false; ///< none follows
    Relu relu{};
    friend bool operator==(const ReluMarks&, const ReluMarks&) = default;
};

struct Element;
using Sequence = std::vector<Element>;

/// One operation as it is written, with what belongs to it.
struct Leaf {
    Operation operation{};
    bool batchNorm = false;
    ReluMarks marks{};
};

/// What stands in brackets.
struct Bracket {
    std::vector<Sequence> branches;
    bool isSum = false; ///< added, not concatenated
    ReluMarks marks;    ///< of a sum
    int times = 1;
};

/// A part of the text of a net.
struct Element {
    std::variant<Leaf, Bracket> what;
    int number = 0; ///< as messages count: which leaf of the text it is, or the first one in it
};

/// Whether a ReLU follows unless the marks say otherwise: behind weights, and a batch normalisation alone.
bool bringsRelu(const Operation& operation);

/// Takes what follows each other, as all values of maps do.
bool isRun(const Select& select);

/// Null where the text is no operation: "20c5s2+1b", "p2".
std::optional<Leaf> parseLeaf(std::string_view text);

/// "fl0.1m6", all of it optional; null where the text is something else, or marks a ReLU that is not there.
std::optional<ReluMarks> parseReluMarks(std::string_view text);

/// What stands on the bypass of a residual block that goes from one shape to another: nothing, or a
/// convolution 1x1, with batch normalisation when the block has it. Null where no stride leads there.
std::optional<std::vector<Operation>> projection(Shape from, Shape to, bool batchNorm);

/// What parseGraph() reads before it validates the whole.
Graph readGraph(std::string_view text);

} // namespace tristate::graph
