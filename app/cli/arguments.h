#pragma once

#include "core/io/export/import_model.h"
#include "core/prune/export_network.h"
#include "core/train/experiment.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace tristate::cli {

/// The options that describe an experiment: a preset, and whatever is given beside it. The preset comes first
/// whatever the order on the command line; without --preset and --net it is the one named kDefaultPreset.
class ExperimentArguments {
public:
    static constexpr const char* kDefaultPreset = "digits";

    /// Adds the options to `command`, which must not outlive this.
    explicit ExperimentArguments(CLI::App& command);
    ExperimentArguments(const ExperimentArguments&) = delete; // the options of the command refer to it
    ExperimentArguments& operator=(const ExperimentArguments&) = delete;

    /// Throws Error naming what cannot be: an unknown preset, a bad net, a setting out of range. With --from
    /// the net is that of the model.
    train::Experiment experiment();
    /// The model to start from (--from), after experiment(); null for none.
    std::shared_ptr<const io::ImportedModel> model() const { return m_model; }

private:
    void addDataOptions(CLI::App& command);
    void addTrainingOptions(CLI::App& command);
    void addAugmentationOptions(CLI::App& command);
    void addGateOptions(CLI::App& command);
    void addScheduleOptions(CLI::App& command);
    void readNet(train::Experiment& experiment);

    /// An option whose value is one of these names.
    template <class Value, class Field>
    void addChoice(CLI::App& command, const std::string& option, const std::string& help,
                   const std::string& group, const std::map<std::string, Value>& names, Field field);

    /// An option that sets the field of the experiment that `field` points at.
    template <class Value, class Field>
    CLI::Option* addSetting(CLI::App& command, const std::string& option, const std::string& help,
                            Field field);
    template <class Field>
    CLI::Option* addSwitch(CLI::App& command, const std::string& option, bool value, const std::string& help,
                           Field field);

    std::string m_preset;
    std::string m_net;
    std::filesystem::path m_from;
    std::shared_ptr<const io::ImportedModel> m_model;
    bool m_epochsGiven = false, m_freezeGiven = false;
    std::vector<std::function<void(train::Experiment&)>> m_settings;
};

/// --merge auto|always|never
CLI::Option* addMergeOption(CLI::App& command, prune::MergeMode& merge);

/// --json, for commands whose result is one object.
CLI::Option* addJsonOption(CLI::App& command, bool& json);

} // namespace tristate::cli
