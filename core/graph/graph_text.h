#pragma once

#include "core/graph/graph.h"

#include <optional>
#include <string>
#include <string_view>

namespace tristate::graph {

/// The text form of a graph: `784-300-100-10`, `1x28x28:20c5-p2-50c5-p2-500-10`. A tri-state ReLU follows
/// every weighted layer, behind the max-pooling that follows it, where one does; it is not written down.
/// There is none behind the last layer, nor behind the last one of a branch that is added to another.
///
///     300      a dense layer of 300 units
///     20c5     a convolution to 20 maps, kernel 5x5; 20c5s2+1: stride 2, padding 1; x2: dilation 2; g4: four
///              groups
///     dw3      a depthwise convolution, kernel 3x3; dw3s2+1, likewise
///              Behind these, in this order: b with batch normalisation; f every unit stays; n no ReLU
///              follows; l0.1 it has the slope 0.1 below zero; m6 it yields 6 at most
///     b, r     batch normalisation with a ReLU behind it, a ReLU alone: the same marks
///     p2       max-pooling 2x2, stride 2; p3s2+1: 3x3, stride 2, padding 1; p3s2u: sides rounded up
///     a2       average pooling, likewise; a3s2+1i: what lies in the padding does not count
///     ga       the mean of each map
///     d50      dropout of 50 %
///     g        input gates
///     lrn5     local response normalisation over 5 channels
///     sel0..5,8  of the channels 0 to 5 and 8, in this order
///     [A]+     a residual block: A and its own input, added, and a ReLU behind; where A changes the shape, a
///              convolution 1x1 stands on the bypass, with batch normalisation when A has it
///     [A/B]    branches side by side, concatenated; one of them may be empty: the input as it is
///     [A/B]+   branches added; marks of the ReLU behind: [A]+n
///     [..]x3   three of them in a row
///
/// ResNet-20 is 3x32x32:16c3+1b-[16c3+1b-16c3+1b]+x3-[32c3s2+1b-32c3+1b]+-[32c3+1b-32c3+1b]+x2-...-ga-10.
/// Throws Error naming the part of the text that is invalid.
Graph parseGraph(std::string_view text);

/// The text of a graph, which parseGraph() reads as the same graph. A graph whose branches are not nested in
/// each other has none: what is returned then tells its input and how many nodes it has, in angle brackets.
std::string toString(const Graph& graph);

/// Of one operation, without marks; null where the text is none. Joins are "add" and "concat".
std::optional<Operation> parseOperation(std::string_view text);

/// Of one operation, e.g. "20c5s2+1", "p2" or "add"; what has no text form is told by its name, "select".
std::string toString(const Operation& operation);

} // namespace tristate::graph
