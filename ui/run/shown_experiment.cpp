#include "ui/run/shown_experiment.h"

namespace tristate::ui {

train::Experiment shownExperiment(const RunData& run) {
    train::Experiment experiment = run.experiment;
    const train::LiveSettings& live = run.shownLive();
    experiment.train.lambdas = live.lambdas;
    experiment.train.rate = live.rate;
    experiment.train.gateRate = live.gateRate;
    experiment.train.patience = live.patience;
    return experiment;
}

} // namespace tristate::ui
