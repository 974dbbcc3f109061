#pragma once

#include "core/graph/graph_text.h"
#include "core/io/report/svg_plot.h"
#include "core/train/experiment.h"
#include "core/train/history.h"

#include <string>
#include <vector>

namespace tristate::io {

/// The curves of a run as a table, one row for each point: step, epoch, loss, error, held_out_loss,
/// held_out_error (empty where not measured), parameters, samples_per_second, lambda1 to lambda4, and the
/// open units of every gated layer under its name. RFC 4180, with points as decimal marks.
std::string curvesCsv(const train::History& history, const graph::Graph& spec);

/// Plots of loss, error, and open units over the epochs, which tell validation and test apart; changes of
/// settings are marked.
std::vector<SvgPlot> curvePlots(const train::History& history, const train::Experiment& experiment);

} // namespace tristate::io
