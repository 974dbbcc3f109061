#include "app/cli/arguments.h"

#include "core/io/recipes/experiment_json.h"

#include <CLI/CLI.hpp>

#include <cmath>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <utility>

namespace tristate::cli {

namespace {

using train::Experiment;

/// Training samples held out for --target-error where --validation does not tell.
constexpr int kValidationOfTarget = 5000;

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

template <class Value, class Field>
void ExperimentArguments::addChoice(CLI::App& command, const std::string& option, const std::string& help,
                                    const std::string& group, const std::map<std::string, Value>& names,
                                    Field field) {
    std::string all;
    for (const auto& [name, value] : names) all += (all.empty() ? "" : "|") + name;
    addSetting<Value>(command, option, help, field)
        ->group(group)
        ->transform(CLI::CheckedTransformer(names, CLI::ignore_case).description(""))
        ->type_name(all);
}

ExperimentArguments::ExperimentArguments(CLI::App& command) {
    command.add_option("--preset", m_preset, presetHelp())->type_name("NAME");
    command
        .add_option("--net", m_net,
                    "Network, e.g. 784-300-100-10, or 1x28x28:20c5-p2-50c5-p2-500-10 with convolutions "
                    "(20 maps, 5x5) and max-pooling (2x2); or a .json file with one")
        ->type_name("SPEC|FILE.json");
    command
        .add_option(
            "--from", m_from,
            "Pre-trained model to go on from (.onnx, .safetensors, .json): its ReLUs become tri-state "
            "ReLUs with every gate open. Safetensors of other programs need --net")
        ->type_name("MODEL");
    addDataOptions(command);
    addTrainingOptions(command);
    addAugmentationOptions(command);
    addGateOptions(command);
    addScheduleOptions(command);
}

void ExperimentArguments::addDataOptions(CLI::App& command) {
    const std::string group = "Data";
    addSetting<std::string>(
        command, "--data",
        "Folder with the four IDX files (plain or .gz) or the CIFAR-10 binary files, or a generated set: "
        "digits, shapes, spiral, moons, circles, xor, gaussians, noise:3x32x32",
        [](Experiment& e) { return &e.data.source; })
        ->group(group)
        ->type_name("DIR|NAME")
        ->transform(wholePath);
    addSetting<int>(command, "--validation", "Training samples held out to choose settings by",
                    [](Experiment& e) { return &e.data.validation; })
        ->group(group);
    addSetting<int>(command, "--classes", "Only the samples of the first so many classes; 0: all",
                    [](Experiment& e) { return &e.data.classes; })
        ->group(group);
    addSetting<int>(command, "--samples", "Generated data: number of training samples", [](Experiment& e) {
        return &e.data.trainSamples;
    })->group(group);
    addSetting<int>(command, "--test-samples", "Generated data: number of test samples", [](Experiment& e) {
        return &e.data.testSamples;
    })->group(group);
}

void ExperimentArguments::addTrainingOptions(CLI::App& command) {
    const std::string group = "Training";
    addSetting<int>(command, "--epochs",
                    "Passes over the training data; 0: until stopped. The frozen last epochs change in "
                    "proportion unless --freeze is given",
                    [](Experiment& e) { return &e.train.epochs; })
        ->group(group)
        ->each([this](const std::string&) { m_epochsGiven = true; });
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
    addChoice<train::OptimizerKind>(
        command, "--optimizer", "Of weights and biases", group,
        {{"adam", train::OptimizerKind::Adam}, {"sgd", train::OptimizerKind::Sgd}},
        [](Experiment& e) { return &e.train.optimizer; });
    addSetting<double>(command, "--rate", "Learning rate of weights and biases, per minibatch",
                       [](Experiment& e) { return &e.train.rate; })
        ->group(group);
    addSetting<double>(command, "--momentum", "Momentum of sgd", [](Experiment& e) {
        return &e.train.momentum;
    })->group(group);
    addSetting<double>(command, "--weight-decay", "Decoupled, of the weights between open units",
                       [](Experiment& e) { return &e.train.weightDecay; })
        ->group(group);
    addChoice<train::RateSchedule>(command, "--schedule", "Of the rate; cosine: down to 0 at the end", group,
                                   {{"constant", train::RateSchedule::Constant},
                                    {"cosine", train::RateSchedule::Cosine},
                                    {"step", train::RateSchedule::Step}},
                                   [](Experiment& e) { return &e.train.schedule; });
    addSetting<int>(command, "--step-epochs", "Step schedule: epochs between two steps", [](Experiment& e) {
        return &e.train.stepEpochs;
    })->group(group);
    addSetting<double>(command, "--step-factor", "Step schedule: what the rate is multiplied by",
                       [](Experiment& e) { return &e.train.stepFactor; })
        ->group(group);
}

void ExperimentArguments::addAugmentationOptions(CLI::App& command) {
    const std::string group = "Augmentation (of training images, at random)";
    addSetting<int>(command, "--shift", "Most pixels that an image moves", [](Experiment& e) {
        return &e.train.augmentation.shift;
    })->group(group);
    addSetting<double>(command, "--rotate", "Most degrees that it turns", [](Experiment& e) {
        return &e.train.augmentation.rotate;
    })->group(group);
    addSetting<double>(command, "--scale", "Most relative change of its size, e.g. 0.1", [](Experiment& e) {
        return &e.train.augmentation.scale;
    })->group(group);
    addSetting<double>(command, "--shear", "Most shear, columns for each row", [](Experiment& e) {
        return &e.train.augmentation.shear;
    })->group(group);
    addSetting<double>(command, "--elastic", "Root mean square of a smooth random displacement, in pixels",
                       [](Experiment& e) { return &e.train.augmentation.elastic; })
        ->group(group);
    addSwitch(command, "--flip", true, "Exchange left and right in half of the cases", [](Experiment& e) {
        return &e.train.augmentation.flip;
    })->group(group);
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
    addChoice<objective::CostModel>(command, "--cost", "What a unit costs", group,
                                    {{"neurons", objective::CostModel::Neurons},
                                     {"parameters", objective::CostModel::Parameters},
                                     {"operations", objective::CostModel::Operations}},
                                    [](Experiment& e) { return &e.train.cost; });
    addChoice<nn::GateEstimator>(command, "--estimator", "How a gate becomes open or closed", group,
                                 {{"threshold", nn::GateEstimator::Threshold},
                                  {"bernoulli", nn::GateEstimator::Bernoulli},
                                  {"hard-concrete", nn::GateEstimator::HardConcrete},
                                  {"real-valued", nn::GateEstimator::RealValued}},
                                 [](Experiment& e) { return &e.train.estimator; });
    addChoice<prune::MergeMode>(
        command, "--merge", "Multiply linear layers into the next one; auto: where that adds no parameters",
        group,
        {{"auto", prune::MergeMode::Auto},
         {"always", prune::MergeMode::Always},
         {"never", prune::MergeMode::Never}},
        [](Experiment& e) { return &e.train.merge; });
}

void ExperimentArguments::addScheduleOptions(CLI::App& command) {
    const std::string group = "Gates, when";
    addSetting<int>(command, "--warmup", "First epochs, without moving the gates", [](Experiment& e) {
        return &e.train.warmupEpochs;
    })->group(group);
    addSetting<double>(
        command, "--target-error",
        "Look for the smallest network with at most so many percent of error on the validation "
        "data (5000 training samples unless --validation is given): lambda3 is steered, the "
        "gates learn to the end",
        [](Experiment& e) { return &e.train.targetError; })
        ->group(group)
        ->type_name("PERCENT");
    addSetting<int>(command, "--lambda-warmup", "Epochs in which lambda3 and lambda4 rise from 0, after that",
                    [](Experiment& e) { return &e.train.lambdaWarmupEpochs; })
        ->group(group);
    addSetting<int>(command, "--binarise", "Epoch from which on lambda1 and lambda2 are in force",
                    [](Experiment& e) { return &e.train.binariseEpoch; })
        ->group(group);
    addSetting<int>(command, "--freeze", "Last epochs, without moving the gates",
                    [](Experiment& e) { return &e.train.frozenEpochs; })
        ->group(group)
        ->each([this](const std::string&) { m_freezeGiven = true; });
    addSetting<int>(command, "--patience",
                    "Minibatches after which a closed unit is removed and a linear layer merged; 0: never",
                    [](Experiment& e) { return &e.train.patience; })
        ->group(group);
}

train::Experiment ExperimentArguments::experiment() {
    train::Experiment experiment;
    if (!m_preset.empty())
        experiment = io::preset(m_preset);
    else if (m_net.empty())
        experiment = io::preset(kDefaultPreset);
    readNet(experiment);
    const auto [epochs, frozen] = std::pair(experiment.train.epochs, experiment.train.frozenEpochs);
    for (const auto& setting : m_settings) setting(experiment);
    if (m_epochsGiven && !m_freezeGiven && epochs > 0) {
        const double share = static_cast<double>(frozen) / epochs;
        experiment.train.frozenEpochs = static_cast<int>(std::lround(share * experiment.train.epochs));
    }
    if (experiment.train.targetError > 0 && experiment.data.validation == 0)
        experiment.data.validation = kValidationOfTarget;
    train::validate(experiment);
    return experiment;
}

void ExperimentArguments::readNet(train::Experiment& experiment) {
    std::optional<nn::NetworkSpec> net;
    if (std::filesystem::path(m_net).extension() == ".json")
        net = io::netFromFile(m_net);
    else if (!m_net.empty())
        net = nn::parseNetworkSpec(m_net);
    if (net) experiment.net = *net;
    if (m_from.empty()) return;
    if (net && m_from.extension() != ".safetensors")
        throw CLI::ExcludesError("--net", "--from of a file that tells its net");
    m_model = std::make_shared<const io::ImportedModel>(io::importModel(m_from, net));
    experiment.net = m_model->network->spec();
}

CLI::Option* addMergeOption(CLI::App& command, prune::MergeMode& merge) {
    static const std::map<std::string, prune::MergeMode> kModes{{"auto", prune::MergeMode::Auto},
                                                                {"always", prune::MergeMode::Always},
                                                                {"never", prune::MergeMode::Never}};
    return command
        .add_option("--merge", merge,
                    "Multiply linear layers into the next one; auto: where that adds no parameters")
        ->transform(CLI::CheckedTransformer(kModes, CLI::ignore_case).description(""))
        ->type_name("auto|always|never");
}

CLI::Option* addJsonOption(CLI::App& command, bool& json) {
    return command.add_flag("--json", json, "Print JSON, one object a line");
}

} // namespace tristate::cli
