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

/// The arrows of the core: for each room, the rooms whose headers it may include beside its own.
const std::map<std::string, Rooms, std::less<>>& coreArrows() {
    static const Rooms kNone;
    static const Rooms kUpToNn{"core/base", "core/tensor", "core/nn"};
    static const Rooms kUpToTrain{"core/base",      "core/tensor", "core/nn",    "core/data",
                                  "core/objective", "core/optim",  "core/prune", "core/train"};
    static const Rooms kUpToIo{"core/base",  "core/tensor", "core/nn",    "core/data", "core/objective",
                               "core/optim", "core/prune",  "core/train", "core/io"};
    static const std::map<std::string, Rooms, std::less<>> kArrows{
        {"core/base", kNone},
        {"core/tensor", {"core/base"}},
        {"core/data", {"core/base", "core/tensor"}},
        {"core/nn", {"core/base", "core/tensor"}},
        {"core/objective", kUpToNn},
        {"core/optim", kUpToNn},
        {"core/prune", kUpToNn},
        {"core/train", kUpToTrain},
        {"core/io", kUpToTrain},
        {"core/inspect", kUpToTrain},
        {"core/study", kUpToIo},
    };
    return kArrows;
}

bool isBelow(std::string_view room, std::string_view folder) {
    return room == folder || (room.starts_with(folder) && room.substr(folder.size()).starts_with('/'));
}

bool mayInclude(const std::string& from, const std::string& to) {
    if (from == to) return true;
    if (isBelow(from, "core")) {
        const auto arrows = coreArrows().find(from);
        return arrows != coreArrows().end() && arrows->second.contains(to);
    }
    if (isBelow(to, "core")) return true;
    if (isBelow(from, "ui")) return isBelow(to, "ui");
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
    const bool withoutQt = isBelow(room, "core") || room == "app/cli";
    if (withoutQt && isQtHeader(include.name)) return room + " must not know Qt";
    if (include.name == "qcustomplot.h" && room != "ui/plots") return "only ui/plots knows QCustomPlot";
    if (include.name == "core/train/session.h" && !withoutQt && !path.starts_with("ui/session_bridge."))
        return "only ui/session_bridge knows both the session and Qt";
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
    static constexpr std::array kTops{"core", "ui", "app"};
    const std::size_t first = path.find('/');
    if (first == path.npos) return {};
    const std::string_view top = path.substr(0, first);
    for (const char* known : kTops) {
        if (top != known) continue;
        const std::size_t second = path.find('/', first + 1);
        return std::string(path.substr(0, second == path.npos ? first : second));
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
