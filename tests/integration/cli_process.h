#pragma once

#include <nlohmann/json.hpp>

#include <csignal>
#include <string>
#include <vector>

namespace tristate::cli {

/// What a finished `tristate` left behind.
struct Outcome {
    int exitCode = -1;
    std::string out;
    std::string err;

    std::vector<std::string> lines() const;
    std::vector<nlohmann::json> jsonLines() const;
    /// The last JSON line.
    nlohmann::json done() const;
};

/// Runs `tristate` with these arguments (shell words, so paths are to be quoted where they hold spaces);
/// standard output and standard error are no terminals.
Outcome run(const std::string& arguments);

/// The same, but sends a signal when the first line of standard output has appeared; so many, one right
/// behind the other.
Outcome runAndInterrupt(const std::string& arguments, int signal = SIGINT, int count = 1);

} // namespace tristate::cli
