#include "tests/structure/source_rules.h"

#include <array>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

namespace tristate::structure {

namespace {

using Rooms = std::set<std::string, std::less<>>;
using Arrows = std::map<std::string, Rooms, std::less<>>;

Rooms operator+(Rooms rooms, const Rooms& more) {
    rooms.insert(more.begin(), more.end());
    return rooms;
}

/// The arrows of the core: for each room, the rooms whose headers it may include beside its own.
Arrows coreArrows() {
    const Rooms upToNn{"core/base", "core/tensor", "core/graph", "core/nn"};
    const Rooms upToTrain =
        upToNn + Rooms{"core/data", "core/objective", "core/optim", "core/prune", "core/train"};
    const Rooms format = upToNn + Rooms{"core/io/files", "core/io/formats"};
    const Rooms upToRecipes = upToTrain + Rooms{"core/io/files", "core/io/formats/json", "core/io/recipes"};
    const Rooms upToReport = upToTrain + Rooms{"core/io/files", "core/io/report"};
    const Rooms upToExport =
        upToRecipes + upToReport +
        Rooms{"core/io/formats", "core/io/formats/onnx", "core/io/formats/safetensors", "core/io/formats/c"};
    const Rooms upToSweep = upToRecipes + upToReport + Rooms{"core/io/store", "core/io/export"};
    return {
        {"core/base", {}},
        {"core/messages", {"core/base"}},
        {"core/tensor", {"core/base"}},
        {"core/pictures", {"core/base"}},
        {"core/tables", {"core/base"}},
        {"core/data", {"core/base", "core/tensor", "core/pictures", "core/tables"}},
        {"core/graph", {"core/base", "core/tensor"}},
        {"core/nn", {"core/base", "core/tensor", "core/graph"}},
        {"core/objective", upToNn},
        {"core/optim", upToNn},
        {"core/prune", upToNn},
        {"core/train", upToTrain},
        {"core/inspect", upToTrain},
        {"core/io/files", {"core/base"}},
        {"core/io/sets", {"core/base", "core/io/files"}},
        {"core/io/formats", {}},
        {"core/io/formats/json", format},
        {"core/io/formats/onnx", format},
        {"core/io/formats/safetensors", format + Rooms{"core/io/formats/json"}},
        {"core/io/formats/c", format + Rooms{"core/io/formats/json"}},
        {"core/io/recipes", upToRecipes},
        {"core/io/store", upToRecipes},
        {"core/io/report", upToReport},
        {"core/io/export", upToExport},
        {"core/sweep", upToSweep + Rooms{"core/tables"}},
        {"core/baselines", upToSweep + Rooms{"core/sweep"}},
    };
}

/// The arrows of the window, which may include any room of the core.
Arrows windowArrows() {
    const Rooms run{"ui/look", "ui/jobs", "ui/run"};
    const Rooms views = run + Rooms{"ui/plots", "ui/views"};
    const Rooms parts = views + Rooms{"ui/panels"};
    return {
        {"ui/look", {}},     {"ui/jobs", {"ui/look"}}, {"ui/run", run},
        {"ui/plots", run},   {"ui/views", views},      {"ui/panels", run},
        {"ui/menus", parts}, {"ui/lessons", parts},    {"ui", parts + Rooms{"ui/menus", "ui/lessons"}},
    };
}

const Rooms& arrowsOf(const std::string& room) {
    static const Rooms kNone;
    static const Arrows kCore = coreArrows(), kWindow = windowArrows();
    for (const Arrows* arrows : {&kCore, &kWindow})
        if (const auto found = arrows->find(room); found != arrows->end()) return found->second;
    return kNone;
}

bool isBelow(std::string_view room, std::string_view folder) {
    return room == folder || (room.starts_with(folder) && room.substr(folder.size()).starts_with('/'));
}

bool mayInclude(const std::string& from, const std::string& to) {
    if (from == to) return true;
    if (to == "core/messages") return true; // what is said to people may be said anywhere
    if (isBelow(from, "core")) return arrowsOf(from).contains(to);
    if (from == "bench") return !isBelow(to, "app") && !isBelow(to, "tests");
    if (isBelow(from, "tests")) return to != "bench";
    if (isBelow(to, "core")) return true;
    if (isBelow(from, "ui")) return arrowsOf(from).contains(to);
    if (from == "app/cli") return to == "app/study";
    return from == "app" && isBelow(to, "ui");
}

struct Include {
    std::string name;
    bool quoted = false;
};

std::optional<Include> parseInclude(const std::string& line) {
    static const std::regex kInclude(R"(^\s*#\s*include\s*([<"])([^>"]+)[>"].*$)");
    std::smatch match;
    if (!std::regex_match(line, match, kInclude)) return std::nullopt;
    return Include{match[2], match[1] == "\""};
}

bool isQtHeader(const std::string& name) {
    static const std::regex kQt(R"((Qt[A-Z]\w*/)?(Q[A-Za-z]\w*|q[a-z_]+\.h))");
    return std::regex_match(name, kQt) && name != "qcustomplot.h";
}

std::string includeFault(std::string_view path, const std::string& room, const Include& include) {
    const bool withoutQt = isBelow(room, "core") || isBelow(room, "app/cli") || room == "app/study";
    if (withoutQt && isQtHeader(include.name)) return room + " must not know Qt";
    const bool isPlotting = include.name == "qcustomplot.h" || include.name == "ui/plots/qcp.h";
    if (isPlotting && room != "ui/plots" && !isBelow(room, "tests")) return "only ui/plots knows QCustomPlot";
    if (include.name == "core/train/session.h" && !withoutQt && !path.starts_with("ui/run/session_bridge.") &&
        (isBelow(room, "ui") || room == "app"))
        return "only ui/run/session_bridge knows both the session and Qt";
    if (include.quoted && include.name.find("../") != std::string::npos)
        return "includes are written from the root";
    const std::string target = roomOf(include.name);
    if (!target.empty() && !mayInclude(room, target)) return room + " must not know " + target;
    return {};
}

std::string lineFault(std::string_view path, const std::string& room, const std::string& line) {
    static const std::regex kPragma(R"(^\s*#\s*pragma\s+omp\b.*$|.*\b_Pragma\s*\(\s*"omp\b.*)");
    static const std::regex kPrinting(R"(\bstd::(cout|cerr|clog)\b)");
    const std::string_view file = path.substr(path.rfind('/') + 1);
    if (std::regex_match(line, kPragma) && room != "core/base" && file.find("kernel") == file.npos)
        return "OpenMP pragmas belong in core/base or in a kernel";
    if (isBelow(room, "core") && std::regex_search(line, kPrinting)) return "the core does not print";
    return {};
}

} // namespace

std::string roomOf(std::string_view path) {
    static constexpr std::array kTops{"core", "ui", "app", "bench", "tests"};
    const std::size_t end = path.rfind('/');
    if (end == path.npos) return {};
    std::string room(path.substr(0, end));
    for (const char* top : kTops) {
        if (!isBelow(room, top)) continue;
        // The kernels of a room are behind an interface of its own, but belong to it.
        if (room.ends_with("/kernels")) room.resize(room.size() - std::string_view("/kernels").size());
        return room;
    }
    return {};
}

std::vector<Violation> check(std::string_view path, std::string_view source) {
    const std::string room = roomOf(path);
    if (room.empty()) return {};
    std::vector<Violation> violations;
    std::istringstream lines{std::string(source)};
    std::string line;
    for (int number = 1; std::getline(lines, line); ++number) {
        const auto include = parseInclude(line);
        const std::string fault = include ? includeFault(path, room, *include) : lineFault(path, room, line);
        if (!fault.empty()) violations.push_back({number, fault + ": " + line});
    }
    return violations;
}

} // namespace tristate::structure
