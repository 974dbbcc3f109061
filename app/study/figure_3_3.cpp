#include "app/study/study.h"
#include "core/base/rng.h"
#include "core/graph/graph_text.h"
#include "core/nn/size.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace tristate::study {

namespace {

constexpr int kEvaluation = 5000;
constexpr int kCandidates = 10;             ///< the tenfold budget
constexpr std::uint64_t kSearchStream = 33; ///< of the random numbers of a seed

/// Log-uniform in 1 to `most`: small widths are as likely as large ones.
int randomWidth(Rng& rng, int most) {
    return static_cast<int>(std::exp(rng.uniform(0, std::log(most + 1.0))));
}

std::string randomNet(Rng& rng) {
    const int first = randomWidth(rng, 20), second = randomWidth(rng, 50), third = randomWidth(rng, 500);
    return "1x28x28:" + std::to_string(first) + "c5-p2-" + std::to_string(second) + "c5-p2-" +
           std::to_string(third) + "-10";
}

/// The net of the lowest validation error among the first `budget`.
const Result& best(std::vector<Result>::const_iterator candidates, int budget) {
    return *std::min_element(candidates, candidates + budget, [](const Result& a, const Result& b) {
        return a.validationError < b.validationError;
    });
}

/// Random nets no larger than `most` parameters, to be trained plainly for as long as the gated one.
std::vector<Job> candidatesOf(const Workbench& bench, train::Experiment experiment, std::uint64_t seed,
                              long long most) {
    Rng rng = Rng::stream(seed, kSearchStream);
    std::vector<Job> candidates;
    experiment.train.gates = false;
    while (std::ssize(candidates) < kCandidates) {
        experiment.net = graph::parseGraph(randomNet(rng));
        if (nn::totalParameters(nn::sizes(experiment.net)) > most) continue;
        const std::string label = "random net " + std::to_string(candidates.size() + 1);
        candidates.push_back(bench.job(label, experiment, seed));
    }
    return candidates;
}

} // namespace

Report figure33(Workbench& bench) {
    train::Experiment gated = leNet5();
    gated.train.lambdas.lambda3 = 3e-3;
    gated.data.validation = kEvaluation;
    Report report;
    report.table.columns = {"widths by", "budget", "nets", "parameters", "error %", "validation error %"};
    io::SvgPlot plot{"Widths by search, figure 3.3", "parameters", "error / %", {}, {}};
    const auto add = [&](const std::string& name, const std::string& budget, const Repeats& repeats) {
        std::vector<double> validation;
        io::SvgSeries series{name + ", " + budget, {}, true};
        for (const Result& run : repeats.runs) {
            validation.push_back(run.validationError);
            series.points.emplace_back(static_cast<double>(run.parameters), run.error);
        }
        report.table.rows.push_back({name, budget, repeats.nets(), io::toText(repeats.parameters(), 0),
                                     io::toText(repeats.error(), 2),
                                     io::toText(io::summarise(validation), 2)});
        plot.series.push_back(series);
    };
    const Repeats learnt = bench.run({"gates", gated});
    Repeats once, tenfold;
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < learnt.runs.size(); ++i) {
        auto candidates = candidatesOf(bench, gated, bench.settings().seeds[i], learnt.runs[i].parameters);
        std::move(candidates.begin(), candidates.end(), std::back_inserter(jobs));
    }
    const std::vector<Result> searched = bench.runner().run(jobs);
    for (std::size_t i = 0; i < learnt.runs.size(); ++i) {
        const auto first = searched.begin() + std::ptrdiff_t(i) * kCandidates;
        once.runs.push_back(best(first, 1));
        tenfold.runs.push_back(best(first, kCandidates));
    }
    add("gates", "one run", learnt);
    add("random search", "equal", once);
    add("random search", "tenfold", tenfold);
    report.plots = {plot};
    report.remarks = {
        "Random nets have log-uniform widths and at most the parameters that the gated run "
        "of the same seed kept; each is trained for as long, and the best one chosen by the error "
        "on 5,000 training images held out.",
        "The paper's Bayesian optimisation took about 10 hours to reach what one run of 30 "
        "minutes found."};
    return report;
}

} // namespace tristate::study
