#include "core/baselines/baselines.h"

#include "core/base/error.h"
#include "core/messages/baselines.h"
#include "core/nn/size.h"
#include "core/train/driver.h"
#include "core/train/evaluate.h"
#include "core/train/reports.h"
#include "core/train/target_controller.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <utility>

namespace tristate::baselines {

namespace {

using train::Experiment;

/// Whether the gates find the widths first.
bool findsWidths(const BaselinesPlan& plan) {
    return plan.widths.empty() && plan.parameters == 0;
}

bool isWanted(const BaselinesPlan& plan, Method method) {
    return std::find(plan.methods.begin(), plan.methods.end(), method) != plan.methods.end();
}

/// A network and the seconds that its training took so far.
struct Trained {
    nn::Network network;
    double seconds = 0;
    int epochs = 0;
};

class ProgressReports final : public train::Observer {
public:
    ProgressReports(const std::string& what, const BaselinesProgress& report)
        : m_what(what), m_report(report) {}

    void beforeStep(train::Driver& driver) override {
        m_report(m_what, driver.epoch(), driver.experiment().train.epochs);
    }

private:
    const std::string& m_what;
    const BaselinesProgress& m_report;
};

/// The comparison for one seed.
class SeedOfBaselines {
public:
    SeedOfBaselines(const BaselinesPlan& plan, std::uint64_t seed, std::shared_ptr<const data::Splits> data,
                    const BaselinesProgress& progress, const std::stop_token& stop)
        : m_plan(plan),
          m_experiment(plan.experiment),
          m_data(std::move(data)),
          m_progress(progress),
          m_stop(stop) {
        m_experiment.train.seed = seed;
    }

    void run(const std::function<void(const BaselineResult&)>& done) {
        const Trained target = makeTarget();
        if (findsWidths(m_plan) && isWanted(m_plan, Method::Gates)) done(result(Method::Gates, target));
        for (const Method method : kMethods)
            if (method != Method::Gates && isWanted(m_plan, method))
                done(result(method, train(method, target.network)));
    }

private:
    Experiment withoutGates(int epochs) const {
        Experiment plain = m_experiment;
        plain.train.gates = false;
        plain.train.targetError = 0;
        plain.train.targetParameters = plain.train.targetOperations = plain.train.targetBytes = 0;
        plain.train.epochs = epochs;
        return plain;
    }

    /// The network whose widths the others are to have: the gates', or a random cut that only serves as a
    /// form.
    Trained makeTarget() {
        if (findsWidths(m_plan))
            return trainOn(Method::Gates, m_experiment, train::makeNetwork(m_experiment));
        nn::Network network = train::makeNetwork(withoutGates(1));
        const std::vector<int> widths =
            m_plan.widths.empty() ? prune::widthsAtEqualRatio(network, m_plan.parameters) : m_plan.widths;
        return {prunedNetwork(std::move(network), Method::Random, widths, m_data->train, m_experiment.train)};
    }

    Trained train(Method method, const nn::Network& target) {
        const int epochs = m_experiment.train.epochs, tuning = m_experiment.train.frozenEpochs;
        if (method == Method::Scratch)
            return trainOn(method, withoutGates(epochs), freshNetwork(target, m_experiment.train));
        if (!m_dense) {
            const Experiment dense = withoutGates(epochs - tuning);
            m_dense = trainOn(Method::Gates, dense, train::makeNetwork(dense), "dense network");
        }
        nn::Network small = method == Method::Svd
                                ? factorisedNetwork(m_dense->network, parametersOf(target))
                                : prunedNetwork(m_dense->network, method, nn::openUnits(target),
                                                m_data->train, m_experiment.train);
        Trained tuned = trainOn(method, withoutGates(tuning), std::move(small));
        tuned.seconds += m_dense->seconds;
        tuned.epochs += m_dense->epochs;
        return tuned;
    }

    Trained trainOn(Method method, Experiment experiment, nn::Network network, std::string what = {}) {
        if (what.empty()) what = nameOf(method);
        for (auto* parameter : network.parameters()) { // an optimizer begins anew
            parameter->slots.clear();
            parameter->born = 0;
        }
        experiment.net = network.graph();
        train::Driver driver(*train::freshCheckpoint(experiment, m_data, std::move(network)));
        ProgressReports reports(what, m_progress);
        train::TargetController target;
        driver.attach(reports);
        driver.attach(target);
        const auto begin = std::chrono::steady_clock::now();
        switch (driver.run(train::Driver::kToTheEnd, m_stop)) {
        case train::Driver::End::Stopped:
            throw Interrupted(say::kBaselinesInterrupted);
        case train::Driver::End::Diverged:
            throw Error(say::kBaselineDiverged, what, std::to_string(m_experiment.train.seed));
        case train::Driver::End::Reached:
            break;
        }
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
        return {driver.network(), took.count(), experiment.train.epochs};
    }

    static long long parametersOf(const nn::Network& network) {
        return nn::totalParameters(nn::openSizes(network));
    }

    BaselineResult result(Method method, const Trained& trained) const {
        const int threads = m_experiment.train.threads;
        BaselineResult result;
        result.method = method;
        result.seed = m_experiment.train.seed;
        result.widths = nn::openUnits(trained.network);
        result.parameters = parametersOf(trained.network);
        result.metric = train::metricOf(m_data->test);
        result.validationError = m_data->validation.size() > 0
                                     ? train::evaluate(trained.network, m_data->validation, threads).error
                                     : train::kNotMeasured;
        result.testError = train::evaluate(trained.network, m_data->test, threads).error;
        result.epochs = trained.epochs;
        result.seconds = trained.seconds;
        return result;
    }

    const BaselinesPlan& m_plan;
    Experiment m_experiment;
    std::shared_ptr<const data::Splits> m_data;
    const BaselinesProgress& m_progress;
    const std::stop_token& m_stop;
    std::optional<Trained> m_dense;
};

} // namespace

void validate(const BaselinesPlan& plan) {
    train::validate(plan.experiment);
    const train::TrainConfig& config = plan.experiment.train;
    if (config.epochs < 2) throw Error(say::kBaselinesTwoEpochs, config.epochs);
    if (config.frozenEpochs < 1 || config.frozenEpochs >= config.epochs)
        throw Error(say::kBaselinesFrozen, config.frozenEpochs, config.epochs - 1);
    if (config.depthGates) throw Error(say::kBaselinesDepthGates);
    if (plan.seeds.empty()) throw Error(say::kBaselinesNoSeed);
}

int epochsOf(const BaselinesPlan& plan) {
    const int all = plan.experiment.train.epochs, tuning = plan.experiment.train.frozenEpochs;
    int ofSeed = findsWidths(plan) ? all : 0, cuts = 0;
    for (const Method method : kMethods) {
        if (method == Method::Gates || !isWanted(plan, method)) continue;
        if (method == Method::Scratch)
            ofSeed += all;
        else
            ++cuts;
    }
    if (cuts > 0) ofSeed += all - tuning + cuts * tuning;
    return ofSeed * static_cast<int>(plan.seeds.size());
}

void compareBaselines(const BaselinesPlan& plan, const BaselinesProgress& progress,
                      const std::function<void(const BaselineResult&)>& done, const std::stop_token& stop) {
    validate(plan);
    const auto data = std::make_shared<const data::Splits>(data::load(plan.experiment.data));
    for (const std::uint64_t seed : plan.seeds) SeedOfBaselines(plan, seed, data, progress, stop).run(done);
}

} // namespace tristate::baselines
