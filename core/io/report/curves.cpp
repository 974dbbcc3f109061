#include "core/io/report/curves.h"

#include "core/io/files/json.h"
#include "core/nn/size.h"

#include <cmath>
#include <functional>

namespace tristate::io {

namespace {

using train::Point;

/// Of the layers with gates, in order, as Point::open has them.
std::vector<std::string> gatedNames(const graph::Graph& spec) {
    std::vector<std::string> names;
    for (const nn::GatedSize& gated : nn::gatedSizes(spec)) names.push_back(gated.name);
    return names;
}

std::string number(double value) {
    return std::isfinite(value) ? shortest(value) : "";
}

std::string row(const Point& point) {
    std::string text = std::to_string(point.step);
    for (const double value :
         {point.epoch, point.loss, point.error, point.evaluationLoss, point.evaluationError,
          static_cast<double>(point.parameters), point.samplesPerSecond, point.lambdas.lambda1,
          point.lambdas.lambda2, point.lambdas.lambda3, point.lambdas.lambda4})
        text += "," + number(value);
    for (const int open : point.open) text += "," + std::to_string(open);
    return text + "\r\n";
}

SvgSeries series(const std::string& name, const train::History& history,
                 const std::function<double(const Point&)>& value) {
    SvgSeries result{name, {}};
    for (const Point& point : history.points()) result.points.emplace_back(point.epoch, value(point));
    return result;
}

std::vector<double> settingChanges(const train::History& history) {
    std::vector<double> epochs;
    for (const train::Event& event : history.events())
        if (event.kind == train::EventKind::SettingsChanged) epochs.push_back(event.epoch);
    return epochs;
}

} // namespace

std::string curvesCsv(const train::History& history, const graph::Graph& spec) {
    std::string text = "step,epoch,loss,error,held_out_loss,held_out_error,parameters,samples_per_second,"
                       "lambda1,lambda2,lambda3,lambda4";
    for (const std::string& name : gatedNames(spec)) text += ",open_" + name;
    text += "\r\n";
    for (const Point& point : history.points()) text += row(point);
    return text;
}

std::vector<SvgPlot> curvePlots(const train::History& history, const train::Experiment& experiment) {
    const std::string evaluation = experiment.data.hasValidation() ? "validation" : "test";
    const std::vector<double> marks = settingChanges(history);
    const train::Metric metric = train::metricOf(experiment);
    const bool isRegression = metric != train::Metric::ErrorRate;
    SvgPlot loss{"Loss", "epochs", isRegression ? "loss" : "cross-entropy / nats", {}, marks};
    loss.series = {series("training", history, [](const Point& p) { return p.loss; }),
                   series(evaluation, history, [](const Point& p) { return p.evaluationLoss; })};
    SvgPlot error{"Error", "epochs", train::axisName(metric), {}, marks};
    error.series = {series("training", history, [](const Point& p) { return p.error; }),
                    series(evaluation, history, [](const Point& p) { return p.evaluationError; })};
    SvgPlot open{"Open units", "epochs", "units", {}, marks};
    const std::vector<std::string> names = gatedNames(experiment.net);
    for (std::size_t layer = 0; layer < names.size(); ++layer)
        open.series.push_back(series(names[layer], history, [layer](const Point& p) {
            return layer < p.open.size() ? p.open[layer] : std::nan("");
        }));
    return {loss, error, open};
}

} // namespace tristate::io
