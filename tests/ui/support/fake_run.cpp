#include "tests/ui/support/fake_run.h"

#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"

#include <algorithm>
#include <cmath>

namespace tristate::ui::test {

train::Experiment smallExperiment() {
    auto experiment = io::preset("playground");
    experiment.net = graph::parseGraph("784-40-8-10");
    experiment.data.trainSamples = 2000;
    experiment.data.testSamples = 100;
    experiment.data.validation = 50;
    experiment.train.batch = 50;
    experiment.train.threads = 1;
    experiment.train.epochs = 0;
    experiment.train.gateSpread = 0; // all gates are open at first
    return experiment;
}

train::Point fakePoint(std::int64_t index) {
    train::Point point;
    point.step = 10 * (index + 1);
    point.epoch = 0.1 * static_cast<double>(index + 1);
    point.loss = 2.0 / static_cast<double>(index + 1);
    point.error = 50.0 / static_cast<double>(index + 1);
    if ((index + 1) % 10 == 0) {
        point.evaluationLoss = point.loss * 1.5;
        point.evaluationError = point.error * 1.5;
    }
    for (const int units : {8, 5}) {
        std::vector<float> gates;
        for (int unit = 0; unit < units; ++unit)
            gates.push_back(std::max(0.0F, 1.0F - 0.01F * static_cast<float>((unit + 1) * index)));
        point.open.push_back(
            static_cast<int>(std::count_if(gates.begin(), gates.end(), [](float w) { return w >= 0.5F; })));
        point.gates.push_back(gates);
        point.depths.push_back(0);
    }
    point.parameters =
        11LL * point.open[0] + (point.open[0] + 1LL) * point.open[1] + 2LL * (point.open[1] + 1);
    return point;
}

RunData fakeRun(int points) {
    RunData run;
    run.number = 1;
    run.experiment.net = graph::parseGraph("10-8-5-2");
    for (int i = 0; i < points; ++i) run.history.add(fakePoint(i));
    return run;
}

train::Event settingsEvent(double epoch, const train::LiveSettings& live) {
    train::Event event;
    event.kind = train::EventKind::SettingsChanged;
    event.epoch = epoch;
    event.live = live;
    return event;
}

} // namespace tristate::ui::test
