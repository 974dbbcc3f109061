#pragma once

#include "core/base/message.h"
#include "core/objective/lambdas.h"
#include "core/train/experiment.h"
#include "core/train/goal.h"
#include "core/train/task.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

namespace tristate::train {

struct Checkpoint;

inline constexpr double kNotMeasured = std::numeric_limits<double>::quiet_NaN();

enum class RunState { Idle, Loading, Running, Paused, Finished, Failed };

/// A point of the curves, made every few minibatches. Losses and errors are what core/train/task.h says: mean
/// cross-entropy in nats and percent, or of a regression mean squares and their root.
struct Point {
    std::int64_t step = 0; ///< minibatches since the start of the run
    double epoch = 0;      ///< the same, in passes over the training data
    double loss = 0;       ///< training, mean since the point before
    double error = 0;      ///< training, mean since the point before
    double evaluationLoss =
        kNotMeasured; ///< validation data if there is any, else the test set; at the end of epochs
    double evaluationError = kNotMeasured;
    std::vector<int> open;    ///< open units of every gated layer
    long long parameters = 0; ///< weights and biases that an export would have now (before merging)
    double samplesPerSecond = 0;
    objective::Lambdas lambdas;
    /// The real-valued gates w of every gated layer, one value for each ORIGINAL unit; removed units, and all
    /// of a merged layer, are 0.
    std::vector<std::vector<float>> gates;
    std::vector<float> depths; ///< d of every gated layer; 1 of a merged one
};

enum class EventKind {
    Started,         ///< a run began or a saved one goes on
    SettingsChanged, ///< live settings took effect at `step`
    UnitsRemoved,    ///< closed units left the arrays
    LastUnitKept,    ///< a layer was about to lose its last unit; the best one was kept open
    LayerLinear,     ///< d of a layer crossed 0.5 upwards: the layer is linear now
    LayerNonlinear,  ///< ... downwards
    UnitPruned,      ///< a person closed a gate by hand, in force from this step on
    UnitRestored,    ///< ... opened one
    EditRefused,     ///< ... wanted to, but it is refused: the message says why
    LayerMerged,     ///< a linear layer was multiplied into the next one and is gone
    BlockVanished,   ///< a branch that something leads past lost its last unit and is gone
    EpochFinished,
    Paused,   ///< the worker reached a pause (asked for, or after single steps)
    Finished, ///< the last epoch of the experiment is done; the worker waits
    Diverged, ///< the loss is no number any more; the last good state is back in place and the run is paused
    Failed,   ///< something threw; the message says what. The run is over.
};

/// Something that happened at a step.
struct Event {
    EventKind kind = EventKind::Started;
    std::int64_t step = 0;
    double epoch = 0;
    Message message{};   ///< for a person; empty when the kind says it all
    int layer = -1;      ///< gated layer it is about, -1 for none
    LiveSettings live{}; ///< what is in force from this step on
    int unit = -1;       ///< unit of the layer it is about, as the network was built; -1 for none
    /// Of changed settings in a run with a target: the strength of lambda3 (GoalState), which says more than
    /// the lambda3 in force while it rests. Otherwise, and in older files, not a number.
    double strength = kNotMeasured;
};

/// One row of the layer table: a weight layer with its gates, or input gates.
struct LayerRow {
    std::string name; ///< "conv1", "fc1", ... as in exported files; "inputs1" for input gates
    int units = 0;    ///< originally
    int open = 0;
    bool gated = false;       ///< false for the output layer
    double depth = 0;         ///< d
    long long parameters = 0; ///< of what is open now
    long long originalParameters = 0;
    long long flops = 0; ///< of one sample, what is open now
    long long originalFlops = 0;
    bool merged = false;   ///< multiplied into the next layer: gone
    bool vanished = false; ///< gone with its block, whose last unit closed

    bool operator==(const LayerRow&) const = default;
};

/// The latest state on view, whole: whatever is shown of a minibatch comes from one frame. Made only when the
/// one before was taken.
struct Frame {
    std::int64_t step = 0;
    double epoch = 0;
    Point point; ///< gates, depths and counts at `step`; loss and error as they were reported last
    std::vector<LayerRow> layers;
    double stepSeconds = 0;            ///< mean duration of a minibatch step lately
    double paceSeconds = 0;            ///< the same with the rests after it, which slow motion takes
    double testError = kNotMeasured;   ///< of the test set, last time it was measured
    Metric metric = Metric::ErrorRate; ///< what errors are
    double targetError = 0;            ///< of the validation data, as Metric says; 0: the run has no target
    int targetParameters = 0, targetOperations = 0, targetBytes = 0; ///< limits of size; 0: none
    GoalState goal; ///< where it stands; lambda3 in force is in the points
};

/// What the consumer of a session takes away at once.
struct Mail {
    int run = 0; ///< number of the run all this belongs to; results of an older run are dropped
    std::vector<Point> points;
    std::vector<Event> events;
    std::shared_ptr<const Frame> frame; ///< null when there is no newer one
    /// The state of the run at some moment, to come back to; null when there is no newer one. Only of a
    /// session that was asked for them.
    std::shared_ptr<const Checkpoint> snapshot;
    /// The first snapshot of the run, when a newer one has come before it was taken: the run can be told from
    /// its beginning, however late somebody looks.
    std::shared_ptr<const Checkpoint> beginning;
};

} // namespace tristate::train
