#include "app/study/al_recipes.h"
#include "app/study/study.h"

namespace tristate::study {

namespace {

constexpr double kGateRate = 0.3;

/// A row of the paper's table 3.1; accuracies in percent. The sizes are our counts of its nets, with biases:
/// the table prints none for AL1 and AL3, and the thesis rounds the others (40.9K, 82.3K in table 3.2).
struct PublishedRow {
    const char* name;
    const char* net;
    double parameters, learnt, fromScratch;
    train::Experiment experiment;
};

std::vector<PublishedRow> publishedRows() {
    return {{"AL1", "16-26-10", 15012, 99.07, 99.08, thirdLayerMerged(kLambdaOfAl1)},
            {"AL2", "20-50-20-10", 41800, 99.07, 99.14, thirdLayerLearnt(kLambdaOfAl2)},
            {"AL3", "16-40-10", 22866, 99.22, 99.25, thirdLayerMerged(kLambdaOfAl3)},
            {"AL4", "20-50-70-10", 82350, 99.19, 99.21, thirdLayerLearnt(kLambdaOfAl4)}};
}

} // namespace

train::Experiment thirdLayerLearnt(double lambda3) {
    train::Experiment experiment = leNet5("1x28x28:20c5f-p2-50c5f-p2-500-10");
    experiment.train.gateRate = kGateRate;
    experiment.train.lambdas.lambda3 = lambda3;
    return experiment;
}

train::Experiment thirdLayerMerged(double lambda3) {
    train::Experiment experiment = leNet5();
    experiment.train.gateRate = kGateRate;
    experiment.train.depthGates = true;
    experiment.train.lambdas.lambda3 = lambda3;
    experiment.train.lambdas.lambda4 = 1e-2;
    return experiment;
}

Report table31(Workbench& bench) {
    Report report;
    report.table.columns = {"run",
                            "net",
                            "parameters",
                            "accuracy %",
                            "from scratch %",
                            "paper, net",
                            "paper, parameters (our count)",
                            "paper, accuracy %",
                            "paper, from scratch %"};
    io::SvgPlot plot{"Accuracy and size, table 3.1", "parameters", "error / %", {}, {}};
    io::SvgSeries learnt{"learnt", {}, true}, scratch{"from scratch", {}, true}, paper{"paper", {}, true};

    train::Experiment plain = leNet5();
    plain.train.gates = false;
    std::vector<Setting> settings{{"baseline", plain}};
    const std::vector<PublishedRow> rows = publishedRows();
    for (const PublishedRow& row : rows) settings.push_back({row.name, row.experiment});
    std::vector<Repeats> ours = bench.run(settings);
    const Repeats baseline = ours.front();
    ours.erase(ours.begin());
    settings.erase(settings.begin());
    const std::vector<Repeats> again = bench.fromScratch(settings, ours);
    report.table.rows.push_back({"baseline", baseline.nets(), io::toText(baseline.parameters(), 0),
                                 io::toText(baseline.accuracy(), 2), "-", "20-50-500-10", "431,080", "99.3",
                                 "-"});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const PublishedRow& row = rows[i];
        report.table.rows.push_back({row.name, ours[i].nets(), io::toText(ours[i].parameters(), 0),
                                     io::toText(ours[i].accuracy(), 2), io::toText(again[i].accuracy(), 2),
                                     row.net, io::toText(row.parameters, 0), io::toText(row.learnt, 2),
                                     io::toText(row.fromScratch, 2)});
        learnt.points.emplace_back(ours[i].parameters().mean, ours[i].error().mean);
        scratch.points.emplace_back(again[i].parameters().mean, again[i].error().mean);
        paper.points.emplace_back(row.parameters, 100 - row.learnt);
    }
    plot.series = {learnt, scratch, paper};
    report.plots = {plot};
    report.remarks = {"AL1 and AL3: the third layer turned linear and was merged into the next one, where "
                      "its net has one number less."};
    return report;
}

} // namespace tristate::study
