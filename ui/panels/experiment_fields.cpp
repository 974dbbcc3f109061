#include "ui/panels/experiment_fields.h"

#include <QtGlobal>

#include <type_traits>
#include <utility>

namespace tristate::ui {
namespace {

using Kind = ExperimentField::Kind;

/// `access` gives a reference to the member, for a const experiment and for one that may change.
template <class Access>
ExperimentField reading(ExperimentField field, Access access) {
    field.get = [access](const train::Experiment& experiment) {
        return static_cast<double>(access(experiment));
    };
    field.set = [access](train::Experiment& experiment, double value) {
        auto& member = access(experiment);
        member = static_cast<std::remove_reference_t<decltype(member)>>(value);
    };
    return field;
}

} // namespace

std::vector<ExperimentField> ExperimentFields::dataFields() {
    constexpr auto kGroup = FieldGroup::Data;
    return {
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Held out"),
             QT_TR_NOOP(
                 "Training samples that are kept for validation: settings are chosen by them, never by "
                 "the test set"),
             0, 1'000'000, QT_TR_NOOP("none")},
            [](auto& e) -> auto& { return e.data.validation; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Classes"),
             QT_TR_NOOP("Only the samples of the first so many classes"), 0, 256, QT_TR_NOOP("all")},
            [](auto& e) -> auto& { return e.data.classes; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Samples"), QT_TR_NOOP("Training samples of generated data"), 1,
             1'000'000},
            [](auto& e) -> auto& { return e.data.trainSamples; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Test samples"), QT_TR_NOOP("Test samples of generated data"), 1,
             1'000'000},
            [](auto& e) -> auto& { return e.data.testSamples; }),
    };
}

std::vector<ExperimentField> ExperimentFields::augmentationFields() {
    constexpr auto kGroup = FieldGroup::Augmentation;
    return {
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Shift"), QT_TR_NOOP("Most pixels that a training image moves"),
             0, 100, QT_TR_NOOP("off")},
            [](auto& e) -> auto& { return e.train.augmentation.shift; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Rotate / °"), QT_TR_NOOP("Most degrees that it turns"), 0,
             180},
            [](auto& e) -> auto& { return e.train.augmentation.rotate; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Scale"),
             QT_TR_NOOP("Most relative change of its size: 0.1 is 10 %"), 0, 0.9},
            [](auto& e) -> auto& { return e.train.augmentation.scale; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Shear"), QT_TR_NOOP("Most columns that it leans for each row"),
             0, 1},
            [](auto& e) -> auto& { return e.train.augmentation.shear; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Elastic / px"),
             QT_TR_NOOP("Root mean square of a smooth random displacement, in pixels"), 0, 100},
            [](auto& e) -> auto& { return e.train.augmentation.elastic; }),
        reading(
            {kGroup, Kind::Switch, QT_TR_NOOP("Flip"),
             QT_TR_NOOP("Exchange left and right in half of the images")},
            [](auto& e) -> auto& { return e.train.augmentation.flip; }),
    };
}

std::vector<ExperimentField> ExperimentFields::trainingFields() {
    constexpr auto kGroup = FieldGroup::Training;
    return {
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Epochs"), QT_TR_NOOP("Passes over the training data"), 0,
             1'000'000, QT_TR_NOOP("until stopped")},
            [](auto& e) -> auto& { return e.train.epochs; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Minibatch"), QT_TR_NOOP("Samples in a minibatch"), 1, 65'536},
            [](auto& e) -> auto& { return e.train.batch; }),
        reading(
            {kGroup,
             Kind::Choice,
             QT_TR_NOOP("Optimizer"),
             QT_TR_NOOP("Of weights and biases"),
             0,
             1,
             nullptr,
             {QT_TR_NOOP("SGD with momentum"), QT_TR_NOOP("Adam")}},
            [](auto& e) -> auto& { return e.train.optimizer; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Learning rate"),
             QT_TR_NOOP("Of weights and biases, for each minibatch"), 0, 1000},
            [](auto& e) -> auto& { return e.train.rate; }),
        reading(
            {kGroup,
             Kind::Choice,
             QT_TR_NOOP("Schedule"),
             QT_TR_NOOP("Of the learning rate; cosine: it falls to 0 at the end"),
             0,
             2,
             nullptr,
             {QT_TR_NOOP("Constant"), QT_TR_NOOP("Cosine"), QT_TR_NOOP("Steps")}},
            [](auto& e) -> auto& { return e.train.schedule; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Step epochs"),
             QT_TR_NOOP("Schedule of steps: epochs between two steps"), 1, 1'000'000},
            [](auto& e) -> auto& { return e.train.stepEpochs; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Step factor"),
             QT_TR_NOOP("Schedule of steps: what the rate is multiplied by"), 0, 1},
            [](auto& e) -> auto& { return e.train.stepFactor; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Momentum"), QT_TR_NOOP("Of SGD"), 0, 1},
            [](auto& e) -> auto& { return e.train.momentum; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Weight decay"),
             QT_TR_NOOP("Decoupled, of the weights between open units"), 0, 100},
            [](auto& e) -> auto& { return e.train.weightDecay; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Threads"), QT_TR_NOOP("The results do not depend on it"), 0,
             1024, QT_TR_NOOP("every core")},
            [](auto& e) -> auto& { return e.train.threads; }),
    };
}

