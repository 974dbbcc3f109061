#include "core/train/settings_table.h"

#include <limits>

namespace tristate::train {

namespace {

using Kind = Setting::Kind;

constexpr double kMaxSteps = std::numeric_limits<int>::max();
constexpr double kMaxLambda = 1e6;
constexpr double kMaxSize = 2e9;
constexpr double kMaxPause = 60;
constexpr double kMaxTargetError = 1e9; ///< of a regression; see validate()

} // namespace

std::vector<Setting> Settings::gates() {
    constexpr auto kGroup = SettingGroup::Gates;
    return {
        {.path = "train.gates",
         .flag = "--gates",
         .offFlag = "--no-gates",
         .group = kGroup,
         .kind = Kind::Switch,
         .label = tr("Width gates"),
         .help = tr("Learn which units stay"),
         .train = inTrain([](auto& t) -> auto& { return t.gates; })},
        {.path = "train.depthGates",
         .flag = "--depth-gates",
         .offFlag = "--no-depth-gates",
         .group = kGroup,
         .kind = Kind::Switch,
         .label = tr("Depth gates"),
         .help = tr("Learn also which layers turn linear"),
         .train = inTrain([](auto& t) -> auto& { return t.depthGates; })},
        {.path = "train.estimator",
         .flag = "--estimator",
         .group = kGroup,
         .kind = Kind::Choice,
         .label = tr("Estimator"),
         .help = tr("How a gate becomes open or closed"),
         .choices = {{"threshold", tr("Threshold")},
                     {"bernoulli", tr("Bernoulli")},
                     {"hard-concrete", tr("Hard concrete"), "hard concrete"},
                     {"real-valued", tr("Real-valued")}},
         .train = inTrain([](auto& t) -> auto& { return t.estimator; })},
        {.path = "train.gateRate",
         .flag = "--gate-rate",
         .group = kGroup,
         .most = kMaxRate,
         .label = tr("Gate rate"),
         .help = tr("Learning rate of the gates, for each minibatch"),
         .liveTexts = {{tr("Gate rate"), tr("Learning rate of the gates"), tr("gate rate")}},
         .train = inTrain([](auto& t) -> auto& { return t.gateRate; }),
         .live = inLive([](auto& l) -> auto& { return l.gateRate; })},
        {.path = "train.gateStart",
         .flag = "--gate-start",
         .group = kGroup,
         .label = tr("Gates start at"),
         .help = tr("The width gates' first value, 0.5 to 1"),
         .train = inTrain([](auto& t) -> auto& { return t.gateStart; })},
        {.path = "train.gateSpread",
         .flag = "--gate-spread",
         .group = kGroup,
         .label = tr("Gates start spread by"),
         .help = tr("Each width gate begins by chance up to so much lower, so that they close one by one"),
         .train = inTrain([](auto& t) -> auto& { return t.gateSpread; })},
    };
}

std::vector<Setting> Settings::strengths() {
    constexpr auto kGroup = SettingGroup::Gates;
    return {
        {.path = "train.lambda1",
         .flag = "--lambda1",
         .group = kGroup,
         .most = kMaxLambda,
         .label = tr("λ₁ at first"),
         .help = tr("Drives each w to 0 or 1"),
         .liveTexts = {{tr("Binary widths λ₁"), tr("Drives the gate w of every neuron to 0 or 1"), tr("λ₁"),
                        tr("Widths λ₁")}},
         .train = inTrain([](auto& t) -> auto& { return t.lambdas.lambda1; }),
         .live = inLive([](auto& l) -> auto& { return l.lambdas.lambda1; })},
        {.path = "train.lambda2",
         .flag = "--lambda2",
         .group = kGroup,
         .most = kMaxLambda,
         .label = tr("λ₂ at first"),
         .help = tr("Drives each d to 0 or 1"),
         .liveTexts = {{tr("Binary depths λ₂"), tr("Drives the depth gate d of every layer to 0 or 1"),
                        tr("λ₂"), tr("Depths λ₂")}},
         .train = inTrain([](auto& t) -> auto& { return t.lambdas.lambda2; }),
         .live = inLive([](auto& l) -> auto& { return l.lambdas.lambda2; })},
        {.path = "train.lambda3",
         .flag = "--lambda3",
         .group = kGroup,
         .most = kMaxLambda,
         .label = tr("λ₃ at first"),
         .help = tr("What an open unit costs when a run starts; it may change while the run goes on"),
         .liveTexts = {{tr("Pruning strength λ₃"),
                        tr("What an open neuron costs. Drag it: neurons close from the next "
                           "minibatch on."),
                        tr("λ₃")}},
         .train = inTrain([](auto& t) -> auto& { return t.lambdas.lambda3; }),
         .live = inLive([](auto& l) -> auto& { return l.lambdas.lambda3; })},
        {.path = "train.lambda4",
         .flag = "--lambda4",
         .group = kGroup,
         .most = kMaxLambda,
         .label = tr("λ₄ at first"),
         .help = tr("Rewards linear layers"),
         .liveTexts = {{tr("Reward for linear layers λ₄"),
                        tr("Rewards layers whose depth gate d is 1: they are linear and are merged "
                           "into the next one"),
                        tr("λ₄"), tr("Linear λ₄")}},
         .train = inTrain([](auto& t) -> auto& { return t.lambdas.lambda4; }),
         .live = inLive([](auto& l) -> auto& { return l.lambdas.lambda4; })},
        {.path = "train.cost",
         .flag = "--cost",
         .group = kGroup,
         .kind = Kind::Choice,
         .label = tr("A unit costs"),
         .help = tr("What λ₃ is multiplied by"),
         .choices = {{"neurons", tr("the same everywhere")},
                     {"parameters", tr("its parameters")},
                     {"operations", tr("its operations")}},
         .train = inTrain([](auto& t) -> auto& { return t.cost; })},
    };
}

std::vector<Setting> Settings::schedule() {
    constexpr auto kGroup = SettingGroup::Schedule;
    return {
        {.path = "train.warmupEpochs",
         .flag = "--warmup",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxEpochs,
         .unit = "epochs",
         .label = tr("Warm-up"),
         .help = tr("First epochs, without moving the gates"),
         .atZero = tr("none"),
         .train = inTrain([](auto& t) -> auto& { return t.warmupEpochs; })},
        {.path = "train.lambdaWarmupEpochs",
         .flag = "--lambda-warmup",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxEpochs,
         .unit = "epochs",
         .label = tr("λ rises for"),
         .help = tr("Epochs in which λ₃ and λ₄ rise from 0, after that"),
         .atZero = tr("no epoch"),
         .train = inTrain([](auto& t) -> auto& { return t.lambdaWarmupEpochs; })},
        {.path = "train.binariseEpoch",
         .flag = "--binarise",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxEpochs,
         .unit = "epochs",
         .label = tr("λ₁, λ₂ from epoch"),
         .help = tr("Epoch from which on they are in force"),
         .train = inTrain([](auto& t) -> auto& { return t.binariseEpoch; })},
        {.path = "train.frozenEpochs",
         .flag = "--freeze",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxEpochs,
         .unit = "epochs",
         .label = tr("Freeze"),
         .help = tr("Last epochs, without moving the gates"),
         .atZero = tr("none"),
         .train = inTrain([](auto& t) -> auto& { return t.frozenEpochs; })},
        {.path = "train.patience",
         .flag = "--patience",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxSteps,
         .unit = "minibatches",
         .label = tr("Patience"),
         .help = tr("Minibatches after which a closed unit is removed and a linear layer merged"),
         .atZero = tr("never"),
         .liveTexts = {{tr("Patience"),
                        tr("A neuron that stayed closed for so many steps is removed for good"),
                        tr("patience")}},
         .train = inTrain([](auto& t) -> auto& { return t.patience; }),
         .live = inLive([](auto& l) -> auto& { return l.patience; })},
    };
}

std::vector<Setting> Settings::outcome() {
    constexpr auto kGroup = SettingGroup::Gates;
    return {
        {.path = "train.merge",
         .flag = "--merge",
         .group = kGroup,
         .kind = Kind::Choice,
         .label = tr("Merge linear layers"),
         .help = tr("Multiply a linear layer into the next one"),
         .choices = {{"auto", tr("where it adds no parameters")},
                     {"always", tr("always")},
                     {"never", tr("never")}},
         .oldKey = "fold",
         .oldFlag = "--fold",
         .train = inTrain([](auto& t) -> auto& { return t.merge; })},
        {.path = "train.targetError",
         .flag = "--target-error",
         .group = kGroup,
         .most = kMaxTargetError,
         .unit = "% or RMSE",
         .label = tr("Target error"),
         .help =
             tr("Look for the smallest network with at most so much error on the validation samples, percent "
                "or of a regression the RMSE in the unit of the target: λ₃ is steered. Needs validation "
                "samples"),
         .train = inTrain([](auto& t) -> auto& { return t.targetError; })},
        {.path = "train.targetParameters",
         .flag = "--target-parameters",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxSize,
         .unit = "parameters",
         .label = tr("Target parameters"),
         .help = tr("Look for the best network with at most so many parameters: λ₃ is steered, and stronger "
                    "where it must. Needs validation samples"),
         .atZero = tr("no limit"),
         .train = inTrain([](auto& t) -> auto& { return t.targetParameters; })},
        {.path = "train.targetOperations",
         .flag = "--target-operations",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxSize,
         .unit = "operations",
         .label = tr("Target operations"),
         .help = tr("Look for the best network with at most so many operations for a sample"),
         .atZero = tr("no limit"),
         .train = inTrain([](auto& t) -> auto& { return t.targetOperations; })},
        {.path = "train.targetBytes",
         .flag = "--target-bytes",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxSize,
         .unit = "bytes",
         .label = tr("Target bytes"),
         .help = tr("Look for the best network with at most so many bytes of weights when exported, linear "
                    "layers merged"),
         .atZero = tr("no limit"),
         .train = inTrain([](auto& t) -> auto& { return t.targetBytes; })},
    };
}

std::vector<Setting> Settings::live() {
    constexpr auto kGroup = SettingGroup::Live;
    return {
        {.path = "freezeWeights",
         .group = kGroup,
         .kind = Kind::Switch,
         .label = tr("Freeze weights"),
         .help = tr("Only the gates learn"),
         .liveTexts = {{.name = tr("Freeze weights"),
                        .help = tr("Only the gates learn"),
                        .onBrief = tr("weights frozen"),
                        .offBrief = tr("weights free")}},
         .live = inLive([](auto& l) -> auto& { return l.freezeWeights; })},
        {.path = "freezeGates",
         .group = kGroup,
         .kind = Kind::Switch,
         .label = tr("Freeze gates"),
         .help = tr("Only the weights learn: the width stays"),
         .liveTexts = {{.name = tr("Freeze gates"),
                        .help = tr("Only the weights learn: the width stays"),
                        .onBrief = tr("gates frozen"),
                        .offBrief = tr("gates free")}},
         .live = inLive([](auto& l) -> auto& { return l.freezeGates; })},
        {.path = "pauseSeconds",
         .group = kGroup,
         .most = kMaxPause,
         .unit = "s",
         .label = tr("Speed"),
         .help = tr("Slow motion waits after every minibatch"),
         .liveTexts = {{tr("Speed"), tr("Slow motion waits after every minibatch")}},
         .live = inLive([](auto& l) -> auto& { return l.pauseSeconds; })},
        {.path = "watch",
         .group = kGroup,
         .kind = Kind::Switch,
         .label = tr("Watch"),
         .help = tr("Slow while neurons vanish, so that one can follow; at rest when nothing changes"),
         .liveTexts = {{tr("Watch"),
                        tr("Slow while neurons vanish, so that one can follow; at rest when nothing "
                           "changes")}},
         .live = inLive([](auto& l) -> auto& { return l.watch; })},
    };
}

const char* Settings::title(SettingGroup group) {
    switch (group) {
    case SettingGroup::Data:
        return tr("Data");
    case SettingGroup::Training:
        return tr("Training");
    case SettingGroup::Augmentation:
        return tr("Augmentation");
    case SettingGroup::Gates:
        return tr("Gates");
    case SettingGroup::Schedule:
        return tr("Gates, when");
    case SettingGroup::Live:
        return tr("While a run goes on");
    }
    return "";
}

} // namespace tristate::train
