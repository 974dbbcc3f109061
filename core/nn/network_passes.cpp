#include "core/nn/batch_norm.h"
#include "core/nn/dense.h"
#include "core/nn/join_layer.h"
#include "core/nn/network.h"
#include "core/nn/tri_state_relu.h"

#include <algorithm>

namespace tristate::nn {

template <class T>
void BasicNetwork<T>::assignGradients() {
    m_plan = planOf(m_layers, m_wires);
    // Layers go backward in turn, the last one first: that one writes, the others add.
    std::vector<bool> written(m_layers.size(), false);
    for (std::size_t i = m_layers.size(); i-- > 0;) {
        Wire& wire = m_wires[i];
        wire.gradients.clear();
        for (const int input : wire.inputs) {
            if (input == kInput) {
                wire.gradients.push_back(Wire::Gradient::Unwanted);
                continue;
            }
            const auto from = static_cast<std::size_t>(input);
            if (m_plan[from].gradientOf == static_cast<int>(i)) {
                wire.gradients.push_back(Wire::Gradient::Unwanted); // it reads this layer's own
                continue;
            }
            if (m_layers[i]->asJoin() && m_plan[from].sameGradient == static_cast<int>(i)) {
                wire.gradients.push_back(Wire::Gradient::Unwanted); // it is there already
                written[from] = true;
                continue;
            }
            wire.gradients.push_back(written[from] ? Wire::Gradient::Added : Wire::Gradient::Written);
            written[from] = true;
        }
    }
    assignPlaces();
}

template <class T>
void BasicNetwork<T>::assignPlaces() {
    m_gradientPlaces = gradientPlaces(m_layers, m_wires, m_plan, sectionStarts());
    m_outputPlaces = outputPlaces(m_layers, m_wires, m_plan);
}

template <class T>
void BasicNetwork<T>::prepare(Workspace<T>& workspace, const Pass& pass) const {
    workspace.pass = pass;
    workspace.input.resize(m_graph.input.features(), pass.groups());
    if (workspace.tapes.size() != m_layers.size()) workspace.tapes.clear(); // they belong to other layers
    workspace.tapes.resize(m_layers.size());
    workspace.added.resize(m_layers.size());
    workspace.sources.clear();
    for (const Wire& wire : m_wires) workspace.sources.push_back(wire.inputs.front());
    workspace.tapes[0].behind =
        spreadsLate(m_layers, m_wires) ? Behind<T>{m_layers[1].get(), &workspace.tapes[1]} : Behind<T>{};
    setGates(workspace);
    connect(workspace);
    place(workspace);
    for (std::size_t i = 0; i < m_layers.size(); ++i) m_layers[i]->prepare(workspace.tapes[i], pass);
}

template <class T>
void BasicNetwork<T>::place(Workspace<T>& workspace) const {
    const Pass& pass = workspace.pass;
    const auto put = [&](Activation<T>& what, int at, int features) {
        if (at >= 0)
            what.shareWith(workspace.places[static_cast<std::size_t>(at)], features);
        else
            what.stopSharing();
    };
    const MemoryPlan none{std::vector<int>(m_layers.size(), -1), std::vector<int>(m_layers.size(), -1), {}};
    const MemoryPlan& gradients = pass.isTraining() ? m_gradientPlaces : none;
    const MemoryPlan& outputs = pass.onlyLogits ? m_outputPlaces : none;
    const std::vector<int>& sizes = pass.onlyLogits ? outputs.features : gradients.features;
    workspace.places.resize(sizes.size());
    for (std::size_t i = 0; i < sizes.size(); ++i) workspace.places[i].resize(sizes[i], pass.groups());
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const int features = m_layers[i]->outputShape().features();
        put(workspace.tapes[i].outputGradient, gradients.of[i], features);
        put(workspace.tapes[i].output, outputs.of[i], features);
        put(workspace.added[i], gradients.added[i], m_layers[i]->inputShape().features());
    }
}

template <class T>
void BasicNetwork<T>::connect(Workspace<T>& workspace) const {
    const auto tapeOf = [&](int layer) { return &workspace.tapes[static_cast<std::size_t>(layer)]; };
    // A sum is not stored then, nor what is added: whoever asks for outputs gets them all.
    const bool joinsSums = workspace.pass.isTraining() || workspace.pass.onlyLogits;
    for (auto& tape : workspace.tapes) tape.together = {};
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        const PlanStep& step = m_plan[i];
        Together<T>& together = workspace.tapes[i].together;
        if (step.sumsFor >= 0 && workspace.pass.isTraining()) {
            together.sumsFor = tapeOf(step.sumsFor);
            together.sumsFor->together.sumsAreTaken = true;
        }
        if (step.relu >= 0 && (step.sum < 0 || joinsSums)) {
            const Layer<T>* relu = m_layers[static_cast<std::size_t>(step.relu)].get();
            together.relu = static_cast<const TriStateRelu<T>*>(relu);
            together.reluTape = tapeOf(step.relu);
            together.reluTape->together.isDone = true;
        }
        if (step.sum >= 0 && joinsSums) {
            const std::vector<int>& inputs = m_wires[static_cast<std::size_t>(step.sum)].inputs;
            const bool isFirst = inputs.front() == static_cast<int>(i);
            together.added = &workspace.outputOf(isFirst ? inputs.back() : inputs.front());
            tapeOf(step.sum)->together.isDone = true;
        }
        if (step.finish >= 0 && workspace.pass.onlyLogits) {
            const Layer<T>* norm = m_layers[static_cast<std::size_t>(step.finish)].get();
            together.finish = static_cast<const BatchNorm<T>*>(norm);
            together.finishTape = tapeOf(step.finish);
            together.finishTape->together.isDone = true;
        }
        if (step.gradientOf >= 0) together.gradient = &tapeOf(step.gradientOf)->outputGradient;
        together.addsGradient =
            m_layers[i]->canAddGradient() && m_wires[i].gradients.front() == Wire::Gradient::Added;
    }
}

