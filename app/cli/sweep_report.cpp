#include "app/cli/sweep_report.h"

#include "app/cli/loading.h"
#include "app/cli/text.h"
#include "app/cli/usage.h"
#include "core/io/export/export_model.h"
#include "core/io/files/atomic_file.h"
#include "core/io/store/session_file.h"
#include "core/sweep/latencies.h"
#include "core/sweep/pick.h"
#include "core/sweep/picture.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <iostream>
#include <optional>

namespace tristate::cli {

namespace {

std::string settingsText(const sweep::Result& result) {
    std::string text;
    for (const auto& setting : result.settings.items())
        text += (text.empty() ? "" : ", ") + setting.key() + " " + sweep::settingText(result, setting.key());
    return text;
}

std::string timeText(double seconds) {
    if (seconds < 100) return formatted("%.0f s", seconds);
    if (seconds < 6000) return formatted("%.0f min", seconds / 60);
    return formatted("%.1f h", seconds / 3600);
}

} // namespace

Json runLine(const sweep::Result& result) {
    Json line{{"event", "run"}};
    Json figures = sweep::toJson(result);
    figures.erase("message"); // for those who translate it
    line.update(figures);
    return line;
}

std::string runText(const sweep::Result& result) {
    const std::string settings = settingsText(result) + ": ";
    if (result.failed()) return settings + "failed: " + toText(result.failure) + "\n";
    return settings + formatted("%s %s, %s parameters, open units %s\n", train::nameOf(result.metric),
                                train::errorText(result.metric, result.error()).c_str(),
                                withSeparators(result.parameters).c_str(),
                                dashed(result.architecture).c_str());
}

std::string progressText(const sweep::Counts& counts, double secondsLeft) {
    std::string text = formatted("%zu of %zu runs", counts.done, counts.runs);
    if (counts.failed > 0) text += formatted(", %zu failed", counts.failed);
    text += formatted(", %zu at work", counts.running);
    return secondsLeft < 0 ? text : text + ", " + timeText(secondsLeft) + " left";
}

void measureAll(const sweep::Folder& folder, bool json) {
    sweep::Follower follower(folder);
    follower.look();
    sweep::Latencies latencies(folder);
    for (const sweep::Result& result : follower.results()) {
        if (result.failed()) continue;
        const double microseconds = latencies.measured(result.id);
        if (json)
            printLine({{"event", "latency"}, {"run", result.id}, {"microseconds", microseconds}});
        else
            std::cout << settingsText(result) << formatted(": %.2f us a sample\n", microseconds)
                      << std::flush;
    }
    std::vector<sweep::Result> results = follower.results();
    latencies.fill(results);
    writePictures(folder, results);
}

void writePictures(const sweep::Folder& folder, const std::vector<sweep::Result>& results) {
    io::writeAtomically(folder.path() / "results.csv", io::toCsv(sweep::tableOf(folder.plan(), results)));
    std::vector<sweep::Others> others;
    try {
        others = sweep::othersOf(folder);
    } catch (const Error& error) { // no reason to have no picture of the runs
        std::cerr << "tristate: " << toText(error.message()) << '\n';
    }
    io::writeAtomically(folder.path() / "frontier.svg", sweep::toSvg(folder.plan(), results, others));
}

void printStatus(const std::filesystem::path& path, bool json) {
    const sweep::Folder folder(path);
    sweep::Follower follower(folder);
    follower.look();
    const sweep::Counts counts = follower.counts(true);
    if (!json) {
        std::cout << progressText(counts, -1) << '\n';
        return;
    }
    Json line{{"event", "status"},       {"runs", counts.runs},       {"done", counts.done},
              {"failed", counts.failed}, {"running", counts.running}, {"left", counts.left()}};
    if (follower.isOver()) line["digest"] = sweep::digestOf(folder, follower.runs());
    printLine(line);
}

void printPick(const sweep::Folder& folder, const std::string& text, const std::filesystem::path& exported,
               bool json) {
    const auto conditions =
        blamingTheCommand([&] { return sweep::parseConditions(text, sweep::namesOf(folder.plan())); });
    sweep::Follower follower(folder);
    follower.look();
    std::optional<sweep::Latencies> latencies; // read where they are wanted
    const auto measure = [&](const sweep::Result& result) {
        if (!latencies) latencies.emplace(folder);
        return latencies->measured(result.id);
    };
    const sweep::Result& picked = sweep::pick(follower.results(), conditions, text, measure);
    const std::filesystem::path session = folder.sessionFile(picked.id);
    Json line = runLine(picked);
    line["event"] = "pick";
    line["session"] = session.string();
    if (sweep::areOfTime(conditions)) line["microseconds"] = measure(picked);
    if (!json) std::cout << runText(picked) << session.string() << '\n';
    if (!exported.empty()) {
        const io::SavedSession saved = io::openSession(session);
        const data::Splits data = loadData(saved.checkpoint->experiment.data);
        const io::ExportProof proof = io::exportModel({.file = exported,
                                                       .network = saved.checkpoint->network,
                                                       .experiment = saved.checkpoint->experiment,
                                                       .test = data.test,
                                                       .history = &saved.history,
                                                       .merge = saved.checkpoint->experiment.train.merge});
        line["exports"].push_back(toJson(proof));
        if (!json) std::cout << toText(proof);
    }
    if (json) printLine(line);
}

} // namespace tristate::cli
