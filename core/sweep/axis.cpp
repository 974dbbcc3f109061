#include "core/sweep/axis.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/messages/sweeps.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace tristate::sweep {

namespace {

using train::Setting;
using Kind = Setting::Kind;

constexpr const char* kThreads = "train.threads";

MessageArgument nameOf(const std::string& path) {
    if (path == Axis::kNet) return path;
    return SettingName{path};
}

const Setting& settingOf(const Axis& axis) {
    return *train::findSetting(axis.path);
}

bool isNumber(const Axis& axis) {
    if (axis.isNet()) return false;
    const Setting& setting = settingOf(axis);
    return setting.isNumeric() || setting.kind == Kind::Seed;
}

bool isWhole(const Axis& axis) {
    return settingOf(axis).kind != Kind::Number;
}

bool isOfFiles(const Axis& axis) {
    return axis.path == "data.source" || axis.path == "data.testSource";
}

std::vector<std::string_view> split(std::string_view text, char delimiter) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(delimiter, at), text.size());
        parts.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

Value valueOf(const Axis& axis, double number) {
    switch (settingOf(axis).kind) {
    case Kind::Whole:
        return static_cast<int>(std::llround(number));
    case Kind::Seed:
        return static_cast<std::uint64_t>(std::llround(number));
    default:
        break;
    }
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", number);
    return std::strtod(text, nullptr); // the C locale holds
}

Value parseValue(const Axis& axis, std::string_view text) {
    if (text.empty()) throw Error(say::kVaryEmpty, nameOf(axis.path));
    if (axis.isNet()) return graph::toString(graph::parseGraph(text));
    const Value value = train::parseSetting(settingOf(axis), text);
    const auto* source = std::get_if<std::string>(&value); // a sweep outlives the folder it was started in
    if (!source || !isOfFiles(axis) || source->find('/') == source->npos) return value;
    return std::filesystem::absolute(*source).lexically_normal().string();
}

void add(Axis& axis, const Value& value) {
    if (std::find(axis.values.begin(), axis.values.end(), value) == axis.values.end())
        axis.values.push_back(value);
}

/// FROM..TO, then :log or :lin, then :COUNT.
void parseRange(Axis& axis, std::string_view text) {
    const auto fail = [&] { throw Error(say::kRangeNotUnderstood, nameOf(axis.path), std::string(text)); };
    const std::vector<std::string_view> parts = split(text, ':');
    const std::size_t dots = parts[0].find("..");
    Range range{numberOf(parseValue(axis, parts[0].substr(0, dots))),
                numberOf(parseValue(axis, parts[0].substr(dots + 2)))};
    std::size_t next = 1;
    if (next < parts.size() && (parts[next] == "log" || parts[next] == "lin"))
        range.isLog = parts[next++] == "log";
    axis.range = range;
    validate(axis);
    if (next < parts.size()) {
        int count = 0;
        const auto [end, problem] =
            std::from_chars(parts[next].data(), parts[next].data() + parts[next].size(), count);
        if (problem != std::errc() || end != parts[next].data() + parts[next].size() || count < 1 ||
            count > kMostValues || next + 1 < parts.size())
            fail();
        spread(axis, count);
    } else if (isWhole(axis) && next == 1) { // 1..5: each of them
        if (range.to - range.from >= static_cast<double>(kMostValues))
            throw Error(say::kTooManyRuns, range.to - range.from + 1, kMostValues);
        for (double value = range.from; value <= range.to; ++value)
            axis.values.push_back(valueOf(axis, value));
    }
}

} // namespace

double numberOf(const Value& value) {
    if (const auto* whole = std::get_if<int>(&value)) return *whole;
    if (const auto* seed = std::get_if<std::uint64_t>(&value)) return static_cast<double>(*seed);
    return std::get<double>(value);
}

std::string Axis::name() const {
    if (isNet()) return path;
    const char* key = settingOf(*this).key();
    return pathOfVaried(key) == path ? key : path; // there are two seeds
}

void Axis::set(train::Experiment& experiment, const Value& value) const {
    if (isNet())
        experiment.net = graph::parseGraph(std::get<std::string>(value));
    else
        settingOf(*this).set(experiment, value);
}

std::string Axis::text(const Value& value) const {
    return isNet() ? std::get<std::string>(value) : train::toText(settingOf(*this), value);
}

Value Axis::at(double share) const {
    if (share <= 0 || share >= 1) return valueOf(*this, share <= 0 ? range->from : range->to);
    if (range->isLog) return valueOf(*this, range->from * std::pow(range->to / range->from, share));
    return valueOf(*this, range->from + (range->to - range->from) * share);
}

std::string pathOfVaried(std::string_view name) {
    while (name.starts_with('-')) name.remove_prefix(1);
    if (name == Axis::kNet) return Axis::kNet;
    const auto matches = [&](const auto& isIt) -> const Setting* {
        for (const Setting& setting : train::settings())
            if ((setting.data || setting.train) && isIt(setting)) return &setting;
        return nullptr;
    };
    const Setting* found = matches([&](const Setting& s) { return s.flag && name == s.flag + 2; });
    if (!found) found = matches([&](const Setting& s) { return name == s.path; });
    if (!found) found = matches([&](const Setting& s) { return name == s.key(); });
    if (!found) throw Error(say::kVaryUnknown, std::string(name));
    if (found->path == std::string_view(kThreads)) throw Error(say::kVaryThreads, SettingName{kThreads});
    return found->path;
}

Axis parseAxis(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == text.npos || equals == 0) throw Error(say::kVaryNoName, std::string(text));
    Axis axis{pathOfVaried(text.substr(0, equals)), {}, {}};
    const std::string_view values = text.substr(equals + 1);
    if (isNumber(axis) && values.find("..") != values.npos) {
        parseRange(axis, values);
        return axis;
    }
    for (const std::string_view value : split(values, ',')) add(axis, parseValue(axis, value));
    return axis;
}

std::string valuesText(const Axis& axis) {
    std::string list;
    for (const Value& value : axis.values) list += (list.empty() ? "" : ",") + axis.text(value);
    if (!axis.range) return list;
    std::string text = axis.text(axis.at(0)) + ".." + axis.text(axis.at(1));
    if (axis.range->isLog)
        text += ":log";
    else if (isWhole(axis)) // without it: each of them
        text += ":lin";
    if (axis.values.empty()) return text;
    text += ":" + std::to_string(axis.values.size());
    return parseAxis(axis.path + "=" + text) == axis ? text : list;
}

void spread(Axis& axis, int count) {
    axis.values.clear();
    for (int i = 0; i < count; ++i) add(axis, axis.at(count == 1 ? 0 : static_cast<double>(i) / (count - 1)));
}

void validate(const Axis& axis) {
    if (axis.values.empty() && !axis.range) throw Error(say::kVaryEmpty, nameOf(axis.path));
    if (!axis.isNet())
        for (const Value& value : axis.values)
            train::checkRange(settingOf(axis), settingOf(axis).path, value);
    if (!axis.range) return;
    if (!isNumber(axis)) throw Error(say::kRangeNotNumbers, nameOf(axis.path));
    if (!(axis.range->from < axis.range->to))
        throw Error(say::kRangeEmpty, nameOf(axis.path), axis.range->from, axis.range->to);
    if (axis.range->isLog && axis.range->from <= 0)
        throw Error(say::kRangeLogAboveZero, nameOf(axis.path), axis.range->from);
    for (const double end : {axis.range->from, axis.range->to})
        train::checkRange(settingOf(axis), settingOf(axis).path, valueOf(axis, end));
}

} // namespace tristate::sweep
