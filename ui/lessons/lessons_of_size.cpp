#include "core/io/recipes/experiment_json.h"
#include "ui/lessons/lessons.h"

namespace tristate::ui {

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

} // namespace tristate::ui