template <class T>
void BasicNetwork<T>::setGates(Workspace<T>& workspace) const {
    std::vector<typename Gates<T>::Vector> values(static_cast<std::size_t>(m_originalGates));
    for (const Gates<T>& gates : m_gates)
        values[static_cast<std::size_t>(gates.index)] = gates.draw(workspace.pass);
    for (std::size_t i = 0; i < m_layers.size(); ++i) {
        if (!m_layers[i]->seesGates()) continue;
        Tape<T>& tape = workspace.tapes[i];
        const Gates<T>* depth = gatesAt(m_wires[i].depth);
        tape.linear = depth && depth->isLinear();
        tape.wantsDepth = depth && depth->depthLearnable;
        tape.gateValues.resize(m_layers[i]->outputShape().channels);
        Eigen::Index begin = 0;
        for (const ChannelRun& run : m_wires[i].output) {
            const bool isGated = run.gates >= 0;
            const auto count =
                isGated ? values[static_cast<std::size_t>(run.gates)].size() : Eigen::Index{run.channels};
            if (isGated)
                tape.gateValues.segment(begin, count) = values[static_cast<std::size_t>(run.gates)];
            else
                tape.gateValues.segment(begin, count).setOnes();
            begin += count;
        }
    }
}

template <class T>
std::size_t BasicNetwork<T>::shapedLayers() const {
    std::size_t shaped = 0;
    while (shaped < m_layers.size() && !denseAt(shaped)) ++shaped;
    return shaped;
}

template <class T>
std::vector<std::size_t> BasicNetwork<T>::sectionStarts() const {
    std::vector<std::size_t> starts{0};
    for (std::size_t i = 1; i < m_layers.size(); ++i)
        if (m_layers[i]->isCoupled()) starts.push_back(i);
    return starts;
}

template <class T>
void BasicNetwork<T>::forwardLayer(Workspace<T>& workspace, std::size_t layer, GroupRange groups) const {
    // With a sum that is done together with others, its normalisation has its turn.
    const bool isSum = m_plan[layer].norm >= 0 && workspace.tapes[layer].together.isDone;
    if (isSum) layer = static_cast<std::size_t>(m_plan[layer].norm);
    const Together<T>& together = workspace.tapes[layer].together;
    if (together.isDone || (together.added && !isSum)) return;
    const JoinLayer<T>* join = m_layers[layer]->asJoin();
    if (!join) {
        m_layers[layer]->forward(workspace.inputOf(layer), workspace.tapes[layer], groups);
        return;
    }
    std::vector<const Activation<T>*> inputs;
    for (const int input : m_wires[layer].inputs) inputs.push_back(&workspace.outputOf(input));
    join->join(inputs, workspace.tapes[layer], groups);
}

template <class T>
void BasicNetwork<T>::backwardLayer(Workspace<T>& workspace, std::size_t layer, GroupRange groups) const {
    if (m_plan[layer].isDone) return;
    const Wire& wire = m_wires[layer];
    const auto gradientOf = [&](int input) -> Activation<T>& {
        return workspace.tapes[static_cast<std::size_t>(input)].outputGradient;
    };
    if (const int norm = m_plan[layer].norm; norm >= 0) {
        const auto at = static_cast<std::size_t>(norm);
        m_layers[at]->collectBackward(workspace.inputOf(at), workspace.tapes[at], groups);
    }
    if (const JoinLayer<T>* join = m_layers[layer]->asJoin()) {
        for (std::size_t i = 0; i < wire.inputs.size(); ++i)
            if (wire.gradients[i] != Wire::Gradient::Unwanted)
                join->split(workspace.tapes[layer], static_cast<int>(i), gradientOf(wire.inputs[i]),
                            wire.gradients[i] == Wire::Gradient::Added, groups);
        return;
    }
    const int from = wire.inputs.front();
    Activation<T>* wanted = nullptr;
    const bool addsLater =
        wire.gradients.front() == Wire::Gradient::Added && !m_layers[layer]->canAddGradient();
    if (addsLater)
        wanted = &workspace.added[layer];
    else if (from != kInput && !workspace.tapes[static_cast<std::size_t>(from)].behind.layer)
        wanted = &gradientOf(from);
    m_layers[layer]->backward(workspace.inputOf(layer), workspace.tapes[layer], wanted, groups);
    if (addsLater)
        for (int g = groups.begin; g < groups.end; ++g) gradientOf(from).map(g) += wanted->map(g);
}

