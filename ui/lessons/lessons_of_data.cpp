#include "core/io/recipes/experiment_json.h"
#include "ui/lessons/lessons.h"

namespace tristate::ui {

Lesson LessonBook::blocksThatVanish() {
    auto experiment = endless("resnet-8", 0);
    experiment.train.warmupEpochs = 0;
    experiment.train.patience = 20;
    experiment.data.trainSamples = 640;
    experiment.data.testSamples = 200;
    return {
        .title = tr("Blocks that vanish"),
        .experiment = experiment,
        .steps = {
            begin(tr("A residual network is made of blocks, and past every block leads a bypass: what the "
                     "block yields is added to what went in. So a block can do without a single map of its "
                     "own, and the network still works. Three blocks look at small pictures of shapes "
                     "here.")),
            {.text = tr("In the picture of the network a block stands on a ground of its own, and the rail "
                        "past it is its bypass."),
             .task = tr("Open the tab <b>Network</b>, press <b>Play</b>, and wait for epoch 2."),
             .watch =
                 tr("Every column of maps is a convolution; the number above it says how many are open."),
             .target = name("network"),
             .goal = [](Facts, Facts now) { return now.view == name("network") && now.epoch >= 2; }},
            {.text = tr("Maps that are added to each other can only leave together, so they share a gate. "
                        "Those in the middle of a block are free to go one by one."),
             .task = tr("Drag <b>Pruning strength</b> to about 0.05."),
             .watch = tr("The gates of all layers fall; the maps in the middle of a block go first."),
             .target = name("pruningStrength"),
             .goal = prunesAtLeast(0.03)},
            {.text = tr("When the last map in the middle of a block is gone, the block computes nothing any "
                        "more. It leaves the network whole, and its bypass carries on."),
             .task = tr("Wait until a block vanishes."),
             .watch = tr("A mark on the curves, and one block less in the picture."),
             .target = name("network"),
             .goal = [](Facts, Facts now) { return now.vanishedBlocks > 0; }},
            {.text = tr("What vanished is in no file that is exported, and costs no time when the network is "
                        "used."),
             .task = tr("Press <b>Pause</b> and open the tab <b>Layers</b>."),
             .watch = tr("The rows of the block have nothing open, and the compression in the last line."),
             .target = name("layerTable"),
             .goal = [](Facts, Facts now) { return !now.isRunning && now.view == name("layerTable"); }}}};
}

Lesson LessonBook::yourOwnTable() {
    auto experiment = endless("fruit", 0);
    experiment.train.warmupEpochs = 0;
    return {
        .title = tr("A table of your own"),
        .experiment = experiment,
        .pauseSeconds = kSlowly,
        .steps = {
            begin(tr("A network can learn from any table: each row is a case, one column is what is to be "
                     "predicted, the others are what is known. We begin with a table of fruit and then take "
                     "yours.")),
            {.text =
                 tr("Of each fruit the table tells weight, diameter, colour and the like; the network learns "
                    "to say its kind. A column of words becomes an input for each word."),
             .task = tr("Open the tab <b>Predictions</b>, press <b>Play</b>, and wait for epoch 10."),
             .watch = tr("Rows are what a fruit is, columns what it is taken for. The diagonal fills."),
             .target = name("predictions"),
             .goal = [](Facts, Facts now) { return now.view == name("predictions") && now.epoch >= 10; }},
            {.text =
                 tr("Which columns does it need? The first layer has gates, and what no open neuron looks "
                    "at is not needed."),
             .task = tr("Drag <b>Pruning strength</b> to about 0.02 and open the tab <b>Input map</b>."),
             .watch = tr("Inputs that lose all their weight turn dark."),
             .target = name("inputMap"),
             .goal = [](Facts,
                        Facts now) { return now.lambdas.lambda3 >= 0.01 && now.view == name("inputMap"); }},
            {.text =
                 tr("Now yours: a file of text with a line for each case and a first line of names, as every "
                    "spreadsheet saves it (CSV). The dialog shows the columns and which of them is to be "
                    "predicted; its button fills in the experiment."),
             .task =
                 tr("Choose <b>File > Open data…</b> (Ctrl+D), take your table, and press <b>New run</b>."),
             .watch = tr("The line of the net: as many inputs as your columns make, and as many outputs as "
                         "there are kinds."),
             .target = name("newRun"),
             .goal = [](Facts before, Facts now) { return now.run != before.run && now.isOwnFile; },
             .ofAnyRun = true},
            {.text =
                 tr("It learns from most of your rows, and is measured on the rest, which it never sees. "
                    "Where that error rises while that of training falls, the rows are too few for so large "
                    "a network: prune."),
             .task = tr("Wait for epoch 5, then press <b>Pause</b>."),
             .watch = tr("Both curves of the error."),
             .target = name("curves"),
             .goal = [](Facts, Facts now) { return now.epoch >= 5 && !now.isRunning && now.isOwnFile; },
             .ofAnyRun = true}}};
}

} // namespace tristate::ui
