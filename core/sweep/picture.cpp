#include "core/sweep/picture.h"

#include "core/io/report/statistics.h"
#include "core/io/report/svg_plot.h"
#include "core/sweep/trade_off.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace tristate::sweep {

namespace {

std::vector<const Result*> sorted(const std::vector<Result>& results) {
    std::vector<const Result*> all;
    for (const Result& result : results) all.push_back(&result);
    std::sort(all.begin(), all.end(), [](const Result* a, const Result* b) { return a->id < b->id; });
    return all;
}

bool isMeasured(const Result* result) {
    return !std::isnan(result->microseconds);
}

void addFigures(const Result& result, std::vector<std::string>& row) {
    std::string units;
    for (const int count : result.architecture) units += (units.empty() ? "" : "-") + std::to_string(count);
    row.insert(row.end(),
               {io::toFixed(result.testError, 4),
                std::isnan(result.validationError) ? "" : io::toFixed(result.validationError, 4),
                std::to_string(result.neurons), std::to_string(result.parameters),
                std::to_string(result.operations), std::to_string(result.bytes),
                isMeasured(&result) ? io::toFixed(result.microseconds, 2) : "", units, result.signature});
}

io::SvgPlot plotOf(const std::vector<const Result*>& results, Cost cost, const std::string& name,
                   bool isValidation) {
    TradeOff tradeOff = tradeOffOf(results, cost);
    io::SvgSeries dots{"runs", tradeOff.dots, true}, line{"none is better", {}};
    for (const std::size_t i : tradeOff.best) line.points.push_back(tradeOff.dots[i]);
    io::SvgPlot plot{"Error against " + name,
                     name,
                     (isValidation ? "validation " : "test ") +
                         std::string(train::axisName(results.empty() ? train::Metric::ErrorRate
                                                                     : results.front()->metric)),
                     {std::move(dots), std::move(line)},
                     {}};
    plot.isLogX = true;
    plot.ranges = std::move(tradeOff.ranges);
    return plot;
}

} // namespace

io::Table tableOf(const Plan& plan, const std::vector<Result>& results) {
    io::Table table{{"run"}, {}};
    for (const Axis& axis : plan.axes) table.columns.push_back(axis.name());
    for (const char* name : {"test_error", "validation_error", "neurons", "parameters", "operations", "bytes",
                             "microseconds", "architecture", "signature", "best", "failed"})
        table.columns.emplace_back(name);
    const std::vector<const Result*> all = sorted(results);
    const TradeOff tradeOff = tradeOffOf(all, Cost::Parameters);
    std::vector<const Result*> best;
    for (const std::size_t i : tradeOff.best) best.push_back(tradeOff.runs[i]);
    for (const Result* result : all) {
        std::vector<std::string> row{result->id};
        for (const Axis& axis : plan.axes) row.push_back(settingText(*result, axis.name()));
        if (!result->failed()) {
            addFigures(*result, row);
            row.emplace_back(std::find(best.begin(), best.end(), result) != best.end() ? "yes" : "no");
        }
        row.resize(table.columns.size() - 1);
        row.push_back(toText(result->failure));
        table.rows.push_back(std::move(row));
    }
    return table;
}

std::string toSvg(const Plan& plan, const std::vector<Result>& results, const std::vector<Others>& others) {
    const std::vector<const Result*> all = sorted(results);
    const bool isValidation = plan.base.data.hasValidation();
    std::vector<io::SvgPlot> plots{plotOf(all, Cost::Parameters, "parameters", isValidation),
                                   plotOf(all, Cost::Operations, "operations a sample", isValidation),
                                   plotOf(all, Cost::Bytes, "bytes of weights", isValidation)};
    for (const auto& [name, isPublished, dots] : others)
        plots.front().series.push_back({.name = (isPublished ? "published, " : "") + name,
                                        .points = dots,
                                        .isDots = true,
                                        .isHollow = true});
    if (std::any_of(all.begin(), all.end(), isMeasured))
        plots.push_back(plotOf(all, Cost::Microseconds, "microseconds a sample", isValidation));
    return io::toSvg(plots);
}

} // namespace tristate::sweep
