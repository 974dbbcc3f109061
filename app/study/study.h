#pragma once

#include "app/study/report.h"
#include "app/study/runner.h"
#include "core/io/report/statistics.h"

#include <cstdint>
#include <string>
#include <vector>

namespace tristate::study {

/// What the user chooses of a study.
struct Settings {
    std::string data = "digits"; ///< MNIST, as in data::DataSpec::source
    std::string fashion;         ///< Fashion-MNIST; empty: left out
    std::vector<std::uint64_t> seeds{1, 2, 3};
    int threads = 0;    ///< changes no figure
    bool quick = false; ///< a few hundred minibatches a run: to see that it works, the figures mean nothing
};

/// The same setting, once for each seed.
struct Repeats {
    std::vector<Result> runs;

    io::Summary accuracy() const; ///< percent of the test set
    io::Summary error() const;
    io::Summary parameters() const;
    io::Summary depth() const; ///< layers of weights
    /// Units of the weight layer so many before the output layer, e.g. 1 for the last hidden one.
    io::Summary width(int beforeOutput) const;
    std::string nets() const; ///< the widths of all runs: "16-26-10, 15-27-10"
};

/// Units of every weight layer of a net spec.
std::vector<int> widths(const std::string& net);

/// What a study wants trained, with each seed.
struct Setting {
    std::string label;
    train::Experiment experiment;
};

/// What a study works with: the settings, and the runner with what is remembered.
class Workbench {
public:
    Workbench(Runner& runner, Settings settings) : m_runner(runner), m_settings(std::move(settings)) {}

    const Settings& settings() const { return m_settings; }
    Runner& runner() { return m_runner; }

    /// The job of one seed: with the data, threads and length of the settings.
    Job job(const std::string& label, train::Experiment experiment, std::uint64_t seed) const;
    /// Each setting with every seed. All that is asked for at once can be done side by side.
    std::vector<Repeats> run(const std::vector<Setting>& settings);
    Repeats run(const Setting& setting) { return run(std::vector{setting}).front(); }
    /// The net that each run of `from` ended with trained plainly from new weights, all else as in its
    /// setting.
    std::vector<Repeats> fromScratch(const std::vector<Setting>& settings, const std::vector<Repeats>& from);

private:
    std::vector<Repeats> repeatsOf(const std::vector<Result>& results) const;

    Runner& m_runner;
    Settings m_settings;
};

/// LeNet-5 and its recipe (the defaults of train::TrainConfig) with this net.
train::Experiment leNet5(const std::string& net = "1x28x28:20c5-p2-50c5-p2-500-10");

/// A table or figure of the paper (Srinivas and Babu 2016; numbers of tables as in the first author's thesis
/// of 2017), or one of ours.
struct Study {
    const char* name;  ///< "table-3.1"
    const char* title; ///< a line
    Report (*run)(Workbench& bench);
};

Report table31(Workbench& bench);
Report table32(Workbench& bench);
Report table33(Workbench& bench);
Report figure32a(Workbench& bench);
Report figure32b(Workbench& bench);
Report figure33(Workbench& bench);
Report frontier(Workbench& bench);

/// All there are, in the order of the paper.
const std::vector<Study>& studies();
/// Throws Error listing the names when there is none of that name.
const Study& studyOf(const std::string& name);

} // namespace tristate::study