template <class T>
void BasicNetwork<T>::forwardLayers(Workspace<T>& workspace, GroupRange groups, std::size_t from,
                                    std::size_t to) const {
    const auto run = [&](std::size_t begin, std::size_t end, GroupRange range) {
        for (std::size_t i = begin; i < end; ++i) forwardLayer(workspace, i, range);
    };
    const std::size_t shaped = std::clamp(shapedLayers(), from, to);
    for (int g = groups.begin; shaped > from && g < groups.end; ++g) run(from, shaped, {g, g + 1});
    run(shaped, to, groups);
}

template <class T>
void BasicNetwork<T>::backwardLayers(Workspace<T>& workspace, GroupRange groups, std::size_t from,
                                     std::size_t to) const {
    const auto run = [&](std::size_t begin, std::size_t end, GroupRange range) {
        for (std::size_t i = end; i-- > begin;) backwardLayer(workspace, i, range);
    };
    const std::size_t shaped = std::clamp(shapedLayers(), from, to);
    run(shaped, to, groups);
    for (int g = groups.begin; shaped > from && g < groups.end; ++g) run(from, shaped, {g, g + 1});
}

template <class T>
void BasicNetwork<T>::forward(Workspace<T>& workspace, GroupRange groups) const {
    forwardLayers(workspace, groups, 0, m_layers.size());
}

template <class T>
void BasicNetwork<T>::backward(Workspace<T>& workspace, GroupRange groups) const {
    backwardLayers(workspace, groups, 0, m_layers.size());
}

template <class T>
void BasicNetwork<T>::forward(Workspace<T>& workspace, GroupRange groups, int section) const {
    const auto starts = sectionStarts();
    const auto s = static_cast<std::size_t>(section);
    const bool isLast = s + 1 == starts.size();
    const std::size_t end = isLast ? m_layers.size() : starts[s + 1];
    forwardLayers(workspace, groups, starts[s], end);
    if (!isLast) m_layers[end]->collectForward(workspace.inputOf(end), workspace.tapes[end], groups);
}

template <class T>
void BasicNetwork<T>::enterForward(Workspace<T>& workspace, int section) const {
    const std::size_t first = sectionStarts()[static_cast<std::size_t>(section)];
    m_layers[first]->combineForward(workspace.tapes[first]);
}

template <class T>
void BasicNetwork<T>::backward(Workspace<T>& workspace, GroupRange groups, int section) const {
    const LayerRange range = layersOf(section);
    backwardLayers(workspace, groups, range.begin, range.end);
    if (section == 0) return;
    const std::size_t first = range.begin - 1;
    if (m_plan[first].sum >= 0) return; // the sum has had its turn
    m_layers[first]->collectBackward(workspace.inputOf(first), workspace.tapes[first], groups);
}

template <class T>
typename BasicNetwork<T>::LayerRange BasicNetwork<T>::layersOf(int section) const {
    const auto starts = sectionStarts();
    const auto s = static_cast<std::size_t>(section);
    // The coupled layer at the start of the section after this one has been summed up: it goes first here.
    return {section > 0 ? starts[s] + 1 : 0, s + 1 == starts.size() ? m_layers.size() : starts[s + 1] + 1};
}

template <class T>
void BasicNetwork<T>::enterBackward(Workspace<T>& workspace, int section) const {
    const std::size_t coupled = sectionStarts()[static_cast<std::size_t>(section) + 1];
    m_layers[coupled]->combineBackward(workspace.tapes[coupled]);
}

template <class T>
void BasicNetwork<T>::reduceGateGradients(const Workspace<T>& workspace) {
    for (Gates<T>& gates : m_gates) gates.clearGradients();
    for (Gates<T>& gates : m_gates) {
        typename Gates<T>::Vector values;
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            if (!m_layers[i]->isGated()) continue;
            const Tape<T>& tape = workspace.tapes[i];
            Eigen::Index begin = 0;
            for (const ChannelRun& run : m_wires[i].output) {
                const Gates<T>* of = gatesAt(run.gates);
                const Eigen::Index count = unitsOf(run);
                if (of == &gates) {
                    for (int g = 0; g < workspace.pass.groups(); ++g)
                        gates.widthGradient += tape.partials.row(g).segment(begin, count).transpose();
                    values = tape.gateValues.segment(begin, count);
                }
                begin += count;
            }
            if (m_wires[i].depth == gates.index)
                for (int g = 0; g < workspace.pass.groups(); ++g)
                    gates.depthGradient += tape.partials(g, begin);
        }
        gates.finishGradient(values);
    }
}

template <class T>
void BasicNetwork<T>::finishStep(const Workspace<T>& workspace) {
    for (std::size_t i = 0; i < m_layers.size(); ++i) m_layers[i]->finishStep(workspace.tapes[i]);
}

template class BasicNetwork<float>;
template class BasicNetwork<double>;

} // namespace tristate::nn
