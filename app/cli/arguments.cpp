#include "app/cli/arguments.h"

#include "app/cli/interrupt.h"
#include "app/cli/loading.h"
#include "app/cli/setting_options.h"
#include "core/data/data_source.h"
#include "core/data/generated_sets.h"
#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/experiment_link.h"
#include "core/train/normalise.h"
#include "core/train/proposal.h"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <utility>

namespace tristate::cli {

namespace {

/// Validation samples for --target-error where --validation does not tell.
constexpr int kValidationOfTarget = 5000;

/// Of a table, which may be small, a fifth at most.
int validationOfTarget(const data::DataSpec& data) {
    constexpr std::size_t kShare = 5;
    std::size_t samples = kValidationOfTarget;
    const InterruptGuard guard;
    showLoading(guard, [&](LoadProgress& progress) {
        const auto source = data::openSource(data, &progress);
        if (source->isTable())
            samples = std::min(samples, data::load(*source, data, progress).train.size() / kShare);
    });
    return static_cast<int>(samples);
}

/// train::completed(), shown while it takes a while, as of an archive.
train::Experiment completedShown(const train::Experiment& asked) {
    train::Experiment experiment;
    const InterruptGuard guard;
    showLoading(guard, [&](LoadProgress& progress) {
        experiment = train::completed(asked, &progress);
        progress.check(); // data that cannot be read are loading's affair, a signal is not
    });
    return experiment;
}

std::string presetHelp() {
    std::string names;
    for (const std::string& name : io::presetNames()) names += (names.empty() ? "" : ", ") + name;
    return "Recipe to start from: " + names + ". Other options override its values.";
}

/// A session outlives the folder it was started in, so data are kept with their whole path; a name without a
/// folder may be that of a generated set.
std::string wholePath(const std::string& source) {
    std::error_code ignored;
    const bool isName = source.find('/') == std::string::npos;
    if (isName && (data::isSetName(source) || !std::filesystem::exists(source, ignored))) return source;
    return std::filesystem::absolute(source).lexically_normal().string();
}

/// What the command line does with a setting beyond setting it.
std::string noteOf(const train::Setting& setting) {
    const std::string path = setting.path;
    if (path == "train.epochs")
        return ". The frozen last epochs change in proportion unless --freeze is given; without a preset, so "
               "does --warmup";
    if (path == "train.targetError" || path == "train.targetParameters")
        return ": " + std::to_string(kValidationOfTarget) +
               " unless --validation is given, of a table a fifth at most. The gates learn to the end";
    return "";
}

} // namespace

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
            "ReLUs with every gate open. Safetensors of other programs need --net. Or the link of an "
            "experiment, as the window makes it: other options override its values")
        ->type_name("MODEL|LINK");
    m_range.addTo(command);
    for (const train::Setting& setting : train::settings())
        if (setting.flag) addSetting(command, setting);
}

void ExperimentArguments::addSetting(CLI::App& command, const train::Setting& setting) {
    const std::string group = train::title(setting.group);
    const auto taken = [this, &setting](const train::SettingValue& value) { take(setting, value); };
    addSettingOption(command, setting, taken, noteOf(setting))->group(group);
    if (setting.offFlag)
        command
            .add_flag_callback(
                setting.offFlag, [taken] { taken(false); }, std::string("Not ") + setting.flag)
            ->group(group);
}

void ExperimentArguments::take(const train::Setting& setting, const train::SettingValue& value) {
    const std::string path = setting.path;
    const bool isPath = path == "data.source" || path == "data.testSource";
    m_given[&setting] = isPath ? wholePath(std::get<std::string>(value)) : value;
}

bool ExperimentArguments::isGiven(const char* path) const {
    return m_given.contains(train::findSetting(path));
}

std::optional<train::Experiment> ExperimentArguments::proposal() const {
    if (!isGiven("data.source")) return std::nullopt;
    train::Experiment asked;
    for (const auto& [setting, value] : m_given) setting->set(asked, value);
    std::optional<train::Experiment> proposed;
    const InterruptGuard guard;
    showLoading(guard, [&](LoadProgress& progress) {
        const auto source = data::openSource(asked.data, &progress);
        if (source->isTable() || source->hasPictures())
            proposed = train::propose(asked.data, data::load(*source, asked.data, progress));
    });
    return proposed;
}

train::Experiment ExperimentArguments::recipe() const {
    if (isLink() && !m_preset.empty()) throw CLI::ExcludesError("--preset", "--from of a link");
    if (isLink()) return blamingTheCommand([this] { return io::experimentFromLink(m_from); });
    if (!m_preset.empty()) return blamingTheCommand([this] { return io::preset(m_preset); });
    if (m_net.empty() && m_from.empty()) return proposal().value_or(io::preset(kDefaultPreset));
    return {};
}

bool ExperimentArguments::isLink() const {
    return io::isLink(m_from);
}

/// The gates' epochs keep their shares of the epochs that are asked for. A preset or a link keeps its
/// warm-up, which its authors have tried; that of the plain recipe only shrinks.
void ExperimentArguments::scaleSchedule(train::Experiment& experiment,
                                        const train::TrainConfig& recipe) const {
    train::TrainConfig& train = experiment.train;
    if (!isGiven("train.epochs") || recipe.epochs == 0) return;
    const double factor = static_cast<double>(train.epochs) / recipe.epochs;
    const auto scaled = [factor](int epochs) { return static_cast<int>(std::lround(factor * epochs)); };
    if (!isGiven("train.frozenEpochs")) train.frozenEpochs = scaled(recipe.frozenEpochs);
    if (m_preset.empty() && !isLink() && !isGiven("train.warmupEpochs") && train.epochs > 0)
        train.warmupEpochs = std::min(recipe.warmupEpochs, scaled(recipe.warmupEpochs));
}

train::Experiment ExperimentArguments::experiment() {
    train::Experiment experiment = recipe();
    const train::TrainConfig recipeTrain = experiment.train;
    for (const auto& [setting, value] : m_given) setting->set(experiment, value);
    readNet(experiment);
    scaleSchedule(experiment, recipeTrain);
    if (experiment.train.hasTarget() && experiment.data.validation == 0)
        experiment.data.validation = validationOfTarget(experiment.data);
    experiment = completedShown(experiment);
    blamingTheCommand([&experiment] { train::validate(experiment); });
    return experiment;
}

void ExperimentArguments::readNet(train::Experiment& experiment) {
    std::optional<graph::Graph> net;
    if (std::filesystem::path(m_net).extension() == ".json")
        net = io::netFromFile(m_net);
    else if (!m_net.empty())
        net = blamingTheCommand([this] { return graph::parseGraph(m_net); });
    if (net) experiment.net = *net;
    const bool hasModel = !m_from.empty() && !isLink();
    if (!hasModel && m_range.isGiven())
        throw CLI::RequiredError("--from (a network that was trained on this input range)");
    if (!hasModel) return;
    if (net && std::filesystem::path(m_from).extension() != ".safetensors")
        throw CLI::ExcludesError("--net", "--from of a file that tells its net");
    m_model = std::make_shared<const io::ImportedModel>(
        io::importModel(m_from, net, m_range.range(experiment.data)));
    experiment.net = m_model->network->graph();
}

CLI::Option* addJsonOption(CLI::App& command, bool& json) {
    return command.add_flag("--json", json, "Print JSON, one object a line");
}

} // namespace tristate::cli
