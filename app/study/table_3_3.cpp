#include "app/study/study.h"
#include "core/io/recipes/experiment_json.h"

namespace tristate::study {

namespace {

/// The paper's table 3.3: layers of weights at the start and at the end, error in percent.
struct PublishedRun {
    int start, end;
    double error;
};

constexpr PublishedRun kPublishedRuns[] = {
    {6, 5, 1.02}, {8, 6, 0.99}, {10, 6, 0.97}, {12, 6, 1.04}, {15, 8, 0.93}};

} // namespace

Report table33(Workbench& bench) {
    Report report;
    report.table.columns = {"starting depth", "final depth",  "error %",       "parameters",
                            "learnt",         "paper, depth", "paper, error %"};
    io::SvgPlot depth{"Final depth, table 3.3", "starting depth", "layers of weights", {}, {}};
    io::SvgPlot error{"Error, table 3.3", "starting depth", "error / %", {}, {}};
    io::SvgSeries ourDepth{"ours", {}}, ourError{"ours", {}}, theirDepth{"paper", {}},
        theirError{"paper", {}};
    std::vector<Setting> settings;
    for (const PublishedRun& run : kPublishedRuns) {
        const std::string name = std::to_string(run.start);
        settings.push_back({"from depth " + name, io::preset("lenet-deep-" + name)});
    }
    const std::vector<Repeats> all = bench.run(settings);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto& [start, end, published] = kPublishedRuns[i];
        const Repeats& ours = all[i];
        const std::string name = std::to_string(start);
        report.table.rows.push_back({name, io::toText(ours.depth(), 1), io::toText(ours.error(), 2),
                                     io::toText(ours.parameters(), 0), ours.nets(), std::to_string(end),
                                     io::toText(published, 2)});
        ourDepth.points.emplace_back(start, ours.depth().mean);
        ourError.points.emplace_back(start, ours.error().mean);
        theirDepth.points.emplace_back(start, end);
        theirError.points.emplace_back(start, published);
    }
    depth.series = {ourDepth, theirDepth};
    error.series = {ourError, theirError};
    report.plots = {depth, error};
    return report;
}

} // namespace tristate::study
