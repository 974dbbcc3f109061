#pragma once

#include "core/base/message.h"
#include "core/train/experiment.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tristate::train {

/// The groups in which a form and the help of the command line show the settings, in order.
enum class SettingGroup { Data, Training, Augmentation, Gates, Schedule, Live };

/// A value of a setting, by its kind: switches are bool, whole numbers int, choices the number of the choice
/// (int), seeds std::uint64_t, numbers double, texts std::string.
using SettingValue = std::variant<bool, int, std::uint64_t, double, std::string>;

/// Access to the field of a setting in one of the structs it may be in. Empty where it is not in that struct.
template <class Owner>
struct SettingField {
    std::function<SettingValue(const Owner&)> get;
    std::function<void(Owner&, const SettingValue&)> set;

    explicit operator bool() const { return static_cast<bool>(get); }
};

/// One of the values of a setting that is a choice.
struct SettingChoice {
    const char* name;              ///< in files and on the command line, with hyphens
    const char* label;             ///< in the window
    const char* oldName = nullptr; ///< as older files call it
};

/// How a setting is called where it changes a run that goes on.
struct LiveSettingTexts {
    const char* name;              ///< of its control and in the undo menu
    const char* help;              ///< what it does, for a tool tip
    const char* brief = nullptr;   ///< at the mark of a change; null where changes get no mark
    const char* caption = nullptr; ///< beside its control where there is little room; null: the name
    const char* onBrief = nullptr; ///< switches: at the mark, instead
    const char* offBrief = nullptr;
};

/// All there is to know of one setting. Everything that checks, reads, writes, shows or documents settings
/// uses this; a new setting is a field of its struct, an entry here, and the code where it acts. Texts are
/// English; the window translates them (context tristate::train::Settings).
struct Setting {
    enum class Kind { Whole, Number, Switch, Choice, Seed, Text };

    const char* path;           ///< in files: "train.lambda3"; "freezeGates" for one of a running run alone
    const char* flag = nullptr; ///< on the command line: "--lambda3"; null for none
    const char* offFlag = nullptr; ///< switches: what turns it off
    const char* word = nullptr;    ///< texts: what the command line calls the value
    bool mayBeEmpty = false;       ///< texts
    SettingGroup group = SettingGroup::Data;
    Kind kind = Kind::Number;
    double least = 0; ///< numbers and whole numbers: the range, ends included
    double most = 1;
    const char* unit = nullptr;
    const char* label = nullptr;             ///< in the form; null: not in the form
    const char* help = nullptr;              ///< a sentence without its full stop
    const char* atZero = nullptr;            ///< whole numbers: what 0 means
    std::vector<SettingChoice> choices = {}; ///< in the order of the enum
    const char* oldKey = nullptr;            ///< the last part of its path in older files
    const char* oldFlag = nullptr;           ///< still understood on the command line
    /// Of a running run as well; every setting with `live` has them: its JSON there has the last part of the
    /// path alone.
    std::optional<LiveSettingTexts> liveTexts = {};
    SettingField<data::DataSpec> data = {};
    SettingField<TrainConfig> train = {};
    SettingField<LiveSettings> live = {};

    /// The last part of the path: the key in its JSON object.
    const char* key() const;
    bool isNumeric() const { return kind == Kind::Whole || kind == Kind::Number; }
    /// Not of a setting that is only live.
    SettingValue get(const Experiment& experiment) const;
    void set(Experiment& experiment, const SettingValue& value) const;
};

/// Every setting but name and net, in the order of files. Thread-safe; the pointers stay valid.
const std::vector<Setting>& settings();

/// By its path, "train.rate", or, of a live one, by its key alone, "rate"; null for none.
const Setting* findSetting(std::string_view path);

/// Throws Error when the value is out of range; `name` is the path that the sentence shows.
void checkRange(const Setting& setting, const char* name, const SettingValue& value);

/// The value that a person typed: a number in the C locale, the name of a choice (also an older one, in
/// whatever case), or the text itself; for switches true or false. Throws Error naming the setting, its range
/// and what was found.
SettingValue parseSetting(const Setting& setting, std::string_view text);
/// A whole number that is no setting, by the same rules; `name` stands in the sentence.
std::int64_t parseWhole(const MessageArgument& name, std::string_view text, std::int64_t least,
                        std::int64_t most);
std::uint64_t parseSeed(const MessageArgument& name, std::string_view text);

/// The value as parseSetting() reads it, numbers with six digits.
std::string toText(const Setting& setting, const SettingValue& value);

/// The choice of this name, as parseSetting() takes it; -1 for none.
int findChoice(const Setting& setting, std::string_view name);

/// "cosine, step": the names of the choices.
std::string namesOfChoices(const Setting& setting, const char* separator = ", ");

/// The title of a group, English.
const char* title(SettingGroup group);

/// A message as a terminal words it: in English, settings called as they are typed, --lambda3.
std::string commandText(const Message& message);

} // namespace tristate::train
