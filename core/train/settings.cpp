#include "core/train/settings.h"

#include "core/base/error.h"
#include "core/base/lower_case.h"
#include "core/messages/settings.h"
#include "core/train/settings_table.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace tristate::train {

namespace {

using Kind = Setting::Kind;

constexpr std::uint64_t kMaxSeed = std::numeric_limits<std::uint64_t>::max();

std::vector<Setting> makeSettings() {
    std::vector<Setting> all;
    for (const auto& part :
         {Settings::source(), Settings::data(), Settings::tables(), Settings::preparation(),
          Settings::training(), Settings::optimisation(), Settings::augmentation(), Settings::gates(),
          Settings::strengths(), Settings::schedule(), Settings::outcome(), Settings::live()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// An end of a range, or a value, as an argument: whole numbers without a point or an exponent.
MessageArgument argument(const Setting& setting, double value) {
    if (setting.kind == Kind::Whole) return static_cast<std::int64_t>(value);
    return value;
}

/// The whole text is one number.
template <class Number>
bool readNumber(std::string_view text, Number& number) {
    const char* const end = text.data() + text.size();
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto [behind, problem] = std::from_chars(text.data(), end, number);
    return problem == std::errc() && behind == end && !text.empty();
}

constexpr std::size_t kMaxShown = 60; ///< of what somebody typed, in a sentence

std::string shortened(std::string_view text) {
    return text.size() <= kMaxShown ? std::string(text) : std::string(text.substr(0, kMaxShown)) + "...";
}

SettingValue parseNumber(const Setting& setting, std::string_view text) {
    double number = 0;
    if (!readNumber(text, number))
        throw Error(say::kSettingNotNumber, SettingName{setting.path}, shortened(text), setting.least,
                    setting.most);
    checkRange(setting, setting.path, number);
    return number;
}

SettingValue parseChoice(const Setting& setting, std::string_view text) {
    const int choice = findChoice(setting, text);
    if (choice < 0)
        throw Error(say::kSettingNotOneOf, SettingName{setting.path}, shortened(text),
                    namesOfChoices(setting));
    return choice;
}

/// Calls a setting by its option.
class CommandWording : public Wording {
    std::string setting(const SettingName& name) const override {
        const Setting* found = findSetting(name.path);
        return found && found->flag ? found->flag : name.path;
    }
};

SettingValue parseSwitch(const Setting& setting, std::string_view text) {
    if (text != "true" && text != "false")
        throw Error(say::kSettingNotOneOf, SettingName{setting.path}, shortened(text), "true, false");
    return text == "true";
}

} // namespace

const char* Setting::key() const {
    const char* point = std::strrchr(path, '.');
    return point ? point + 1 : path;
}

SettingValue Setting::get(const Experiment& experiment) const {
    assert(data || train);
    return data ? data.get(experiment.data) : train.get(experiment.train);
}

void Setting::set(Experiment& experiment, const SettingValue& value) const {
    assert(data || train);
    if (data)
        data.set(experiment.data, value);
    else
        train.set(experiment.train, value);
}

const std::vector<Setting>& settings() {
    static const std::vector<Setting> kSettings = makeSettings();
    return kSettings;
}

const Setting* findSetting(std::string_view path) {
    const auto& all = settings();
    const auto found = std::find_if(all.begin(), all.end(), [path](const Setting& setting) {
        return setting.path == path || (setting.live && setting.key() == path);
    });
    return found == all.end() ? nullptr : &*found;
}

void checkRange(const Setting& setting, const char* name, const SettingValue& value) {
    if (setting.kind == Kind::Text && !setting.mayBeEmpty && std::get<std::string>(value).empty())
        throw Error(say::kDataSourceEmpty, SettingName{name});
    if (!setting.isNumeric()) return;
    const double number = setting.kind == Kind::Whole ? std::get<int>(value) : std::get<double>(value);
    if (number >= setting.least && number <= setting.most) return; // NaN compares false with everything
    throw Error(say::kSettingRange, SettingName{name}, argument(setting, number),
                argument(setting, setting.least), argument(setting, setting.most));
}

std::int64_t parseWhole(const MessageArgument& name, std::string_view text, std::int64_t least,
                        std::int64_t most) {
    std::int64_t number = 0;
    if (!readNumber(text, number)) throw Error(say::kSettingNotWhole, name, shortened(text), least, most);
    if (number < least || number > most) throw Error(say::kSettingRange, name, number, least, most);
    return number;
}

std::uint64_t parseSeed(const MessageArgument& name, std::string_view text) {
    std::uint64_t seed = 0;
    if (!readNumber(text, seed))
        throw Error(say::kSettingNotWhole, name, shortened(text), 0, std::to_string(kMaxSeed));
    return seed;
}

SettingValue parseSetting(const Setting& setting, std::string_view text) {
    switch (setting.kind) {
    case Kind::Whole:
        return static_cast<int>(parseWhole(SettingName{setting.path}, text,
                                           static_cast<std::int64_t>(setting.least),
                                           static_cast<std::int64_t>(setting.most)));
    case Kind::Number:
        return parseNumber(setting, text);
    case Kind::Seed:
        return parseSeed(SettingName{setting.path}, text);
    case Kind::Choice:
        return parseChoice(setting, text);
    case Kind::Switch:
        return parseSwitch(setting, text);
    case Kind::Text:
        break;
    }
    return std::string(text);
}

std::string toText(const Setting& setting, const SettingValue& value) {
    switch (setting.kind) {
    case Kind::Whole:
        return std::to_string(std::get<int>(value));
    case Kind::Number:
        return Wording().number(std::get<double>(value));
    case Kind::Seed:
        return std::to_string(std::get<std::uint64_t>(value));
    case Kind::Choice:
        return setting.choices[static_cast<std::size_t>(std::get<int>(value))].name;
    case Kind::Switch:
        return std::get<bool>(value) ? "true" : "false";
    case Kind::Text:
        break;
    }
    return std::get<std::string>(value);
}

int findChoice(const Setting& setting, std::string_view name) {
    const std::string wanted = lowerCase(name);
    const auto found =
        std::find_if(setting.choices.begin(), setting.choices.end(), [&wanted](const SettingChoice& choice) {
            return wanted == choice.name || (choice.oldName && wanted == choice.oldName);
        });
    return found == setting.choices.end() ? -1 : static_cast<int>(found - setting.choices.begin());
}

std::string namesOfChoices(const Setting& setting, const char* separator) {
    std::string names;
    for (const auto& choice : setting.choices)
        names += (names.empty() ? "" : separator) + std::string(choice.name);
    return names;
}

const char* title(SettingGroup group) {
    return Settings::title(group);
}

std::string commandText(const Message& message) {
    return toText(message, CommandWording());
}

} // namespace tristate::train
