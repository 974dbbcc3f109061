#include "app/study/study.h"

#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "core/messages/studies.h"
#include "core/nn/size.h"

#include <algorithm>

namespace tristate::study {

namespace {

template <class Value>
io::Summary over(const std::vector<Result>& runs, Value value) {
    std::vector<double> values;
    for (const Result& run : runs) values.push_back(static_cast<double>(value(run)));
    return io::summarise(values);
}

/// Short enough for a test, with gates that move as far as in a whole run.
void shorten(train::Experiment& experiment) {
    experiment.data.trainSamples = 256;
    experiment.data.testSamples = 64;
    experiment.data.validation = std::min(experiment.data.validation, 32);
    experiment.train.batch = 64;
    experiment.train.epochs = 3;
    experiment.train.warmupEpochs = 0;
    experiment.train.frozenEpochs = 1;
    experiment.train.gateRate *= 150;
}

} // namespace

std::vector<int> widths(const std::string& net) {
    std::vector<int> units;
    for (const nn::StageSize& stage : nn::sizes(graph::parseGraph(net)))
        if (!stage.isInput) units.push_back(stage.units);
    return units;
}

io::Summary Repeats::accuracy() const {
    return over(runs, [](const Result& run) { return 100 - run.error; });
}
io::Summary Repeats::error() const {
    return over(runs, [](const Result& run) { return run.error; });
}
io::Summary Repeats::parameters() const {
    return over(runs, [](const Result& run) { return run.parameters; });
}
io::Summary Repeats::depth() const {
    return over(runs, [](const Result& run) { return widths(run.net).size(); });
}
io::Summary Repeats::width(int beforeOutput) const {
    return over(runs, [=](const Result& run) { return *(widths(run.net).rbegin() + beforeOutput); });
}

std::string Repeats::nets() const {
    std::string text;
    for (const Result& run : runs) {
        if (!text.empty()) text += ", ";
        std::string net;
        for (const int units : widths(run.net)) net += (net.empty() ? "" : "-") + std::to_string(units);
        text += net;
    }
    return text;
}

Job Workbench::job(const std::string& label, train::Experiment experiment, std::uint64_t seed) const {
    if (experiment.data.source != m_settings.fashion || m_settings.fashion.empty())
        experiment.data.source = m_settings.data;
    if (m_settings.quick) shorten(experiment);
    experiment.train.seed = seed;
    experiment.train.threads = m_settings.threads;
    return {label + ", seed " + std::to_string(seed), std::move(experiment)};
}

std::vector<Repeats> Workbench::run(const std::vector<Setting>& settings) {
    std::vector<Job> jobs;
    for (const auto& [label, experiment] : settings)
        for (const std::uint64_t seed : m_settings.seeds) jobs.push_back(job(label, experiment, seed));
    return repeatsOf(m_runner.run(jobs));
}

std::vector<Repeats> Workbench::fromScratch(const std::vector<Setting>& settings,
                                            const std::vector<Repeats>& from) {
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < settings.size(); ++i) {
        train::Experiment experiment = settings[i].experiment;
        experiment.train.gates = false;
        for (std::size_t run = 0; run < m_settings.seeds.size(); ++run) {
            experiment.net = graph::parseGraph(from[i].runs[run].net);
            jobs.push_back(job(settings[i].label + " from scratch", experiment, m_settings.seeds[run]));
        }
    }
    return repeatsOf(m_runner.run(jobs));
}

/// One for each setting, of the results of its seeds.
std::vector<Repeats> Workbench::repeatsOf(const std::vector<Result>& results) const {
    std::vector<Repeats> repeats(results.size() / m_settings.seeds.size());
    for (std::size_t i = 0; i < results.size(); ++i)
        repeats[i / m_settings.seeds.size()].runs.push_back(results[i]);
    return repeats;
}

train::Experiment leNet5(const std::string& net) {
    train::Experiment experiment;
    experiment.net = graph::parseGraph(net);
    return experiment;
}

const std::vector<Study>& studies() {
    static const std::vector<Study> kStudies{
        {"table-3.1", "architectures learnt from LeNet-5, and the same nets from scratch", table31},
        {"table-3.2", "against the singular value decomposition of the 800 x 500 layer", table32},
        {"table-3.3", "depth learnt from 6 to 15 layers", table33},
        {"figure-3.2a", "neurons of the third layer while they are learnt, by the strength", figure32a},
        {"figure-3.2b", "neurons kept against the number of classes", figure32b},
        {"figure-3.3", "widths found by random search, and by one run with gates", figure33},
        {"frontier", "error against parameters, over the strength", frontier}};
    return kStudies;
}

const Study& studyOf(const std::string& name) {
    std::string names;
    for (const Study& study : studies()) {
        if (name == study.name) return study;
        names += std::string(names.empty() ? "" : ", ") + study.name;
    }
    throw Error(say::kNoStudy, name, names);
}

} // namespace tristate::study
