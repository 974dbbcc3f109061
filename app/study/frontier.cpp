#include "app/study/study.h"
#include "core/io/recipes/experiment_json.h"

#include <algorithm>

namespace tristate::study {

namespace {

/// A recipe and data whose strength is varied.
struct Curve {
    const char* name;
    const char* preset;
    bool isFashion;
    std::vector<double> lambdas;
};

const std::vector<Curve>& curves() {
    constexpr const char *kSmall = "lenet-5-small", *kInputs = "lenet-300-100-inputs-unshifted";
    static const std::vector<Curve> kCurves{
        {"MNIST, LeNet-5", kSmall, false, {1e-3, 1.7e-3, 3e-3, 4.5e-3}},
        {"MNIST, LeNet-300-100, inputs", kInputs, false, {3e-4, 3.8e-4, 6e-4, 1e-3}},
        {"Fashion-MNIST, LeNet-5", kSmall, true, {1e-3, 2e-3, 3e-3}},
        {"Fashion-MNIST, LeNet-300-100, inputs", kInputs, true, {2.5e-4, 4e-4, 8e-4, 1.6e-3}},
        {"MNIST with shifts, LeNet-5", "lenet-5-accurate", false, {1.2e-3, 2e-3, 4e-3}},
        {"MNIST with shifts, LeNet-300-100, inputs", "lenet-300-100-inputs", false, {3.6e-4, 4.8e-4, 8e-4}}};
    return kCurves;
}

/// What others published on MNIST: structured pruning, without augmentation.
struct PublishedNet {
    const char* name;
    const char* kept;
    double parameters, error;
    bool isLeNet5;
    /// The best error seen during training, not the one at its end (Evci et al. 2020, appendix B), worth some
    /// 0.3 points.
    bool isBestSeen = false;
};

constexpr PublishedNet kPublishedNets[] = {{"SBP, LeNet-5", "3-18-284-283", 84900, 0.9, true, true},
                                           {"L0, LeNet-5", "20-25-45-462", 38900, 0.9, true, true},
                                           {"SAL, LeNet-5", "11-33-38-10", 29900, 0.84, true},
                                           {"AL1, LeNet-5 (size: our count)", "16-26-10", 15012, 0.93, true},
                                           {"L0-sep, LeNet-5", "9-18-65-25", 6200, 1.0, true, true},
                                           {"SAL, LeNet-5", "7-13-16-10", 6000, 1.14, true},
                                           {"SS-GHS, LeNet-5", "14-7-(112)-13-15", 4660, 1.02, true},
                                           {"BC-GNJ, LeNet-5", "8-13-88-13", 4100, 1.0, true},
                                           {"BC-GHS, LeNet-5", "5-10-76-16", 2800, 1.0, true},
                                           {"L0-ARM-sep, LeNet-5", "6-10-39-11", 2200, 1.3, true},
                                           {"L0, LeNet-300-100", "219-214-100", 69600, 1.4, false, true},
                                           {"SBP, from 784-500-300", "245-160-55", 48800, 1.6, false, true},
                                           {"BC-GNJ, LeNet-300-100", "278-98-13", 28800, 1.8, false},
                                           {"BC-GHS, LeNet-300-100", "311-86-14", 28200, 1.8, false},
                                           {"L0-sep, LeNet-300-100", "266-88-33", 26800, 1.8, false, true},
                                           {"VIBNet, LeNet-300-100", "97-71-33", 9700, 1.6, false, true}};

io::SvgSeries publishedPoints(const char* name, bool isLeNet5) {
    io::SvgSeries series{name, {}, true};
    for (const PublishedNet& row : kPublishedNets)
        if (row.isLeNet5 == isLeNet5) series.points.emplace_back(row.parameters, row.error);
    return series;
}

std::string strengthText(double lambda3) {
    return io::toText(lambda3 * 1e4, 1) + "e-4";
}

/// One for each of its strengths.
std::vector<Setting> settingsOf(const Workbench& bench, const Curve& curve) {
    std::vector<Setting> settings;
    for (const double lambda3 : curve.lambdas) {
        train::Experiment experiment = io::preset(curve.preset);
        experiment.data.source = curve.isFashion ? bench.settings().fashion : bench.settings().data;
        experiment.train.lambdas.lambda3 = lambda3;
        settings.push_back({std::string(curve.name) + ", lambda3 " + strengthText(lambda3), experiment});
        if (bench.settings().quick) break; // one point shows that it works
    }
    return settings;
}

/// `ours`: of its strengths.
io::SvgSeries seriesOf(const Curve& curve, const std::vector<Repeats>& ours, io::Table& table) {
    io::SvgSeries series{curve.name, {}};
    for (std::size_t i = 0; i < ours.size(); ++i) {
        table.rows.push_back({curve.name, strengthText(curve.lambdas[i]), ours[i].nets(),
                              io::toText(ours[i].parameters(), 0), io::toText(ours[i].error(), 2)});
        series.points.emplace_back(ours[i].parameters().mean, ours[i].error().mean);
    }
    std::sort(series.points.begin(), series.points.end());
    return series;
}

} // namespace

Report frontier(Workbench& bench) {
    Report report;
    report.table.columns = {"net", "lambda3", "learnt", "parameters", "error %"};
    io::SvgPlot mnist{"MNIST", "parameters", "error / %", {}, {}};
    io::SvgPlot fashion{"Fashion-MNIST", "parameters", "error / %", {}, {}};
    for (const Curve& curve : curves()) {
        if (curve.isFashion && bench.settings().fashion.empty()) continue;
        (curve.isFashion ? fashion : mnist)
            .series.push_back(seriesOf(curve, bench.run(settingsOf(bench, curve)), report.table));
    }
    for (const PublishedNet& row : kPublishedNets)
        report.table.rows.push_back({row.name, row.isBestSeen ? "published, best seen" : "published",
                                     row.kept, io::toText(row.parameters, 0), io::toText(row.error, 2)});
    mnist.series.push_back(publishedPoints("published, LeNet-5", true));
    mnist.series.push_back(publishedPoints("published, LeNet-300-100", false));
    report.plots = {mnist};
    if (fashion.series.empty())
        report.remarks.push_back("Fashion-MNIST is left out, as --fashion names no folder.");
    else
        report.plots.push_back(fashion);
    report.remarks.push_back("The published nets count kept maps, inputs of the first dense layer and "
                             "neurons for LeNet-5, and kept pixels and neurons for LeNet-300-100.");
    report.remarks.push_back(
        "Best seen: the lowest test error during training, as Evci et al. (2020, appendix B) found in "
        "the code of these methods; ours, and the others', are those at the end.");
    return report;
}

} // namespace tristate::study
