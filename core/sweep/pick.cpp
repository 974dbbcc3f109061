#include "core/sweep/pick.h"

#include "core/base/error.h"
#include "core/messages/sweeps.h"
#include "core/sweep/trade_off.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <optional>
#include <tuple>

namespace tristate::sweep {

namespace {

using Figure = Condition::Figure;

struct Name {
    const char* name;
    Figure figure;
};
constexpr std::array kNames{
    Name{"error", Figure::Error},           Name{"test_error", Figure::TestError},
    Name{"neurons", Figure::Neurons},       Name{"parameters", Figure::Parameters},
    Name{"operations", Figure::Operations}, Name{"flops", Figure::Operations},
    Name{"bytes", Figure::Bytes},           Name{"microseconds", Figure::Microseconds}};

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

struct Sign {
    const char* sign;
    Condition::Relation relation;
};
constexpr std::array kSigns{Sign{"<=", Condition::Relation::AtMost}, Sign{">=", Condition::Relation::AtLeast},
                            Sign{"=", Condition::Relation::Equal}};

std::optional<Condition> parseOne(std::string_view text, const std::vector<std::string>& settings) {
    const auto* const sign = std::find_if(kSigns.begin(), kSigns.end(),
                                          [text](const Sign& of) { return text.find(of.sign) != text.npos; });
    if (sign == kSigns.end()) return std::nullopt;
    const std::size_t at = text.find(sign->sign);
    const std::string_view name = trimmed(text.substr(0, at)),
                           value = trimmed(text.substr(at + std::string_view(sign->sign).size()));
    Condition condition{.relation = sign->relation, .setting = {}, .text = std::string(value)};
    const auto* const found =
        std::find_if(kNames.begin(), kNames.end(), [name](const Name& of) { return name == of.name; });
    if (found != kNames.end()) {
        condition.figure = found->figure;
    } else if (std::find(settings.begin(), settings.end(), name) != settings.end()) {
        condition.figure = Figure::Setting;
        condition.setting = name;
    } else {
        return std::nullopt;
    }
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), condition.bound);
    const bool isNumber = problem == std::errc() && end == value.data() + value.size();
    const bool isWord =
        condition.figure == Figure::Setting && condition.relation == Condition::Relation::Equal;
    if (!isNumber && (!isWord || value.empty())) return std::nullopt;
    return condition;
}

double figureOf(const Result& result, Figure figure) {
    switch (figure) {
    case Figure::Error:
        return result.error();
    case Figure::TestError:
        return result.testError;
    case Figure::Neurons:
        return result.neurons;
    case Figure::Parameters:
        return costOf(result, Cost::Parameters);
    case Figure::Operations:
        return costOf(result, Cost::Operations);
    case Figure::Bytes:
        return costOf(result, Cost::Bytes);
    case Figure::Microseconds:
        return costOf(result, Cost::Microseconds);
    case Figure::Setting:
        break;
    }
    return Result::kNone;
}

bool isOfError(const Condition& condition) {
    return (condition.figure == Figure::Error || condition.figure == Figure::TestError) &&
           condition.relation == Condition::Relation::AtMost;
}

bool isOfTime(const Condition& condition) {
    return condition.figure == Figure::Microseconds;
}

bool holds(double figure, const Condition& condition) {
    switch (condition.relation) {
    case Condition::Relation::AtMost:
        return figure <= condition.bound;
    case Condition::Relation::AtLeast:
        return figure >= condition.bound;
    case Condition::Relation::Equal:
        break;
    }
    return figure == condition.bound;
}

bool holds(const Result& result, const Condition& condition) {
    if (condition.figure != Figure::Setting) return holds(figureOf(result, condition.figure), condition);
    const auto value = result.settings.find(condition.setting);
    if (value == result.settings.end()) return false;
    if (value->is_number()) return holds(value->get<double>(), condition);
    if (condition.relation != Condition::Relation::Equal) return false;
    return condition.text == settingText(result, condition.setting);
}

} // namespace

std::vector<Condition> parseConditions(std::string_view text, const std::vector<std::string>& settings) {
    constexpr std::string_view kAnd = " and ";
    std::vector<Condition> conditions;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(kAnd, at), text.size());
        const auto condition = parseOne(text.substr(at, end - at), settings);
        if (!condition) throw Error(say::kPickNotUnderstood, std::string(text));
        conditions.push_back(*condition);
        at = end + kAnd.size();
        if (end == text.size()) break;
    }
    return conditions;
}

bool fulfils(const Result& result, const std::vector<Condition>& conditions) {
    return !result.failed() && std::all_of(conditions.begin(), conditions.end(),
                                           [&](const Condition& of) { return holds(result, of); });
}

bool areOfTime(const std::vector<Condition>& conditions) {
    return std::any_of(conditions.begin(), conditions.end(), isOfTime);
}

const Result& pick(const std::vector<Result>& results, const std::vector<Condition>& conditions,
                   const std::string& text, const Measure& measure) {
    const bool isSmallest = std::any_of(conditions.begin(), conditions.end(), isOfError);
    const auto rank = [isSmallest](const Result& of) {
        const auto size = static_cast<double>(of.parameters);
        return isSmallest ? std::tuple(size, of.error(), of.id) : std::tuple(of.error(), size, of.id);
    };
    std::vector<Condition> others = conditions, ofTime;
    std::copy_if(others.begin(), others.end(), std::back_inserter(ofTime), isOfTime);
    std::erase_if(others, isOfTime);
    std::vector<const Result*> fitting;
    for (const Result& result : results)
        if (fulfils(result, others)) fitting.push_back(&result);
    std::sort(fitting.begin(), fitting.end(),
              [&](const Result* a, const Result* b) { return rank(*a) < rank(*b); });
    for (const Result* result : fitting) {
        if (ofTime.empty()) return *result;
        Result measured = *result;
        if (std::isnan(measured.microseconds) && measure) measured.microseconds = measure(*result);
        if (fulfils(measured, ofTime)) return *result;
    }
    throw Error(say::kPickNone, text);
}

} // namespace tristate::sweep
