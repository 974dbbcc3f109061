#include "core/graph/graph_text.h"
#include "ui/lessons/lessons.h"

namespace tristate::ui {

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

Lesson LessonBook::isThisNeuronNeeded() {
    auto experiment = endless("playground", 0);
    experiment.net = graph::parseGraph("784-24-16-10");
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

} // namespace tristate::ui
