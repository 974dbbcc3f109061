#pragma once

#include "app/cli/range_arguments.h"
#include "core/io/export/import_model.h"
#include "core/train/experiment.h"
#include "core/train/settings.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace tristate::cli {

/// The options that describe an experiment: a preset, and whatever is given beside it. The preset comes first
/// whatever the order on the command line; without --preset, --net and --from it is the one named
/// kDefaultPreset, or what is proposed for the data (train::propose) when those are a table or pictures; and
/// with --net or --from alone the plain recipe: the defaults of TrainConfig and DataSpec. --from may also be
/// the link of an experiment, which then is what a preset would be.
class ExperimentArguments {
public:
    static constexpr const char* kDefaultPreset = "digits";

    /// Adds the options to `command`, which must not outlive this.
    explicit ExperimentArguments(CLI::App& command);
    ExperimentArguments(const ExperimentArguments&) = delete; // the options of the command refer to it
    ExperimentArguments& operator=(const ExperimentArguments&) = delete;

    /// Throws UsageError naming what is invalid: an unknown preset, a bad net, settings that do not fit
    /// together; and Error when a file is. With --from the net is that of the model.
    train::Experiment experiment();
    /// The model to start from (--from of a file), after experiment(); null for none.
    std::shared_ptr<const io::ImportedModel> model() const { return m_model; }
    /// A model was given and no preset: nobody has chosen how it is trained.
    bool isPlainRecipeOfModel() const { return m_preset.empty() && m_model; }

private:
    void addSetting(CLI::App& command, const train::Setting& setting);
    void take(const train::Setting& setting, const train::SettingValue& value);
    bool isGiven(const char* path) const;
    /// What a person's own data are trained with when nobody says how; nothing for the sets that presets are
    /// for.
    std::optional<train::Experiment> proposal() const;
    bool isLink() const;
    train::Experiment recipe() const;
    void readNet(train::Experiment& experiment);
    void scaleSchedule(train::Experiment& experiment, const train::TrainConfig& recipe) const;

    std::string m_preset;
    std::string m_net;
    std::string m_from; ///< a file or a link
    RangeArguments m_range;
    std::shared_ptr<const io::ImportedModel> m_model;
    std::map<const train::Setting*, train::SettingValue> m_given;
};

/// --json, for commands whose result is one object.
CLI::Option* addJsonOption(CLI::App& command, bool& json);

} // namespace tristate::cli
