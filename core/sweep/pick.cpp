#include "core/sweep/pick.h"

#include "core/base/error.h"
#include "core/messages/sweeps.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <tuple>

namespace tristate::sweep {

namespace {

using Figure = Condition::Figure;

struct Name {
    const char* name;
    Figure figure;
};
constexpr std::array kNames{Name{"error", Figure::Error},
                            Name{"test_error", Figure::TestError},
                            Name{"neurons", Figure::Neurons},
                            Name{"parameters", Figure::Parameters},
                            Name{"operations", Figure::Operations},
                            Name{"flops", Figure::Operations},
                            Name{"bytes", Figure::Bytes}};

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

std::optional<Condition> parseOne(std::string_view text) {
    const std::size_t sign = text.find("<=");
    if (sign == text.npos) return std::nullopt;
    const std::string_view name = trimmed(text.substr(0, sign)), number = trimmed(text.substr(sign + 2));
    const auto* const found =
        std::find_if(kNames.begin(), kNames.end(), [name](const Name& of) { return name == of.name; });
    Condition condition;
    const auto [end, problem] = std::from_chars(number.data(), number.data() + number.size(), condition.most);
    if (found == kNames.end() || problem != std::errc() || end != number.data() + number.size())
        return std::nullopt;
    condition.figure = found->figure;
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
        return static_cast<double>(result.parameters);
    case Figure::Operations:
        return static_cast<double>(result.operations);
    case Figure::Bytes:
        break;
    }
    return static_cast<double>(result.bytes);
}

bool isOfError(const Condition& condition) {
    return condition.figure == Figure::Error || condition.figure == Figure::TestError;
}

} // namespace

std::vector<Condition> parseConditions(std::string_view text) {
    constexpr std::string_view kAnd = " and ";
    std::vector<Condition> conditions;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find(kAnd, at), text.size());
        const auto condition = parseOne(text.substr(at, end - at));
        if (!condition) throw Error(say::kPickNotUnderstood, std::string(text));
        conditions.push_back(*condition);
        at = end + kAnd.size();
        if (end == text.size()) break;
    }
    return conditions;
}

const Result& pick(const std::vector<Result>& results, const std::vector<Condition>& conditions,
                   const std::string& text) {
    const bool isSmallest = std::any_of(conditions.begin(), conditions.end(), isOfError);
    const auto rank = [isSmallest](const Result& of) {
        const auto size = static_cast<double>(of.parameters);
        return isSmallest ? std::tuple(size, of.error(), of.id) : std::tuple(of.error(), size, of.id);
    };
    const Result* best = nullptr;
    for (const Result& result : results) {
        const bool fits =
            !result.failed() && std::all_of(conditions.begin(), conditions.end(), [&](const Condition& of) {
                return figureOf(result, of.figure) <= of.most;
            });
        if (fits && (!best || rank(result) < rank(*best))) best = &result;
    }
    if (!best) throw Error(say::kPickNone, text);
    return *best;
}

} // namespace tristate::sweep
