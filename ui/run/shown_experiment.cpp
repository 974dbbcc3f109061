#include "ui/run/shown_experiment.h"

#include "core/train/settings.h"

namespace tristate::ui {

train::Experiment shownExperiment(const RunData& run) {
    train::Experiment experiment = run.experiment;
    for (const train::Setting& setting : train::settings())
        if (setting.live && setting.train) setting.set(experiment, setting.live.get(run.shownLive()));
    return experiment;
}

} // namespace tristate::ui
