#include "core/baselines/baselines.h"

#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/io/files/child_process.h"
#include "core/io/store/session_file.h"
#include "core/messages/baselines.h"
#include "core/nn/size.h"
#include "core/sweep/jobs.h"
#include "core/train/trainer.h"

#include <algorithm>
#include <functional>
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

/// A training of the comparison: a method, or the dense network that the cuts begin with.
struct Training {
    Method method = Method::Gates;
    std::string name; ///< for people and for the run's id
    Experiment experiment;
    std::function<nn::Network()> start = {};
};

/// The network without what an optimizer remembers: its training begins anew.
nn::Network begunAnew(nn::Network network) {
    for (auto* parameter : network.parameters()) {
        parameter->slots.clear();
        parameter->born = 0;
    }
    return network;
}

/// The comparison for one seed. Its trainings are jobs of a store, so networks are read from there.
class SeedOfBaselines {
public:
    SeedOfBaselines(const BaselinesPlan& plan, std::uint64_t seed, const sweep::RunStore& store,
                    std::shared_ptr<const data::Splits> data, std::string fingerprint,
                    const BaselinesProgress& progress, const std::stop_token& stop)
        : m_plan(plan),
          m_experiment(plan.experiment),
          m_store(store),
          m_data(std::move(data)),
          m_fingerprint(std::move(fingerprint)),
          m_progress(progress),
          m_stop(stop) {
        m_experiment.train.seed = seed;
    }

    void run(const std::function<void(const BaselineResult&)>& done) {
        if (!findsWidths(m_plan)) targetNetwork(); // throws now, not after the dense network's training
        std::vector<Training> first;
        if (findsWidths(m_plan))
            first.push_back({Method::Gates, std::string(nameOf(Method::Gates)), m_experiment});
        const bool isCutting = std::any_of(m_plan.methods.begin(), m_plan.methods.end(), isCut);
        if (isCutting) first.push_back({Method::Gates, kDense, withoutGates(denseEpochs())});
        train(first, [&](const Training& training, const BaselineResult& result) {
            if (training.name == kDense)
                m_denseSeconds = result.seconds;
            else if (isWanted(m_plan, Method::Gates))
                done(result);
        });

        // What a machine cannot read is its fault, and no result of the methods that begin with it.
        targetNetwork();
        if (isCutting) networkOf(kDense);
        std::vector<Training> second;
        for (const Method method : kMethods)
            if (method != Method::Gates && isWanted(m_plan, method)) second.push_back(trainingOf(method));
        train(second, [&](const Training&, BaselineResult result) {
            if (isCut(result.method)) {
                result.epochs += denseEpochs();
                result.seconds += m_denseSeconds;
            }
            done(result);
        });
    }

private:
    static constexpr const char* kDense = "dense network";
    static bool isCut(Method method) { return method != Method::Gates && method != Method::Scratch; }

    int denseEpochs() const { return m_experiment.train.epochs - m_experiment.train.frozenEpochs; }

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
    nn::Network targetNetwork() const {
        if (findsWidths(m_plan)) return networkOf(std::string(nameOf(Method::Gates)));
        nn::Network network = train::makeNetwork(withoutGates(1));
        const std::vector<int> widths =
            m_plan.widths.empty() ? prune::widthsAtEqualRatio(network, m_plan.parameters) : m_plan.widths;
        return prunedNetwork(std::move(network), Method::Random, widths, m_data->train, m_experiment.train);
    }

    /// Of what comes after the gates and the dense network. Its first network is made when its turn comes.
    Training trainingOf(Method method) const {
        const int epochs =
            method == Method::Scratch ? m_experiment.train.epochs : m_experiment.train.frozenEpochs;
        return {method, std::string(nameOf(method)), withoutGates(epochs),
                [this, method] { return begunAnew(startOf(method)); }};
    }

    nn::Network startOf(Method method) const {
        const nn::Network target = targetNetwork();
        if (method == Method::Scratch) return freshNetwork(target, m_experiment.train);
        nn::Network dense = networkOf(kDense);
        if (method == Method::Svd)
            return factorisedNetwork(dense, nn::totalParameters(nn::openSizes(target)));
        return prunedNetwork(std::move(dense), method, nn::openUnits(target), m_data->train,
                             m_experiment.train);
    }

    /// Of the experiment, the data, and what is to be left of the network where that plays a part.
    std::string idOf(const Training& training) const {
        std::string origin = training.name + " of data " + m_fingerprint;
        if (training.start && !findsWidths(m_plan)) {
            origin += ", parameters " + std::to_string(m_plan.parameters) + ", widths";
            for (const int width : m_plan.widths) origin += " " + std::to_string(width);
        }
        return sweep::idOf(m_experiment, origin);
    }
    nn::Network networkOf(const std::string& training) const {
        return io::openSession(m_store.sessionFile(idOf({Method::Gates, training, {}}))).checkpoint->network;
    }

    void train(const std::vector<Training>& trainings,
               const std::function<void(const Training&, const BaselineResult&)>& done) const {
        std::vector<sweep::Job> jobs;
        jobs.reserve(trainings.size());
        for (const Training& training : trainings)
            jobs.push_back({idOf(training), training.experiment, training.start});
        sweep::WorkerSettings settings;
        settings.threads = m_experiment.train.threads;
        settings.shallStop = [this] { return m_stop.stop_requested(); };
        settings.watch = [&](std::size_t run, const train::Driver& driver, const train::History&) {
            m_progress(trainings[run].name, driver.epoch(), driver.experiment().train.epochs);
        };
        const bool areDone = sweep::doJobs(
            m_store, jobs, [this](const data::DataSpec&) { return m_data; },
            [&](std::size_t job, const sweep::JobResult& found) {
                done(trainings[job], resultOf(trainings[job], found));
            },
            std::move(settings));
        if (!areDone) throw Interrupted(say::kBaselinesInterrupted);
    }

    BaselineResult resultOf(const Training& training, const sweep::JobResult& found) const {
        if (found.result.failed())
            throw Error(say::kBaselineFailed, training.name, std::to_string(m_experiment.train.seed),
                        found.result.failure);
        BaselineResult result;
        result.method = training.method;
        result.seed = m_experiment.train.seed;
        result.widths = found.result.architecture;
        result.parameters = found.result.parameters;
        result.metric = found.result.metric;
        result.validationError = found.result.validationError;
        result.testError = found.result.testError;
        result.epochs = training.experiment.train.epochs;
        result.seconds = found.seconds;
        return result;
    }

    const BaselinesPlan& m_plan;
    Experiment m_experiment;
    const sweep::RunStore& m_store;
    std::shared_ptr<const data::Splits> m_data;
    std::string m_fingerprint; ///< of the data, in what tells runs apart
    const BaselinesProgress& m_progress;
    const std::stop_token& m_stop;
    double m_denseSeconds = 0;
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
                      const std::function<void(const BaselineResult&)>& done, const std::stop_token& stop,
                      const std::filesystem::path& folder) {
    validate(plan);
    const auto data = std::make_shared<const data::Splits>(data::load(plan.experiment.data));
    const std::string fingerprint = data::fingerprint(*data);
    std::optional<io::TemporaryFolder> temporary;
    if (folder.empty()) temporary.emplace();
    const std::filesystem::path runs = temporary ? *temporary / "runs" : folder;
    const sweep::RunStore store(runs, sweep::locksFor(runs.parent_path()));
    for (const std::uint64_t seed : plan.seeds)
        SeedOfBaselines(plan, seed, store, data, fingerprint, progress, stop).run(done);
}

} // namespace tristate::baselines
