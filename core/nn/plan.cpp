#include "core/nn/plan.h"

#include "core/nn/batch_norm.h"
#include "core/nn/dropout.h"
#include "core/nn/join_layer.h"
#include "core/nn/network.h"
#include "core/nn/tri_state_relu.h"

#include <algorithm>

namespace tristate::nn {

namespace {

template <class T>
class Planner {
public:
    using Layers = std::vector<std::unique_ptr<Layer<T>>>;

    Planner(const Layers& layers, const std::vector<Wire>& wires)
        : m_layers(layers), m_wires(wires), m_plan(layers.size()) {}

    Plan make() && {
        for (std::size_t i = 0; i < m_layers.size(); ++i) joinReader(i);
        for (std::size_t i = 0; i < m_layers.size(); ++i) joinSum(i);
        for (std::size_t i = 0; i < m_layers.size(); ++i) {
            shareGradient(i);
            const int norm = m_plan[i].sumsFor;
            if (norm >= 0 && m_layers[i]->asWeights()->canFinish() && isReady(norm, static_cast<int>(i)))
                m_plan[i].finish = norm;
        }
        return std::move(m_plan);
    }

private:
    template <class Kind>
    bool is(std::size_t layer) const {
        return dynamic_cast<const Kind*>(m_layers[layer].get()) != nullptr;
    }
    /// The layer that alone reads this one, or -1.
    int onlyReader(std::size_t layer) const {
        const std::vector<std::size_t> readers = readersOf(m_wires, static_cast<int>(layer));
        return readers.size() == 1 ? static_cast<int>(readers.front()) : -1;
    }
    bool yieldsMaps(std::size_t layer) const { return m_layers[layer]->outputShape().positions() > 1; }
    PlanStep& step(int layer) { return m_plan[static_cast<std::size_t>(layer)]; }

    /// What a layer does for the one that alone reads it.
    void joinReader(std::size_t i) {
        const int reader = onlyReader(i);
        if (reader < 0) return;
        const auto behind = static_cast<std::size_t>(reader);
        const WeightLayer<T>* weights = m_layers[i]->asWeights();
        const bool isConvolution = weights && weights->kernel() > 0;
        if (isConvolution && is<BatchNorm<T>>(behind)) m_plan[i].sumsFor = reader;
        if (!is<BatchNorm<T>>(i)) return;
        if (is<TriStateRelu<T>>(behind)) {
            m_plan[i].relu = reader;
            m_plan[behind].isDone = true;
        } else if (is<AddLayer<T>>(behind)) {
            m_plan[i].gradientOf = reader;
        }
    }

    /// A sum of two between a normalisation and a ReLU is done with both.
    void joinSum(std::size_t i) {
        if (!is<AddLayer<T>>(i) || m_wires[i].inputs.size() != 2 || !yieldsMaps(i)) return;
        const int relu = onlyReader(i);
        if (relu < 0 || !is<TriStateRelu<T>>(static_cast<std::size_t>(relu))) return;
        for (const int input : m_wires[i].inputs) {
            if (input == kInput || step(input).gradientOf != static_cast<int>(i)) continue;
            m_plan[i].norm = input;
            step(input).sum = static_cast<int>(i);
            step(input).relu = relu;
            step(relu).isDone = true;
            return;
        }
    }

    /// Whether there is nothing behind a layer that a normalisation and the sum behind it wait for.
    bool isReady(int norm, int layer) {
        if (step(norm).sum < 0) return true;
        const std::vector<int>& inputs = m_wires[static_cast<std::size_t>(step(norm).sum)].inputs;
        return std::all_of(inputs.begin(), inputs.end(),
                           [&](int input) { return input == norm || input < layer; });
    }

    /// Which layer's input gradient can replace its output gradient.
    void shareGradient(std::size_t i) {
        if (!yieldsMaps(i)) return;
        if (is<AddLayer<T>>(i)) {
            if (m_plan[i].norm >= 0) m_plan[i].sameGradient = step(m_plan[i].norm).relu;
            shareWithBranch(i);
            return;
        }
        const int input = m_wires[i].inputs.front();
        if (input == kInput || onlyReader(static_cast<std::size_t>(input)) < 0) return;
        if (is<BatchNorm<T>>(i) && m_plan[i].gradientOf < 0)
            step(input).sameGradient = m_plan[i].relu >= 0 ? m_plan[i].relu : static_cast<int>(i);
        else if ((is<TriStateRelu<T>>(i) && !m_plan[i].isDone) || is<Dropout<T>>(i))
            step(input).sameGradient = static_cast<int>(i);
    }

    /// The gradient of a sum is that of a branch, too: what else reads the branch adds to it, once the
    /// normalisations that want that of the sum have read it.
    void shareWithBranch(std::size_t sum) {
        for (const int input : m_wires[sum].inputs) {
            if (input == kInput || step(input).gradientOf == static_cast<int>(sum)) continue;
            const std::vector<std::size_t> readers = readersOf(m_wires, input);
            if (readers.back() != sum || std::count(readers.begin(), readers.end(), sum) > 1) continue;
            std::size_t adds = 0; // the last layer that adds, the first to do so
            for (const std::size_t reader : readers)
                if (reader != sum) adds = std::max(adds, reader);
            bool isReadBefore = true;
            for (std::size_t i = 0; i < adds; ++i)
                isReadBefore = isReadBefore && m_plan[i].gradientOf != static_cast<int>(sum);
            if (!isReadBefore) continue;
            step(input).sameGradient = static_cast<int>(sum);
            return;
        }
    }

    const Layers& m_layers;
    const std::vector<Wire>& m_wires;
    Plan m_plan;
};

} // namespace

template <class T>
Plan planOf(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires) {
    return Planner<T>(layers, wires).make();
}

template Plan planOf(const std::vector<std::unique_ptr<Layer<float>>>&, const std::vector<Wire>&);
template Plan planOf(const std::vector<std::unique_ptr<Layer<double>>>&, const std::vector<Wire>&);

} // namespace tristate::nn
