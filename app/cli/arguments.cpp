#include "app/cli/arguments.h"

#include "core/io/experiment_json.h"
#include "core/io/onnx.h"
#include "core/prune/import_network.h"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <filesystem>
#include <map>

namespace tristate::cli {

namespace {

using train::Experiment;

std::string presetHelp() {
    std::string names;
    for (const std::string& name : io::presetNames()) names += (names.empty() ? "" : ", ") + name;
    return "Recipe to start from: " + names + ". Other options override its values.";
}

/// A session outlives the folder it was started in, so a data folder is kept with its whole path.
std::string wholePath(const std::string& source) {
    if (source.find('/') == std::string::npos) return source;
    return std::filesystem::absolute(source).lexically_normal().string();
}

} // namespace

template <class Value, class Field>
CLI::Option* ExperimentArguments::addSetting(CLI::App& command, const std::string& option,
                                             const std::string& help, Field field) {
    return command.add_option_function<Value>(
        option,
        [this, field](const Value& value) {
            m_settings.emplace_back([field, value](Experiment& e) { *field(e) = value; });
        },
        help);
}

template <class Field>
CLI::Option* ExperimentArguments::addSwitch(CLI::App& command, const std::string& option, bool value,
                                            const std::string& help, Field field) {
    return command.add_flag_callback(
        option,
        [this, field, value] {
            m_settings.emplace_back([field, value](Experiment& e) { *field(e) = value; });
        },
        help);
}

ExperimentArguments::ExperimentArguments(CLI::App& command) {
    command.add_option("--preset", m_preset, presetHelp())->type_name("NAME");
    command
        .add_option("--net", m_net,
                    "Network, e.g. 784-300-100-10, or 1x28x28:20c5-p2-50c5-p2-500-10 with convolutions "
                    "(20 maps, 5x5) and max-pooling (2x2)")
        ->type_name("SPEC");
    command
        .add_option("--from", m_from,
                    "Pre-trained model to go on from: its ReLUs become tri-state ReLUs with every gate open")
        ->type_name("MODEL.onnx")
        ->excludes("--net");
    addDataOptions(command);
    addTrainingOptions(command);
    addGateOptions(command);
}

void ExperimentArguments::addDataOptions(CLI::App& command) {
    const std::string group = "Data";
    addSetting<std::string>(
        command, "--data",
        "Folder with the four IDX files (plain or .gz), or a generated set: digits, spiral, "
        "moons, circles, xor, gaussians",
        [](Experiment& e) { return &e.data.source; })
        ->group(group)
        ->type_name("DIR|NAME")
        ->transform(wholePath);
    addSetting<int>(command, "--validation", "Training samples held out to choose settings by",
                    [](Experiment& e) { return &e.data.validation; })
        ->group(group);
    addSetting<int>(command, "--samples", "Generated data: number of training samples", [](Experiment& e) {
        return &e.data.trainSamples;
    })->group(group);
    addSetting<int>(command, "--test-samples", "Generated data: number of test samples", [](Experiment& e) {
        return &e.data.testSamples;
    })->group(group);
}

void ExperimentArguments::addTrainingOptions(CLI::App& command) {
    static const std::map<std::string, train::OptimizerKind> kOptimizers{{"adam", train::OptimizerKind::Adam},
                                                                         {"sgd", train::OptimizerKind::Sgd}};
    static const std::map<std::string, train::RateSchedule> kSchedules{
        {"constant", train::RateSchedule::Constant}, {"cosine", train::RateSchedule::Cosine}};

    const std::string group = "Training";
    addSetting<int>(command, "--epochs", "Passes over the training data; 0: until stopped",
                    [](Experiment& e) { return &e.train.epochs; })
        ->group(group);
    addSetting<int>(command, "--batch", "Samples in a minibatch", [](Experiment& e) {
        return &e.train.batch;
    })->group(group);
    addSetting<std::uint64_t>(command, "--seed", "Seed of the initial weights and of the order of samples",
                              [](Experiment& e) { return &e.train.seed; })
        ->group(group)
        ->check(CLI::NonNegativeNumber.description(""));
    addSetting<int>(command, "--threads", "Threads; 0: every core. The results do not depend on it",
                    [](Experiment& e) { return &e.train.threads; })
        ->group(group);
    addSetting<train::OptimizerKind>(command, "--optimizer", "Of weights and biases",
                                     [](Experiment& e) { return &e.train.optimizer; })
        ->group(group)
        ->transform(CLI::CheckedTransformer(kOptimizers, CLI::ignore_case).description(""))
        ->type_name("adam|sgd");
    addSetting<double>(command, "--rate", "Learning rate of weights and biases, per minibatch",
                       [](Experiment& e) { return &e.train.rate; })
        ->group(group);
    addSetting<double>(command, "--momentum", "Momentum of sgd", [](Experiment& e) {
        return &e.train.momentum;
    })->group(group);
    addSetting<train::RateSchedule>(command, "--schedule", "Of the rate; cosine: down to 0 at the end",
                                    [](Experiment& e) { return &e.train.schedule; })
        ->group(group)
        ->transform(CLI::CheckedTransformer(kSchedules, CLI::ignore_case).description(""))
        ->type_name("constant|cosine");
    addSetting<int>(command, "--shift", "Augmentation: images move by up to this many pixels at random",
                    [](Experiment& e) { return &e.train.shift; })
        ->group(group);
}

void ExperimentArguments::addGateOptions(CLI::App& command) {
    const std::string group = "Gates";
    const auto gates = [](Experiment& e) { return &e.train.gates; };
    addSwitch(command, "--gates", true, "Learn which units stay", gates)->group(group);
    addSwitch(command, "--no-gates", false, "Train an ordinary network: every unit stays", gates)
        ->group(group);
    const auto depthGates = [](Experiment& e) { return &e.train.depthGates; };
    addSwitch(command, "--depth-gates", true, "Learn also which layers turn linear", depthGates)
        ->group(group);
    addSwitch(command, "--no-depth-gates", false, "No layer turns linear", depthGates)->group(group);
    addSetting<double>(command, "--lambda1", "Strength that pushes width gates to 0 or 1", [](Experiment& e) {
        return &e.train.lambdas.lambda1;
    })->group(group);
    addSetting<double>(command, "--lambda2", "Strength that pushes depth gates to 0 or 1", [](Experiment& e) {
        return &e.train.lambdas.lambda2;
    })->group(group);
    addSetting<double>(command, "--lambda3", "Cost of every unit: the pruning strength", [](Experiment& e) {
        return &e.train.lambdas.lambda3;
    })->group(group);
    addSetting<double>(command, "--lambda4", "Reward of every linear layer", [](Experiment& e) {
        return &e.train.lambdas.lambda4;
    })->group(group);
    addSetting<double>(command, "--gate-rate", "Learning rate of the gates, per minibatch",
                       [](Experiment& e) { return &e.train.gateRate; })
        ->group(group);
    addSetting<double>(command, "--gate-start", "Where width gates start, 0.5 to 1", [](Experiment& e) {
        return &e.train.gateStart;
    })->group(group);
    addSetting<int>(command, "--warmup", "First epochs, without moving the gates", [](Experiment& e) {
        return &e.train.warmupEpochs;
    })->group(group);
    addSetting<int>(command, "--freeze", "Last epochs, without moving the gates", [](Experiment& e) {
        return &e.train.frozenEpochs;
    })->group(group);
    addSetting<int>(command, "--patience", "Minibatches after which a closed unit is removed; 0: never",
                    [](Experiment& e) { return &e.train.patience; })
        ->group(group);
}

train::Experiment ExperimentArguments::experiment() const {
    train::Experiment experiment;
    if (!m_preset.empty())
        experiment = io::preset(m_preset);
    else if (m_net.empty())
        experiment = io::preset(kDefaultPreset);
    if (!m_net.empty()) experiment.net = nn::parseNetworkSpec(m_net);
    if (!m_from.empty()) experiment.net = prune::importNetwork(io::readOnnx(m_from).network).spec();
    for (const auto& setting : m_settings) setting(experiment);
    train::validate(experiment);
    return experiment;
}

CLI::Option* addFoldOption(CLI::App& command, prune::FoldMode& fold) {
    static const std::map<std::string, prune::FoldMode> kModes{{"auto", prune::FoldMode::Auto},
                                                               {"always", prune::FoldMode::Always},
                                                               {"never", prune::FoldMode::Never}};
    return command
        .add_option("--fold", fold,
                    "Multiply linear layers into the next one; auto: where that adds no parameters")
        ->transform(CLI::CheckedTransformer(kModes, CLI::ignore_case).description(""))
        ->type_name("auto|always|never");
}

CLI::Option* addJsonOption(CLI::App& command, bool& json) {
    return command.add_flag("--json", json, "Print JSON, one object a line");
}

} // namespace tristate::cli
