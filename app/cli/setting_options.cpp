#include "app/cli/setting_options.h"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace tristate::cli {

namespace {

using train::Setting;
using Kind = Setting::Kind;

void replaceAll(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += with.size())
        text.replace(at, what.size(), with);
}

/// A terminal calls the strengths as its options do.
std::string plain(std::string text) {
    for (const auto& [symbol, name] : {std::pair{"λ₁", "lambda1"}, std::pair{"λ₂", "lambda2"},
                                       std::pair{"λ₃", "lambda3"}, std::pair{"λ₄", "lambda4"}})
        replaceAll(text, symbol, name);
    return text;
}

std::string helpOf(const Setting& setting, const std::string& note) {
    std::string help = plain(setting.help);
    if (setting.atZero) help += std::string("; 0: ") + setting.atZero;
    return help + note;
}

std::string typeName(const Setting& setting) {
    switch (setting.kind) {
    case Kind::Whole:
        return "INT";
    case Kind::Number:
        return setting.unit && setting.unit == std::string_view("%") ? "PERCENT" : "FLOAT";
    case Kind::Seed:
        return "UINT";
    case Kind::Choice:
        return train::namesOfChoices(setting, "|");
    case Kind::Text:
        return setting.word;
    case Kind::Switch:
        break;
    }
    return "";
}

} // namespace

CLI::Option* addSettingOption(CLI::App& command, const Setting& setting, const TakeSetting& take,
                              const std::string& note) {
    if (setting.kind == Kind::Switch)
        return command.add_flag_callback(
            setting.flag, [take] { take(true); }, helpOf(setting, note));
    return command
        .add_option_function<std::string>(
            setting.flag,
            [&setting, take](const std::string& text) {
                take(blamingTheCommand([&] { return train::parseSetting(setting, text); }));
            },
            helpOf(setting, note))
        ->type_name(typeName(setting));
}

void addDataOptions(CLI::App& command, const TakeNamed& take, const char* source) {
    for (const Setting& setting : train::settings()) {
        if (!setting.flag || !setting.data) continue;
        const bool isSource = std::string_view(setting.path) == "data.source";
        if (isSource && !source) continue;
        addSettingOption(
            command, setting, [take, &setting](const train::SettingValue& value) { take(setting, value); },
            isSource ? source : "");
    }
}

CLI::Option* addWords(CLI::App& command, const std::string& flag, char delimiter, const std::string& help,
                      const TakeWords& take) {
    return command.add_option_function<std::vector<std::string>>(flag, take, help)->delimiter(delimiter);
}

CLI::Option* addSeeds(CLI::App& command, std::vector<std::uint64_t>& seeds, const std::string& help) {
    return addWords(command, "--seeds", ',', help,
                    [&seeds](const std::vector<std::string>& words) {
                        seeds.clear();
                        for (const std::string& word : words)
                            seeds.push_back(
                                blamingTheCommand([&] { return train::parseSeed("--seeds", word); }));
                    })
        ->type_name("S,S,...");
}

} // namespace tristate::cli
