#include "ui/lessons/lesson_book.h"

#include "core/io/recipes/experiment_json.h"
#include "ui/lessons/lessons.h"

namespace tristate::ui {

train::Experiment LessonBook::endless(const char* preset, double lambda3) {
    auto experiment = io::preset(preset);
    experiment.train.epochs = 0;
    experiment.train.frozenEpochs = 0;
    experiment.train.schedule = train::RateSchedule::Constant;
    experiment.train.gateSpread = 0;    // the texts say that gates begin at 1
    experiment.train.augmentation = {}; // the same digits every time, as the texts speak of single neurons
    experiment.train.lambdas.lambda3 = lambda3;
    return experiment;
}

LessonGoal LessonBook::prunesAtLeast(double lambda3) {
    return [lambda3](Facts, Facts now) { return now.lambdas.lambda3 >= lambda3; };
}

LessonStep LessonBook::begin(const QString& text) {
    return {.text = text,
            .task = tr("Press <b>Begin</b>. A run for this lesson starts, paused. Your run stays in the list "
                       "<b>Runs</b>."),
            .watch = {},
            .target = name("network"),
            .goal = [](Facts, Facts now) { return now.hasBegun; }};
}

std::vector<Lesson> lessonBook() {
    return {LessonBook::watchNeuronsVanish(),   LessonBook::whyAGateFalls(),
            LessonBook::howSmallIsTooSmall(),   LessonBook::isThisNeuronNeeded(),
            LessonBook::aLayerThatDisappears(), LessonBook::whatDidItCost(),
            LessonBook::twoFutures(),           LessonBook::blocksThatVanish(),
            LessonBook::yourOwnTable()};
}

} // namespace tristate::ui
