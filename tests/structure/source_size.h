#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tristate::structure {

/// A function with a body, a constructor or a test among them, or a lambda outside of any.
struct FunctionSize {
    std::string name; ///< what stands before its parameters: "Session::pause", "TEST"
    int line = 0;     ///< of its name, counts from 1
    int lines = 0;    ///< from its name to the brace that closes it
};

/// The functions of a C++ source, in order. It takes the text as it is, without a preprocessor: braces that a
/// macro hides, and both branches of an #if that open one brace, would mislead it.
std::vector<FunctionSize> functionsOf(std::string_view source);

/// How many lines a source has.
int linesOf(std::string_view source);

} // namespace tristate::structure
