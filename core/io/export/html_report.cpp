#include "core/io/export/html_report.h"

#include "core/graph/graph_text.h"
#include "core/io/recipes/json_fields.h"
#include "core/io/report/curves.h"
#include "core/nn/size.h"

#include <array>
#include <cstdio>

namespace tristate::io {

namespace {

constexpr std::size_t kMaxEvents = 2000;

constexpr const char* kHead = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Tristate Lab: report</title>
<style>
:root { color-scheme: light dark }
body { font: 15px/1.45 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }
table { border-collapse: collapse; margin: 0.5em 0 }
th, td { text-align: left; padding: 0.15em 0.9em 0.15em 0; border-bottom: 1px solid #8884; vertical-align: top }
td.n, th.n { text-align: right }
svg { max-width: 100%; height: auto }
</style></head><body>
)";

/// printf of one number.
template <class Number>
std::string formatted(const char* format, Number value) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

using Cells = std::vector<std::string>;

/// A table; the cells behind the first one are numbers when `numeric`.
class HtmlTable {
public:
    HtmlTable(const Cells& titles, bool numeric) : m_numeric(numeric) { addRow(titles, "th"); }
    void add(const Cells& cells) { addRow(cells, "td"); }
    std::string finish() const { return "<table>\n" + m_rows + "</table>\n"; }

private:
    void addRow(const Cells& cells, const std::string& tag) {
        m_rows += "<tr>";
        for (std::size_t i = 0; i < cells.size(); ++i)
            m_rows += "<" + tag + (m_numeric && i > 0 ? " class='n'>" : ">") + escapeXml(cells[i]) + "</" +
                      tag + ">";
        m_rows += "</tr>\n";
    }

    bool m_numeric;
    std::string m_rows;
};

std::string heading(const std::string& text) {
    return "<h2>" + text + "</h2>\n";
}

std::string architecture(const ReportFacts& facts) {
    const auto before = nn::sizes(facts.experiment.net), after = nn::openSizes(facts.network);
    HtmlTable table(
        {"layer", "units before", "after", "parameters before", "after", "operations before", "after"}, true);
    const auto change = [](const std::string& name, const nn::StageSize& from, const nn::StageSize& to) {
        return Cells{name,
                     std::to_string(from.units),
                     to.merged     ? "merged"
                     : to.vanished ? "vanished"
                                   : std::to_string(to.units),
                     std::to_string(from.parameters),
                     std::to_string(to.parameters),
                     std::to_string(from.flops),
                     std::to_string(to.flops)};
    };
    for (std::size_t i = 0; i < before.size(); ++i) table.add(change(before[i].name, before[i], after[i]));
    table.add({"all", "", "", std::to_string(nn::totalParameters(before)),
               std::to_string(nn::totalParameters(after)), std::to_string(nn::totalFlops(before)),
               std::to_string(nn::totalFlops(after))});
    std::string widths;
    for (const int units : facts.exported.architecture())
        widths += (widths.empty() ? "" : "-") + std::to_string(units);
    return heading("Architecture") + table.finish() + "<p>Exported weight layers: " + widths + ", " +
           std::to_string(facts.exported.parameters()) + " parameters, " +
           std::to_string(facts.exported.flops()) + " operations an image.</p>\n";
}

std::string proofText(const std::vector<ExportProof>& proofs) {
    const train::Metric metric = proofs.empty() ? train::Metric::ErrorRate : proofs.front().metric;
    const bool isRegression = metric != train::Metric::ErrorRate;
    HtmlTable table({"format", "bytes", "equal predictions", "largest difference",
                     isRegression ? "largest output" : "largest logit", "operations",
                     std::string("test ") + train::axisName(metric) + " before", "after",
                     "microseconds before", "after"},
                    true);
    std::string how;
    for (const ExportProof& proof : proofs) {
        table.add({proof.format, proof.bytes > 0 ? std::to_string(proof.bytes) : "",
                   proof.state == ProofState::Proven
                       ? std::to_string(proof.equalPredictions) + " of " + std::to_string(proof.samples)
                       : "not proven",
                   formatted("%.1e", proof.largestDifference), formatted("%.1f", proof.largestLogit),
                   std::to_string(proof.flopsAfter), train::errorText(metric, proof.testErrorBefore),
                   train::errorText(metric, proof.testErrorAfter),
                   formatted("%.1f", proof.microsecondsBefore), formatted("%.1f", proof.microsecondsAfter)});
        how += "<li>" + escapeXml(proof.format + ": " + proof.how) + "</li>\n";
    }
    return heading("Proof") +
           "<p>The whole test set was run through the exported network beside the one that was "
           "trained.</p>\n" +
           table.finish() + "<ul>\n" + how +
           "</ul>\n<p>Microseconds: median of one sample; before, the network as it was built, nothing "
           "pruned, "
           "by the plain forward pass.</p>\n";
}

std::string eventsText(const train::History& history) {
    HtmlTable table({"epoch", "minibatch", "event"}, false);
    std::size_t rows = 0, left = 0;
    for (const train::Event& event : history.events()) {
        if (event.kind == train::EventKind::EpochFinished) continue;
        if (rows == kMaxEvents) {
            ++left;
            continue;
        }
        ++rows;
        table.add({formatted("%.2f", event.epoch), std::to_string(event.step), toText(event.message)});
    }
    return heading("Events") + table.finish() +
           (left > 0 ? "<p>And " + std::to_string(left) + " more.</p>\n" : "");
}

void addSettings(HtmlTable& table, const std::string& group, const Json& settings) {
    for (const auto& [key, value] : settings.items())
        table.add({group + key, value.is_string() ? value.get<std::string>() : dumpJson(value, -1)});
}

std::string settings(const train::Experiment& experiment) {
    HtmlTable table({"setting", "value"}, false);
    table.add({"name", experiment.name});
    table.add({"net", graph::toString(experiment.net)});
    addSettings(table, "data.", toJson(experiment.data));
    addSettings(table, "train.", toJson(experiment.train));
    return heading("Settings at the start") + table.finish();
}

} // namespace

std::string htmlReport(const ReportFacts& facts, const std::vector<ExportProof>& proofs,
                       const std::vector<Message>& notes) {
    const std::string title =
        facts.experiment.name.empty() ? graph::toString(facts.experiment.net) : facts.experiment.name;
    std::string text =
        kHead + ("<h1>" + escapeXml(title) + "</h1>\n") + architecture(facts) + proofText(proofs);
    for (const Message& note : notes) text += "<p>" + escapeXml(toText(note)) + "</p>\n";
    if (facts.history) {
        text += heading("Curves") + toSvg(curvePlots(*facts.history, facts.experiment));
        text += eventsText(*facts.history);
    }
    return text + settings(facts.experiment) + "</body></html>\n";
}

} // namespace tristate::io
