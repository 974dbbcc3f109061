#pragma once

#include "app/cli/report.h"
#include "core/sweep/follower.h"

#include <filesystem>
#include <string>

namespace tristate::cli {

/// A finished run, {"event":"run", ...}.
Json runLine(const sweep::Result& result);
/// The same for a person: "lambda3 0.001, seed 1: error 3.20 %, 1,234 parameters, open units 7-3".
std::string runText(const sweep::Result& result);

/// "12 of 64 runs, 1 failed, 2 at work, 3 min left"; without the time where `secondsLeft` is negative.
std::string progressText(const sweep::Counts& counts, double secondsLeft);

/// results.csv and frontier.svg of all results, into the folder of the sweep.
void writePictures(const sweep::Folder& folder, const std::vector<sweep::Result>& results);

/// `tristate sweep --measure`: what a sample costs in time, of every finished run that was not measured yet,
/// and the pictures with it.
void measureAll(const sweep::Folder& folder, bool json);

/// `tristate sweep --status`: what is done, running, failed and left.
void printStatus(const std::filesystem::path& folder, bool json);

/// Of a sweep the run that fulfils the conditions, and its network as a model file where one is asked for.
void printPick(const sweep::Folder& folder, const std::string& conditions,
               const std::filesystem::path& exported, bool json);

} // namespace tristate::cli
