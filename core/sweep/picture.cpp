#include "core/sweep/picture.h"

#include "core/io/report/statistics.h"
#include "core/io/report/svg_plot.h"
#include "core/sweep/frontier.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace tristate::sweep {

namespace {

constexpr const char* kSeed = "seed"; ///< the name of what repeats a setting

std::vector<const Result*> sorted(const std::vector<Result>& results) {
    std::vector<const Result*> all;
    for (const Result& result : results) all.push_back(&result);
    std::sort(all.begin(), all.end(), [](const Result* a, const Result* b) { return a->id < b->id; });
    return all;
}

std::vector<const Result*> finished(const std::vector<Result>& results) {
    std::vector<const Result*> all = sorted(results);
    std::erase_if(all, [](const Result* result) { return result->failed(); });
    return all;
}

using Size = long long Result::*;

std::vector<SizeAndError> pointsOf(const std::vector<const Result*>& results, Size size) {
    std::vector<SizeAndError> points;
    for (const Result* result : results)
        points.emplace_back(static_cast<double>(result->*size), result->error());
    return points;
}

std::string cell(const io::Json& settings, const std::string& name) {
    const auto found = settings.find(name);
    if (found == settings.end()) return "";
    return found->is_string() ? found->get<std::string>() : io::dumpJson(*found, -1);
}

void addFigures(const Result& result, std::vector<std::string>& row) {
    std::string units;
    for (const int count : result.architecture) units += (units.empty() ? "" : "-") + std::to_string(count);
    row.insert(row.end(),
               {io::toFixed(result.testError, 4),
                std::isnan(result.validationError) ? "" : io::toFixed(result.validationError, 4),
                std::to_string(result.neurons), std::to_string(result.parameters),
                std::to_string(result.operations), std::to_string(result.bytes), units, result.signature});
}

/// What is left of the settings without the seed: repeats have it in common.
std::string withoutSeed(io::Json settings) {
    settings.erase(kSeed);
    return io::dumpJson(settings, -1);
}

io::SvgRange rangeOf(const std::vector<SizeAndError>& repeats) {
    std::vector<double> sizes, errors;
    for (const auto& [size, error] : repeats) {
        sizes.push_back(size);
        errors.push_back(error);
    }
    const io::Summary size = io::summarise(sizes), error = io::summarise(errors);
    return {size.mean, size.least, size.most, error.mean, error.least, error.most};
}

std::vector<io::SvgRange> rangesOf(const std::vector<const Result*>& results, Size size) {
    std::map<std::string, std::vector<SizeAndError>> groups;
    for (const Result* result : results)
        groups[withoutSeed(result->settings)].emplace_back(static_cast<double>(result->*size),
                                                           result->error());
    std::vector<io::SvgRange> ranges;
    for (const auto& [settings, repeats] : groups)
        if (repeats.size() > 1) ranges.push_back(rangeOf(repeats));
    return ranges;
}

io::SvgPlot plotOf(const std::vector<const Result*>& results, Size size, const std::string& name,
                   bool isValidation) {
    const std::vector<SizeAndError> points = pointsOf(results, size);
    io::SvgSeries dots{"runs", points, true}, line{"none is better", {}};
    for (const std::size_t i : nonDominated(points)) line.points.push_back(points[i]);
    io::SvgPlot plot{"Error against " + name,
                     name,
                     (isValidation ? "validation " : "test ") +
                         std::string(train::axisName(results.empty() ? train::Metric::ErrorRate
                                                                     : results.front()->metric)),
                     {std::move(dots), std::move(line)},
                     {}};
    plot.isLogX = true;
    plot.ranges = rangesOf(results, size);
    return plot;
}

} // namespace

io::Table tableOf(const Plan& plan, const std::vector<Result>& results) {
    io::Table table{{"run"}, {}};
    for (const Axis& axis : plan.axes) table.columns.push_back(axis.name());
    for (const char* name : {"test_error", "validation_error", "neurons", "parameters", "operations", "bytes",
                             "architecture", "signature", "best", "failed"})
        table.columns.emplace_back(name);
    const std::vector<const Result*> good = finished(results);
    std::vector<const Result*> best;
    for (const std::size_t i : nonDominated(pointsOf(good, &Result::parameters))) best.push_back(good[i]);
    for (const Result* result : sorted(results)) {
        std::vector<std::string> row{result->id};
        for (const Axis& axis : plan.axes) row.push_back(cell(result->settings, axis.name()));
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

std::string toSvg(const Plan& plan, const std::vector<Result>& results) {
    const std::vector<const Result*> good = finished(results);
    const bool isValidation = plan.base.data.hasValidation();
    return io::toSvg({plotOf(good, &Result::parameters, "parameters", isValidation),
                      plotOf(good, &Result::operations, "operations a sample", isValidation),
                      plotOf(good, &Result::bytes, "bytes of weights", isValidation)});
}

} // namespace tristate::sweep
