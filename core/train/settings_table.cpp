#include "core/train/settings_table.h"

namespace tristate::train {

namespace {

using Kind = Setting::Kind;

constexpr double kMaxHeldOut = 10'000'000;
constexpr double kMaxBatch = 65'536;
constexpr double kMaxThreads = 1024;
constexpr double kMaxDecay = 100;
constexpr double kMaxShift = 1000;
constexpr double kMaxElastic = 100;

} // namespace

std::vector<Setting> Settings::source() {
    constexpr auto kGroup = SettingGroup::Data;
    return {
        {.path = "data.source",
         .flag = "--data",
         .group = kGroup,
         .kind = Kind::Text,
         .label = tr("Data"),
         .help = tr("Folder with the four IDX files (plain or .gz) or the CIFAR-10 binary files, or a "
                    "generated set: "
                    "digits, shapes, spiral, moons, circles, xor, gaussians, noise:3x32x32"),
         .data = inData([](auto& d) -> auto& { return d.source; })},
    };
}

std::vector<Setting> Settings::data() {
    constexpr auto kGroup = SettingGroup::Data;
    return {
        {.path = "data.validation",
         .flag = "--validation",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxHeldOut,
         .unit = "samples",
         .label = tr("Validation"),
         .help = tr("Training samples that are kept for validation: settings are chosen by them, never by "
                    "the test set"),
         .atZero = tr("none"),
         .data = inData([](auto& d) -> auto& { return d.validation; })},
        {.path = "data.classes",
         .flag = "--classes",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = data::kMaxClasses,
         .unit = "classes",
         .label = tr("Classes"),
         .help = tr("Only the samples of the first so many classes"),
         .atZero = tr("all"),
         .data = inData([](auto& d) -> auto& { return d.classes; })},
        {.path = "data.trainSamples",
         .flag = "--samples",
         .group = kGroup,
         .kind = Kind::Whole,
         .least = 1,
         .most = data::kMaxGeneratedSamples,
         .unit = "samples",
         .label = tr("Samples"),
         .help = tr("Training samples of generated data"),
         .data = inData([](auto& d) -> auto& { return d.trainSamples; })},
        {.path = "data.testSamples",
         .flag = "--test-samples",
         .group = kGroup,
         .kind = Kind::Whole,
         .least = 1,
         .most = data::kMaxGeneratedSamples,
         .unit = "samples",
         .label = tr("Test samples"),
         .help = tr("Test samples of generated data"),
         .data = inData([](auto& d) -> auto& { return d.testSamples; })},
        {.path = "data.seed",
         .group = kGroup,
         .kind = Kind::Seed,
         .label = tr("Seed of the data"),
         .help = tr("Of generated data, and of the choice of validation samples"),
         .data = inData([](auto& d) -> auto& { return d.seed; })},
    };
}

std::vector<Setting> Settings::training() {
    constexpr auto kGroup = SettingGroup::Training;
    return {
        {.path = "train.epochs",
         .flag = "--epochs",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxEpochs,
         .unit = "epochs",
         .label = tr("Epochs"),
         .help = tr("Passes over the training data"),
         .atZero = tr("until stopped"),
         .train = inTrain([](auto& t) -> auto& { return t.epochs; })},
        {.path = "train.batch",
         .flag = "--batch",
         .group = kGroup,
         .kind = Kind::Whole,
         .least = 1,
         .most = kMaxBatch,
         .unit = "samples",
         .label = tr("Minibatch"),
         .help = tr("Samples in a minibatch"),
         .train = inTrain([](auto& t) -> auto& { return t.batch; })},
        {.path = "train.seed",
         .flag = "--seed",
         .group = kGroup,
         .kind = Kind::Seed,
         .label = tr("Seed"),
         .help = tr("Of the initial weights and of the order of samples: the same seed gives the same run"),
         .train = inTrain([](auto& t) -> auto& { return t.seed; })},
        {.path = "train.threads",
         .flag = "--threads",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxThreads,
         .unit = "threads",
         .label = tr("Threads"),
         .help = tr("The results do not depend on it"),
         .atZero = tr("every core"),
         .train = inTrain([](auto& t) -> auto& { return t.threads; })},
        {.path = "train.optimizer",
         .flag = "--optimizer",
         .group = kGroup,
         .kind = Kind::Choice,
         .label = tr("Optimizer"),
         .help = tr("Of weights and biases"),
         .choices = {{"sgd", tr("SGD with momentum")}, {"adam", tr("Adam")}},
         .train = inTrain([](auto& t) -> auto& { return t.optimizer; })},
        {.path = "train.rate",
         .flag = "--rate",
         .group = kGroup,
         .most = kMaxRate,
         .label = tr("Learning rate"),
         .help = tr("Of weights and biases, for each minibatch"),
         .liveTexts = {{tr("Learning rate"), tr("Learning rate of the weights"), tr("rate"), tr("Rate")}},
         .train = inTrain([](auto& t) -> auto& { return t.rate; }),
         .live = inLive([](auto& l) -> auto& { return l.rate; })},
    };
}

std::vector<Setting> Settings::optimisation() {
    constexpr auto kGroup = SettingGroup::Training;
    return {
        {.path = "train.momentum",
         .flag = "--momentum",
         .group = kGroup,
         .label = tr("Momentum"),
         .help = tr("Of SGD"),
         .train = inTrain([](auto& t) -> auto& { return t.momentum; })},
        {.path = "train.weightDecay",
         .flag = "--weight-decay",
         .group = kGroup,
         .most = kMaxDecay,
         .label = tr("Weight decay"),
         .help = tr("Decoupled, of the weights between open units"),
         .train = inTrain([](auto& t) -> auto& { return t.weightDecay; })},
        {.path = "train.schedule",
         .flag = "--schedule",
         .group = kGroup,
         .kind = Kind::Choice,
         .label = tr("Schedule"),
         .help = tr("Of the learning rate; cosine: it falls to 0 at the end"),
         .choices = {{"constant", tr("Constant")}, {"cosine", tr("Cosine")}, {"step", tr("Steps")}},
         .train = inTrain([](auto& t) -> auto& { return t.schedule; })},
        {.path = "train.stepEpochs",
         .flag = "--step-epochs",
         .group = kGroup,
         .kind = Kind::Whole,
         .least = 1,
         .most = kMaxEpochs,
         .unit = "epochs",
         .label = tr("Step epochs"),
         .help = tr("Schedule of steps: epochs between two steps"),
         .train = inTrain([](auto& t) -> auto& { return t.stepEpochs; })},
        {.path = "train.stepFactor",
         .flag = "--step-factor",
         .group = kGroup,
         .label = tr("Step factor"),
         .help = tr("Schedule of steps: what the rate is multiplied by"),
         .train = inTrain([](auto& t) -> auto& { return t.stepFactor; })},
    };
}

std::vector<Setting> Settings::augmentation() {
    constexpr auto kGroup = SettingGroup::Augmentation;
    return {
        {.path = "train.shift",
         .flag = "--shift",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxShift,
         .unit = "pixels",
         .label = tr("Shift"),
         .help = tr("Most pixels that a training image moves"),
         .atZero = tr("off"),
         .train = inTrain([](auto& t) -> auto& { return t.augmentation.shift; })},
        {.path = "train.rotate",
         .flag = "--rotate",
         .group = kGroup,
         .most = 180,
         .unit = "°",
         .label = tr("Rotate / °"),
         .help = tr("Most degrees that it turns"),
         .train = inTrain([](auto& t) -> auto& { return t.augmentation.rotate; })},
        {.path = "train.scale",
         .flag = "--scale",
         .group = kGroup,
         .most = 0.9,
         .label = tr("Scale"),
         .help = tr("Most relative change of its size: 0.1 is 10 %"),
         .train = inTrain([](auto& t) -> auto& { return t.augmentation.scale; })},
        {.path = "train.shear",
         .flag = "--shear",
         .group = kGroup,
         .label = tr("Shear"),
         .help = tr("Most columns that it leans for each row"),
         .train = inTrain([](auto& t) -> auto& { return t.augmentation.shear; })},
        {.path = "train.elastic",
         .flag = "--elastic",
         .group = kGroup,
         .most = kMaxElastic,
         .unit = "px",
         .label = tr("Elastic / px"),
         .help = tr("Root mean square of a smooth random displacement, in pixels"),
         .train = inTrain([](auto& t) -> auto& { return t.augmentation.elastic; })},
        {.path = "train.elasticSmoothness",
         .flag = "--elastic-smoothness",
         .group = kGroup,
         .least = 0.6,
         .most = kMaxElastic,
         .unit = "px",
         .label = tr("Smoothness / px"),
         .help = tr("How far neighbours are displaced alike: the standard deviation of what smooths it"),
         .train = inTrain([](auto& t) -> auto& { return t.augmentation.elasticSmoothness; })},
        {.path = "train.flip",
         .flag = "--flip",
         .group = kGroup,
         .kind = Kind::Switch,
         .label = tr("Flip"),
         .help = tr("Exchange left and right in half of the images"),
         .train = inTrain([](auto& t) -> auto& { return t.augmentation.flip; })},
    };
}

} // namespace tristate::train
