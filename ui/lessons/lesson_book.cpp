#include "ui/lessons/lesson_book.h"

#include "core/io/recipes/experiment_json.h"

#include <QCoreApplication>

namespace tristate::ui {
namespace {

struct LessonBook {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::LessonBook)
public:
    static Lesson watchNeuronsVanish();
    static Lesson whyAGateFalls();
    static Lesson howSmallIsTooSmall();
    static Lesson isThisNeuronNeeded();
    static Lesson aLayerThatDisappears();
    static Lesson whatDidItCost();

private:
    static LessonStep begin(const QString& text);
};

using Facts = const LessonFacts&;

constexpr double kSlowly = 0.02; ///< seconds after each minibatch: one of the speeds in the tool bar

QString name(const char* objectName) {
    return QLatin1String(objectName);
}

/// A recipe without an end, in which only what a person does changes anything.
train::Experiment endless(const char* preset, double lambda3) {
    auto experiment = io::preset(preset);
    experiment.train.epochs = 0;
    experiment.train.frozenEpochs = 0;
    experiment.train.schedule = train::RateSchedule::Constant;
    experiment.train.augmentation = {}; // the same digits every time, as the texts speak of single neurons
    experiment.train.lambdas.lambda3 = lambda3;
    return experiment;
}

LessonGoal prunesAtLeast(double lambda3) {
    return [lambda3](Facts, Facts now) { return now.lambdas.lambda3 >= lambda3; };
}

/// The first step of every lesson.
LessonStep LessonBook::begin(const QString& text) {
    return {.text = text,
            .task = tr("Press <b>Begin</b>. A run for this lesson starts, paused. Your run stays in the list "
                       "<b>Runs</b>."),
            .watch = {},
            .target = name("network"),
            .goal = [](Facts, Facts now) { return now.hasBegun; }};
}

Lesson LessonBook::watchNeuronsVanish() {
    return {
        .title = tr("Watch neurons vanish"),
        .experiment = endless("playground", 1e-3),
        .pauseSeconds = kSlowly,
        .steps = {
            begin(
                tr("Networks are usually made larger than they need to be. Here one finds its own size: 400 "
                   "neurons learn to read digits, and most of them will go. Every neuron has a gate, a "
                   "number w from 0 to 1. From 0.5 on the neuron works; below, its output is 0.")),
            {.text = tr("The network learns in small steps. In each it looks at 128 digits, a minibatch, and "
                        "changes its weights a little so that it makes fewer mistakes. An epoch is once "
                        "through all the digits."),
             .task = tr("Press <b>Play</b> or the space bar, and wait for epoch 2."),
             .watch =
                 tr("The error falls. Orange dots are measured on the validation digits: the network never "
                    "learns from them."),
             .target = name("playPause"),
             .goal = [](Facts, Facts now) { return now.epoch >= 2; }},
            {.text =
                 tr("The pruning strength λ₃ is the price of an open neuron. The higher it is, the faster "
                    "every gate falls. Only neurons that the digits need hold their gates up."),
             .task = tr("Drag <b>Pruning strength</b> to about 0.01."),
             .watch = tr("In the gate map the colours darken. Every column is a moment, every row a neuron."),
             .target = name("pruningStrength"),
             .goal = prunesAtLeast(6e-3)},
            {.text =
                 tr("After about 500 minibatches the first gates fall below 0.5, and their neurons close. "
                    "Some come back: the data pull them up again. This is the search for the neurons that "
                    "are needed."),
             .task = tr("Wait until fewer than 100 of the 400 neurons are open."),
             .watch =
                 tr("Closed neurons are hollow in the network. The curves of open neurons and parameters "
                    "drop."),
             .target = name("openUnits"),
             .goal = [](Facts, Facts now) { return now.units > 0 && now.open > 0 && now.open < 100; }},
            {.text = tr("The search disturbs the network: when neurons go, the error jumps. Once the network "
                        "is small enough, hold its gates still and let the weights recover."),
             .task = tr("Tick <b>Freeze gates</b>, and wait some epochs."),
             .watch =
                 tr("The width stays, and the error falls again: with less than a tenth of the parameters "
                    "it stays within a few percent of where it was."),
             .target = name("freezeGates"),
             .goal = [](Facts, Facts now) { return now.freezesGates; }},
            {.text = tr("A closed neuron can be left out without changing a single answer. The export writes "
                        "only what is open, reads the file back, and compares it with the network on "
                        "screen."),
             .task = tr("Choose <b>File > Export pruned model…</b> (Ctrl+E) and press <b>Export</b> there."),
             .watch = tr("The report: the size before and after, and how many answers are equal. All must "
                         "be."),
             .target = name("exportModel"),
             .goal = [](Facts before, Facts now) { return now.exports > before.exports; }}}};
}

Lesson LessonBook::whyAGateFalls() {
    return {
        .title = tr("Why a gate falls"),
        .experiment = endless("playground", 0),
        .pauseSeconds = kSlowly,
        .steps = {
            begin(
                tr("Two forces move a gate. The loss measures the mistakes on the data. The regulariser is a "
                   "price that every gate pays, whatever the data are. The picture below the pruning "
                   "strength shows this price for each w; the dots are the gates. They begin at 1.")),
            {.text = tr("The price of being open is λ₃ w, a straight line. A gate slides down its slope: in "
                        "each minibatch by the gate rate times λ₃. With 0.1 and 0.01 that is a thousandth."),
             .task = tr("Drag <b>Pruning strength</b> to about 0.01 and press <b>Play</b>."),
             .watch = tr("The first epoch is without gates. Then all dots slide to the left together: the "
                         "price is the same for everyone."),
             .target = name("regulariserPicture"),
             .goal = [](Facts, Facts now) { return now.isRunning && now.lambdas.lambda3 >= 6e-3; }},
            {.text = tr("0.5 is the threshold. A gate at or above it counts as 1, one below as 0; nothing in "
                        "between reaches the next layer. Near it the data answer: a neuron that is missed is "
                        "pushed up again by the loss."),
             .task = tr("Wait until the first gates are below 0.5, then press <b>Pause</b>."),
             .watch = tr("The dashed line in the histograms beside the gate map is the threshold."),
             .target = name("gateMap"),
             .goal = [](Facts, Facts now) { return !now.isRunning && now.open < now.units; }},
            {.text = tr("The view Step takes the next minibatch apart. Its stage Gradients shows, for every "
                        "gate of a layer, how far the loss and the regulariser would each move it: up opens, "
                        "down closes."),
             .task = tr("Open the tab <b>Step</b> and press <b>2  Gradients</b>."),
             .watch = tr("The regulariser pulls every gate down by the same. The loss differs from neuron to "
                         "neuron."),
             .target = name("minibatchView"),
             .goal = [](Facts, Facts now) { return !now.isRunning && now.view == name("minibatchView"); }},
            {.text =
                 tr("Gates can be held by hand. Then neither force moves them: the width stays as it is, and "
                    "only the weights learn. Runs usually end so: first the gates search, then the weights "
                    "settle."),
             .task = tr("Tick <b>Freeze gates</b> and press <b>Play</b>."),
             .watch = tr("The dots stand still around the middle, while the error falls again."),
             .target = name("freezeGates"),
             .goal = [](Facts, Facts now) { return now.isRunning && now.freezesGates; }},
            {.text =
                 tr("The other way to end the search is λ₁. It adds a hump, λ₁ w(1 − w): cheap at 0 and at "
                    "1, dear in between. Gates to the right of its top are pushed up to 1, those to the "
                    "left down to 0."),
             .task =
                 tr("Untick <b>Freeze gates</b>, open <b>More</b>, and drag <b>Widths λ₁</b> to about 0.05."),
             .watch = tr("The line becomes a hump, and the dots leave the middle to both sides."),
             .target = name("lambda1"),
             .goal = [](Facts, Facts now) { return now.lambdas.lambda1 >= 0.02 && !now.freezesGates; }}}};
}

Lesson LessonBook::howSmallIsTooSmall() {
    auto experiment = endless("spiral", 2e-3);
    experiment.train.rate = 6e-3; // the spiral is learnt within seconds, even slowly
    experiment.train.warmupEpochs = 10;
    return {
        .title = tr("How small is too small"),
        .experiment = experiment,
        .pauseSeconds = kSlowly,
        .steps = {
            begin(
                tr("The data are points on three arms of a spiral; each arm is a class. The network has 128 "
                   "neurons to draw the boundaries between them. How few are enough, and what happens "
                   "below that?")),
            {.text =
                 tr("The decision map colours every place of the plane by the class that the network sees "
                    "there, paler where it is unsure. The dots are the samples it learns from."),
             .task = tr("Open the tab <b>Decision map</b>, press <b>Play</b>, and wait for epoch 12."),
             .watch = tr("The areas bend until they follow the three arms."),
             .target = name("decisionMap"),
             .goal = [](Facts, Facts now) { return now.view == name("decisionMap") && now.epoch >= 12; }},
            {.text = tr("Now prune far too hard. At this price hardly a neuron is worth keeping. Only the "
                        "last one of each layer always stays."),
             .task = tr("Drag <b>Pruning strength</b> to about 0.05."),
             .watch = tr("For some seconds nothing is lost. Then neurons close in rows, and the boundaries "
                         "turn into straight lines."),
             .target = name("pruningStrength"),
             .goal = prunesAtLeast(0.03)},
            {.text = tr("Each neuron can bend a boundary once. With too few of them left the arms cannot be "
                        "told apart, and no amount of training helps."),
             .task = tr("Wait until the validation error is above 30 %, then press <b>Pause</b>."),
             .watch = tr("The error jumps when the neurons go, not before: up to there they were more than "
                         "enough."),
             .target = name("curves"),
             .goal = [](Facts,
                        Facts now) { return !now.isRunning && now.epoch >= 10 && now.evaluationError > 30; }},
            {.text =
                 tr("Nothing is lost. The timeline keeps every minibatch of the run: go back, and every view "
                    "shows that moment. The run itself stays as it is."),
             .task = tr(
                 "Drag on the timeline, the strip at the bottom, back to where it falls. The arrow and page "
                 "keys do so, too."),
             .watch = tr("The decision map bends back into arms."),
             .target = name("timelineStrip"),
             .goal = [](Facts, Facts now) { return now.isPast; }},
            {.text =
                 tr("From a moment of the past a branch can begin: a run of its own, with other settings. "
                    "The old run stays, its curves lie behind."),
             .task = tr("Drag <b>Pruning strength</b> to about 0.002 and press <b>Continue from here</b>."),
             .watch = tr("The network goes on shrinking, but slowly, and keeps the three arms."),
             .target = name("continueFromHere"),
             .goal = [](Facts before, Facts now) { return now.isBranch && now.run != before.run; }}}};
}

Lesson LessonBook::isThisNeuronNeeded() {
    auto experiment = endless("playground", 0);
    experiment.net = nn::parseNetworkSpec("784-24-16-10");
    experiment.train.patience = 0; // what is cut may come back, however long somebody talks
    return {
        .title = tr("Is this neuron needed?"),
        .experiment = experiment,
        .pauseSeconds = kSlowly,
        .steps = {
            begin(tr("A small network of 40 neurons learns to read digits. There is no pruning strength this "
                     "time: you decide who goes. Which neurons does the network need, and how can one "
                     "tell?")),
            {.text = tr("A network that knows nothing needs no neuron in particular. So let it learn first."),
             .task = tr("Press <b>Play</b>, wait for epoch 6, then press <b>Pause</b>."),
             .watch =
                 tr("Links turn orange where a weight is positive and blue where it is negative, and get "
                    "darker the stronger it is."),
             .target = name("playPause"),
             .goal = [](Facts, Facts now) { return !now.isRunning && now.epoch >= 6; }},
            {.text = tr(
                 "Select a neuron, and it is marked in every view. The panel Neuron shows its weights, on "
                 "how many of 500 validation digits it is active, and what loss and error would be without "
                 "it: so much is it needed."),
             .task = tr("Click some neurons of fc1 in the <b>Network</b>, or walk there with the arrow keys, "
                        "and compare them."),
             .watch = tr("Without some the error rises by many percent. Neuron 1 of fc2 is active in hardly "
                         "any case: nobody would miss it."),
             .target = name("network"),
             .goal = [](Facts before, Facts now) { return now.unit && now.unit != before.unit; }},
            {.text =
                 tr("To prune a neuron is to close its gate: its output is 0 from now on. But a closed gate "
                    "still learns. Where the loss would fall with the neuron, its gate rises, and from 0.5 "
                    "on the neuron is back."),
             .task = tr("Press <b>Prune</b>, then <b>Play</b>, and wait some epochs."),
             .watch = tr("The curve of w in the panel Neuron falls to 0, and climbs if the network needs the "
                         "neuron."),
             .target = name("pruneNeuron"),
             .goal = [](Facts before, Facts now) { return now.pruned > before.pruned && now.isRunning; }},
            {.text =
                 tr("Who is to stay away must be held. With frozen gates the neuron cannot come back, and "
                    "the others learn to take over its work."),
             .task = tr("Tick <b>Freeze gates</b>. Select an open neuron and press <b>Prune</b>."),
             .watch = tr("The neuron stays hollow. The error jumps and falls again without it."),
             .target = name("freezeGates"),
             .goal = [](Facts before, Facts now) { return now.freezesGates && now.pruned > before.pruned; }},
            {.text =
                 tr("What was pruned by hand can be opened by hand, with the weights that it had. In a run "
                    "with pruning a neuron that stayed closed for long is removed for good; in this lesson "
                    "none is."),
             .task = tr("Press <b>Restore</b>."),
             .watch = tr("The neuron is filled again, and its w is 1. Every act by hand is a mark on the "
                         "curves."),
             .target = name("restoreNeuron"),
             .goal = [](Facts before, Facts now) { return now.restored > before.restored; }}}};
}

Lesson LessonBook::aLayerThatDisappears() {
    auto experiment = endless("deep-75", 0);
    experiment.train.lambdas.lambda4 = 0;
    experiment.train.patience = 200;
    experiment.data.validation = 1000;
    return {
        .title = tr("A layer that disappears"),
        .experiment = experiment,
        .pauseSeconds = kSlowly,
        .steps = {
            begin(tr("Whole layers have a gate, too: d. While d is below 0.5 the layer is an ordinary ReLU "
                     "layer, which cuts off what is negative. From 0.5 on it is linear and lets everything "
                     "through. This network has six hidden layers of 75 neurons. Does it need them all?")),
            {.text = tr("The layer table has a row for each layer: open neurons, d, parameters, and "
                        "operations for one digit. Every d begins at 0."),
             .task = tr("Open the tab <b>Layers</b>, press <b>Play</b>, and wait for epoch 2."),
             .watch = tr("The column d: the data alone hardly move it."),
             .target = name("layerTable"),
             .goal = [](Facts, Facts now) { return now.view == name("layerTable") && now.epoch >= 2; }},
            {.text = tr("λ₄ is a reward for being linear. It pulls every d up by the same; the loss resists "
                        "where a layer's bend is needed."),
             .task = tr("Open <b>More</b> and drag <b>Linear λ₄</b> to about 0.02."),
             .watch = tr("In the column d the numbers climb towards 0.5."),
             .target = name("lambda4"),
             .goal = [](Facts, Facts now) { return now.lambdas.lambda4 >= 0.01; }},
            {.text =
                 tr("When d reaches 0.5 the layer turns linear at once. The network now computes something "
                    "else: the error jumps, and the other layers learn to make up for it."),
             .task = tr("Wait until a layer is linear."),
             .watch = tr("Rows marked as linear in the table, and a mark on the curves."),
             .target = name("layerTable"),
             .goal = [](Facts, Facts now) { return now.linearLayers >= 1; }},
            {.text = tr("Two linear maps in a row are one. A layer that stayed linear for 200 minibatches is "
                        "multiplied into the next one, which is called merging. That changes no answer, only "
                        "the size."),
             .task = tr("Open the tab <b>Network</b> and wait until a layer is merged."),
             .watch = tr("The layer is gone from the picture, and the parameters drop."),
             .target = name("network"),
             .goal = [](Facts, Facts now) { return now.view == name("network") && now.mergedLayers >= 1; }}}};
}

Lesson LessonBook::whatDidItCost() {
    return {
        .title = tr("What did the pruning cost?"),
        .experiment = io::preset("digits"),
        .steps = {
            begin(tr("A smaller network often makes a few more mistakes. How many parameters are saved, and "
                     "what does it cost? Two whole runs tell, at full speed.")),
            {.text = tr("This recipe has an end. For 2 epochs only the weights learn, then the gates search "
                        "for a size, and for the last 14 of 40 epochs they are frozen, so that the weights "
                        "settle."),
             .task = tr("Press <b>Play</b> and wait until the run is finished."),
             .watch = tr("The error jumps while neurons go and falls once the gates are frozen."),
             .target = name("playPause"),
             .goal = [](Facts, Facts now) { return now.hasFinished; }},
            {.text = tr("A parameter is a weight or a bias; an operation is a multiplication or an addition "
                        "for one digit. The first layer held nearly all of them, so its neurons save the "
                        "most."),
             .task = tr("Open the tab <b>Layers</b>."),
             .watch = tr("How much of each layer is left, and the compression in the last line."),
             .target = name("layerTable"),
             .goal = [](Facts, Facts now) { return now.view == name("layerTable"); }},
            {.text = tr("Now pay more for every neuron. Reset starts the same experiment again from its "
                        "beginning, with the strength that is set now. The first run stays in the list of "
                        "runs."),
             .task = tr("Drag <b>Pruning strength</b> to about 0.02, press <b>Reset</b>, and wait for the "
                        "end."),
             .watch = tr("The first run's curves lie behind the new ones."),
             .target = name("reset"),
             .goal =
                 [](Facts before, Facts now) {
                     return now.run != before.run && now.lambdas.lambda3 >= 0.01 && now.hasFinished;
                 }},
            {.text = tr(
                 "The picture in Runs shows the bargain. Every dot is a moment at which the "
                 "validation error was measured: parameters to the right, error upwards. The line joins the "
                 "moments that no other beats in both."),
             .task = tr("Open the tab <b>Runs</b>."),
             .watch =
                 tr("The second run reaches further to the left, and ends higher: fewer parameters, more "
                    "mistakes."),
             .target = name("runsView"),
             .goal = [](Facts, Facts now) { return now.view == name("runsView"); }},
            {.text = tr("Which one is better depends on what you need: every point on the line is a fair "
                        "choice. The one that you choose can be exported, also a moment in the middle of a "
                        "run."),
             .task = tr("Select the other run and press <b>Go to this run</b>."),
             .watch = tr("Every view shows the first run again, as it ended."),
             .target = name("runsView"),
             .goal = [](Facts before, Facts now) { return now.run != before.run; }}}};
}

} // namespace

std::vector<Lesson> lessonBook() {
    return {LessonBook::watchNeuronsVanish(),   LessonBook::whyAGateFalls(),
            LessonBook::howSmallIsTooSmall(),   LessonBook::isThisNeuronNeeded(),
            LessonBook::aLayerThatDisappears(), LessonBook::whatDidItCost()};
}

} // namespace tristate::ui
