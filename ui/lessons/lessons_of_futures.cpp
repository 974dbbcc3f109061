#include "ui/lessons/lessons.h"

namespace tristate::ui {

Lesson LessonBook::twoFutures() {
    return {
        .title = tr("Two futures"),
        .experiment = endless("playground", 2e-3),
        .pauseSeconds = kSlowly,
        .steps = {
            begin(tr("What would have happened with a higher price? One can train twice and compare, but two "
                     "runs differ in many things. Here one run is forked: two futures see the very same "
                     "minibatches, and one single thing is different.")),
            {.text = tr("First a past that both have in common. The network learns, and its gates slide down "
                        "slowly."),
             .task = tr("Press <b>Play</b> and wait for epoch 4."),
             .watch = tr("So far there is one curve of each kind."),
             .target = name("playPause"),
             .goal = [](Facts, Facts now) { return now.epoch >= 4; }},
            {.text = tr("From the minibatch on screen a second future begins, with the same weights and the "
                        "same gates. It is called that one; the run goes on beside it as this one."),
             .task =
                 tr("Press <b>Fork…</b>. In the dialog leave the pruning strength λ₃ chosen, type 0.02 and "
                    "accept."),
             .watch = tr("The line above the views says what is different. Both futures train now, each at "
                         "half the speed."),
             .target = name("fork"),
             .goal = [](Facts, Facts now) { return now.isForked; }},
            {.text = tr("In the network every dot has two halves: the left one is filled while the neuron is "
                        "open in this one, the right one while it is open in that one. The key below counts "
                        "them."),
             .task = tr("Wait until that one has lost 50 neurons more than this one."),
             .watch = tr("In the plots that one is dashed. Both curves end at the same minibatch."),
             .target = name("network"),
             .goal = [](Facts, Facts now) { return now.isForked && now.openThere + 50 <= now.open; }},
            {.text = tr("Which one is better? Two nets with the same error may be wrong on different digits. "
                        "The view lists those that only one of them gets right, with how many they are."),
             .task = tr("Open the tab <b>Predictions</b>."),
             .watch = tr("While the small one still searches, it loses some digits. Some it gets right that "
                         "the large one does not."),
             .target = name("predictions"),
             .goal = [](Facts, Facts now) { return now.isForked && now.view == name("predictions"); }},
            {.text = tr("A fork ends when you say which future is to stay. Kept as runs, both can be gone "
                        "back to, and their curves stay beside each other."),
             .task = tr("Choose <b>Keep both as runs</b>, above the views or in the menu <b>Run</b>."),
             .watch = tr("This one goes on alone; that one is in the list <b>Runs</b>."),
             .target = name("network"),
             .goal = [](Facts before, Facts now) { return before.isForked && !now.isForked; }}}};
}

} // namespace tristate::ui
