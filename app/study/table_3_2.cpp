#include "app/study/al_recipes.h"
#include "app/study/study.h"
#include "core/prune/factorise.h"
#include "core/prune/import_network.h"

#include <array>
#include <tuple>

namespace tristate::study {

namespace {

constexpr int kFirstDense = 0;
constexpr int kFineTuningEpochs = 8; ///< as long as gates stay frozen at the end of the learnt runs

/// The baseline with its first dense layer factorised to a rank: as it is then, and after fine-tuning.
struct Factorised {
    std::vector<double> errorsAtOnce;
    Repeats tuned;
};

std::vector<Factorised> factorised(Workbench& bench, const train::Experiment& plain,
                                   const std::vector<int>& ranks) {
    bench.run({"baseline", plain});
    std::vector<Factorised> result(ranks.size());
    std::vector<Job> tunings;
    for (std::size_t i = 0; i < ranks.size(); ++i)
        for (const std::uint64_t seed : bench.settings().seeds) {
            const Job baseline = bench.job("baseline", plain, seed);
            const nn::Network network = prune::importNetwork(
                prune::factorise(bench.runner().network(baseline), kFirstDense, ranks[i]));
            result[i].errorsAtOnce.push_back(bench.runner().testError(network, baseline.experiment.data,
                                                                      baseline.experiment.train.threads));
            const std::string label = "SVD of rank " + std::to_string(ranks[i]);
            train::Experiment tuning = plain;
            tuning.net = network.graph();
            tuning.train.epochs = kFineTuningEpochs;
            Job job = bench.job(label, tuning, seed);
            job.origin = label + " of fc1 of the baseline";
            job.start = [network] { return network; };
            tunings.push_back(std::move(job));
        }
    const std::vector<Result> tuned = bench.runner().run(tunings);
    for (std::size_t i = 0; i < tuned.size(); ++i)
        result[i / bench.settings().seeds.size()].tuned.runs.push_back(tuned[i]);
    return result;
}

} // namespace

Report table32(Workbench& bench) {
    Report report;
    report.table.columns = {
        "run", "parameters", "accuracy %", "without fine-tuning %", "paper, parameters", "paper, accuracy %"};
    io::SvgPlot plot{"Against SVD, table 3.2", "parameters", "error / %", {}, {}};
    io::SvgSeries svd{"SVD", {}, true}, learnt{"learnt", {}, true}, paper{"paper, SVD", {}, true};
    train::Experiment plain = leNet5();
    plain.train.gates = false;

    struct Published {
        int rank;
        const char *parameters, *accuracy;
    };
    constexpr std::array kRows{Published{10, "43.6K", "98.47"}, Published{40, "83.1K", "99.06"}};
    const std::vector<Factorised> ofRanks = factorised(bench, plain, {kRows[0].rank, kRows[1].rank});
    for (std::size_t i = 0; i < kRows.size(); ++i) {
        const auto& [rank, parameters, accuracy] = kRows[i];
        const Factorised& row = ofRanks[i];
        std::vector<double> atOnce;
        for (const double error : row.errorsAtOnce) atOnce.push_back(100 - error);
        report.table.rows.push_back({"SVD, rank " + std::to_string(rank),
                                     io::toText(row.tuned.parameters(), 0),
                                     io::toText(row.tuned.accuracy(), 2),
                                     io::toText(io::summarise(atOnce), 2), parameters, accuracy});
        svd.points.emplace_back(row.tuned.parameters().mean, row.tuned.error().mean);
    }
    for (const auto& [name, lambda3, parameters, accuracy] :
         {std::tuple{"AL2", kLambdaOfAl2, "40.9K", "99.07"},
          std::tuple{"AL4", kLambdaOfAl4, "82.3K", "99.19"}}) {
        const Repeats ours = bench.run({name, thirdLayerLearnt(lambda3)});
        report.table.rows.push_back({name, io::toText(ours.parameters(), 0), io::toText(ours.accuracy(), 2),
                                     "-", parameters, accuracy});
        learnt.points.emplace_back(ours.parameters().mean, ours.error().mean);
    }
    paper.points = {{43600, 100 - 98.47}, {83100, 100 - 99.06}};
    plot.series = {svd, learnt, paper};
    report.plots = {plot};
    report.remarks = {"The factorised nets are fine-tuned for 8 epochs, as long as the gates of the learnt "
                      "ones stay still at the end."};
    return report;
}

} // namespace tristate::study
