#pragma once

#include "app/cli/usage.h"
#include "core/train/settings.h"

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace tristate::cli {

using TakeSetting = std::function<void(const train::SettingValue&)>;

/// The option of a setting as the table has it: its flag, help and range; `note` goes behind the help. A
/// value that is invalid throws UsageError. Of a switch it is what turns it on.
CLI::Option* addSettingOption(CLI::App& command, const train::Setting& setting, const TakeSetting& take,
                              const std::string& note = "");

/// The same, for a command that keeps this one setting; `path` is in the table.
template <class T>
CLI::Option* addSettingOption(CLI::App& command, const char* path, T& target, const std::string& note = "") {
    return addSettingOption(
        command, *train::findSetting(path),
        [&target](const train::SettingValue& value) {
            if constexpr (std::is_enum_v<T>)
                target = static_cast<T>(std::get<int>(value));
            else
                target = std::get<T>(value);
        },
        note);
}

using TakeNamed = std::function<void(const train::Setting&, const train::SettingValue&)>;

/// An option for each setting that says how data are read; data.source among them only with `source`, which
/// goes behind its help.
void addDataOptions(CLI::App& command, const TakeNamed& take, const char* source = nullptr);

using TakeWords = std::function<void(const std::vector<std::string>&)>;

/// An option with words between `delimiter`, taken as they are.
CLI::Option* addWords(CLI::App& command, const std::string& flag, char delimiter, const std::string& help,
                      const TakeWords& take);

/// Seeds from 0 on, between commas. Throws UsageError naming the flag.
CLI::Option* addSeeds(CLI::App& command, std::vector<std::uint64_t>& seeds, const std::string& help);

/// The whole number of an option that is no setting. Throws UsageError naming the flag and its range.
template <class T>
T wholeNumber(const std::string& flag, std::string_view text, T least,
              T most = std::numeric_limits<T>::max()) {
    return static_cast<T>(blamingTheCommand([&] { return train::parseWhole(flag, text, least, most); }));
}

} // namespace tristate::cli