std::vector<ExperimentField> ExperimentFields::gateFields() {
    constexpr auto kGroup = FieldGroup::Gates;
    constexpr double kMaxLambda = 1e6;
    return {
        reading(
            {kGroup, Kind::Switch, QT_TR_NOOP("Width gates"), QT_TR_NOOP("Learn which units stay")},
            [](auto& e) -> auto& { return e.train.gates; }),
        reading(
            {kGroup, Kind::Switch, QT_TR_NOOP("Depth gates"),
             QT_TR_NOOP("Learn also which layers turn linear")},
            [](auto& e) -> auto& { return e.train.depthGates; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("λ₃ at first"),
             QT_TR_NOOP(
                 "What an open unit costs at the start of the next run; the slider above moves it while a "
                 "run goes on"),
             0, kMaxLambda},
            [](auto& e) -> auto& { return e.train.lambdas.lambda3; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("λ₁ at first"), QT_TR_NOOP("Drives each w to 0 or 1"), 0,
             kMaxLambda},
            [](auto& e) -> auto& { return e.train.lambdas.lambda1; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("λ₂ at first"), QT_TR_NOOP("Drives each d to 0 or 1"), 0,
             kMaxLambda},
            [](auto& e) -> auto& { return e.train.lambdas.lambda2; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("λ₄ at first"), QT_TR_NOOP("Rewards linear layers"), 0,
             kMaxLambda},
            [](auto& e) -> auto& { return e.train.lambdas.lambda4; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Target error / %"),
             QT_TR_NOOP(
                 "Look for the smallest network with at most so much error on the held-out samples: λ₃ is "
                 "steered. Needs samples held out"),
             0, 100},
            [](auto& e) -> auto& { return e.train.targetError; }),
        reading(
            {kGroup,
             Kind::Choice,
             QT_TR_NOOP("A unit costs"),
             QT_TR_NOOP("What λ₃ is multiplied by"),
             0,
             2,
             nullptr,
             {QT_TR_NOOP("the same everywhere"), QT_TR_NOOP("its parameters"), QT_TR_NOOP("its operations")}},
            [](auto& e) -> auto& { return e.train.cost; }),
        reading(
            {kGroup,
             Kind::Choice,
             QT_TR_NOOP("Estimator"),
             QT_TR_NOOP("How a gate becomes open or closed"),
             0,
             3,
             nullptr,
             {QT_TR_NOOP("Threshold"), QT_TR_NOOP("Bernoulli"), QT_TR_NOOP("Hard concrete"),
              QT_TR_NOOP("Real-valued")}},
            [](auto& e) -> auto& { return e.train.estimator; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Gate rate"),
             QT_TR_NOOP("Learning rate of the gates, for each minibatch"), 0, 1000},
            [](auto& e) -> auto& { return e.train.gateRate; }),
        reading(
            {kGroup, Kind::Number, QT_TR_NOOP("Gates start at"),
             QT_TR_NOOP("The width gates' first value, 0.5 to 1"), 0, 1},
            [](auto& e) -> auto& { return e.train.gateStart; }),
        reading(
            {kGroup,
             Kind::Choice,
             QT_TR_NOOP("Merge linear layers"),
             QT_TR_NOOP("Multiply a linear layer into the next one"),
             0,
             2,
             nullptr,
             {QT_TR_NOOP("where it adds no parameters"), QT_TR_NOOP("always"), QT_TR_NOOP("never")}},
            [](auto& e) -> auto& { return e.train.merge; }),
    };
}

std::vector<ExperimentField> ExperimentFields::scheduleFields() {
    constexpr auto kGroup = FieldGroup::Schedule;
    constexpr double kMaxEpochs = 1'000'000;
    return {
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Warm-up"), QT_TR_NOOP("First epochs, without moving the gates"),
             0, kMaxEpochs, QT_TR_NOOP("none")},
            [](auto& e) -> auto& { return e.train.warmupEpochs; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("λ rises for"),
             QT_TR_NOOP("Epochs in which λ₃ and λ₄ rise from 0, after that"), 0, kMaxEpochs,
             QT_TR_NOOP("no epoch")},
            [](auto& e) -> auto& { return e.train.lambdaWarmupEpochs; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("λ₁, λ₂ from epoch"),
             QT_TR_NOOP("Epoch from which on they are in force"), 0, kMaxEpochs},
            [](auto& e) -> auto& { return e.train.binariseEpoch; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Freeze"), QT_TR_NOOP("Last epochs, without moving the gates"),
             0, kMaxEpochs, QT_TR_NOOP("none")},
            [](auto& e) -> auto& { return e.train.frozenEpochs; }),
        reading(
            {kGroup, Kind::Whole, QT_TR_NOOP("Patience"),
             QT_TR_NOOP("Minibatches after which a closed unit is removed and a linear layer merged"), 0,
             1'000'000, QT_TR_NOOP("never")},
            [](auto& e) -> auto& { return e.train.patience; }),
    };
}

const std::vector<ExperimentField>& ExperimentFields::all() {
    static const std::vector<ExperimentField> kFields = [] {
        std::vector<ExperimentField> fields;
        for (const auto& part :
             {dataFields(), augmentationFields(), trainingFields(), gateFields(), scheduleFields()})
            fields.insert(fields.end(), part.begin(), part.end());
        return fields;
    }();
    return kFields;
}

QString ExperimentFields::title(FieldGroup group) {
    switch (group) {
    case FieldGroup::Data:
        return tr("Samples");
    case FieldGroup::Augmentation:
        return tr("Augmentation");
    case FieldGroup::Training:
        return tr("Training");
    case FieldGroup::Gates:
        return tr("Gates");
    case FieldGroup::Schedule:
        return tr("Gates, when");
    }
    return {};
}

} // namespace tristate::ui
