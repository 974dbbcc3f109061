#include "app/study/study.h"
#include "core/io/recipes/experiment_json.h"
#include "core/sweep/published.h"

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

io::SvgSeries publishedPoints(const char* name, bool isLeNet5) {
    io::SvgSeries series{name, {}, true};
    for (const sweep::PublishedNet& row : sweep::publishedNets())
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
    for (const sweep::PublishedNet& row : sweep::publishedNets())
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
