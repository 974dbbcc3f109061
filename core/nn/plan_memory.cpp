#include "core/nn/batch_norm.h"
#include "core/nn/network.h"
#include "core/nn/plan.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace tristate::nn {

namespace {

/// When something is in use, both ends included.
struct Span {
    int begin = std::numeric_limits<int>::max();
    int end = -1;

    bool isEmpty() const { return end < 0; }
    void include(int time) {
        begin = std::min(begin, time);
        end = std::max(end, time);
    }
    void include(const Span& other) {
        begin = std::min(begin, other.begin);
        end = std::max(end, other.end);
    }
};

/// When a training step does what, after its loss: the backward passes of a section, the last section first,
/// and while the next one has its turn the gradients by the parameters of this one.
class Clock {
public:
    Clock(int layers, const std::vector<std::size_t>& starts) : m_layers(layers), m_starts(starts) {}

    int loss() const { return 0; }
    int backward(int layer) const { return turn(layer) * length() + m_layers - layer; }
    /// The end of the turn after that: there may be threads that compute gradients by parameters till then.
    int parameters(int layer) const { return (turn(layer) + 2) * length() - 1; }

private:
    int length() const { return m_layers + 1; }
    /// A coupled layer goes first in the section before its own.
    int turn(int layer) const {
        const auto section =
            std::lower_bound(m_starts.begin() + 1, m_starts.end(), static_cast<std::size_t>(layer)) -
            m_starts.begin() - 1;
        return static_cast<int>(std::ssize(m_starts) - 1 - section);
    }

    int m_layers;
    const std::vector<std::size_t>& m_starts;
};

/// When the output gradient of every layer is in use.
template <class T>
std::vector<Span> gradientSpans(const std::vector<std::unique_ptr<Layer<T>>>& layers,
                                const std::vector<Wire>& wires, const Plan& plan, const Clock& clock) {
    std::vector<Span> spans(layers.size());
    const auto of = [&](int layer) -> Span& { return spans[static_cast<std::size_t>(layer)]; };
    const int count = static_cast<int>(layers.size());
    of(count - 1).include(clock.loss());
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(i);
        for (const int input : wires[at].inputs)
            if (input != kInput) of(input).include(clock.backward(i));
        // Whose gradient this layer takes instead of one of its own.
        const int read = plan[at].relu >= 0         ? plan[at].relu
                         : plan[at].gradientOf >= 0 ? plan[at].gradientOf
                                                    : i;
        of(read).include(clock.backward(i));
        if (layers[at]->isWeightLayer()) of(i).include(clock.parameters(i));
    }
    for (int i = 0; i < count; ++i)
        if (plan[static_cast<std::size_t>(i)].relu >= 0 || plan[static_cast<std::size_t>(i)].gradientOf >= 0)
            of(i) = {}; // it has none
    if (spreadsLate(layers, wires)) {
        of(0) = {};
        of(1).include(clock.parameters(0));
    }
    return spans;
}

/// When the output of every layer is in use where only the logits are wanted; layers have their turns in
/// order.
template <class T>
std::vector<Span> outputSpans(const std::vector<std::unique_ptr<Layer<T>>>& layers,
                              const std::vector<Wire>& wires, const Plan& plan) {
    std::vector<Span> spans(layers.size());
    const auto step = [&](int layer) -> const PlanStep& { return plan[static_cast<std::size_t>(layer)]; };
    const auto use = [&](int layer, int time) {
        if (layer != kInput) spans[static_cast<std::size_t>(layer)].include(time);
    };
    const auto useInputs = [&](int of, int time) {
        for (const int input : wires[static_cast<std::size_t>(of)].inputs) use(input, time);
    };
    const int count = static_cast<int>(layers.size());
    std::vector<bool> isNormDone(layers.size(), false); // by the convolution before it
    std::vector<bool> isStored(layers.size(), true);
    for (int i = 0; i < count; ++i) {
        const PlanStep& now = step(i);
        if (now.finish >= 0) isNormDone[static_cast<std::size_t>(now.finish)] = true;
        if (now.finish >= 0 || now.relu >= 0 || now.norm >= 0) isStored[static_cast<std::size_t>(i)] = false;
        // The normalisation that has its turn with this layer, if any.
        int norm = dynamic_cast<const BatchNorm<T>*>(layers[static_cast<std::size_t>(i)].get()) ? i : -1;
        if (now.finish >= 0 || now.norm >= 0) norm = std::max(now.finish, now.norm);
        const bool isLater = norm == i && (now.sum >= 0 || isNormDone[static_cast<std::size_t>(i)]);
        const bool isEarlier =
            now.isDone || (now.norm >= 0 && isNormDone[static_cast<std::size_t>(now.norm)]);
        if (isLater || isEarlier) continue;
        useInputs(i, i);
        if (norm >= 0 && norm != i) useInputs(norm, i);
        if (norm >= 0 && step(norm).sum >= 0) useInputs(step(norm).sum, i);
        use(norm < 0 ? i : step(norm).relu >= 0 ? step(norm).relu : norm, i);
    }
    use(count - 1, count);
    for (std::size_t i = 0; i < spans.size(); ++i)
        if (!isStored[i]) spans[i] = {};
    return spans;
}

/// What wants a place.
struct Wish {
    Span span;
    int features;
    std::vector<int*> results; ///< who is told the place
};

/// Gives out places in the order in which they are wanted; returns how large they have to be.
std::vector<int> give(std::vector<Wish> wishes) {
    std::stable_sort(wishes.begin(), wishes.end(),
                     [](const Wish& a, const Wish& b) { return a.span.begin < b.span.begin; });
    std::vector<int> features, free; // of every place: its size, and since when nobody has it
    for (const Wish& wish : wishes) {
        // The smallest that suffices, else the largest.
        const auto isBetter = [&](int a, int b) {
            if ((a >= wish.features) != (b >= wish.features)) return a >= wish.features;
            return a >= wish.features ? a < b : a > b;
        };
        int best = -1;
        for (int place = 0; place < static_cast<int>(std::ssize(features)); ++place) {
            const auto at = static_cast<std::size_t>(place);
            if (free[at] > wish.span.begin) continue;
            if (best < 0 || isBetter(features[at], features[static_cast<std::size_t>(best)])) best = place;
        }
        if (best < 0) {
            best = static_cast<int>(std::ssize(features));
            features.push_back(0);
            free.push_back(0);
        }
        const auto at = static_cast<std::size_t>(best);
        features[at] = std::max(features[at], wish.features);
        free[at] = wish.span.end + 1;
        for (int* const result : wish.results) *result = best;
    }
    return features;
}

/// The layer whose name all those with one gradient in the same memory go by.
int rootOf(const Plan& plan, int layer) {
    const int next = plan[static_cast<std::size_t>(layer)].sameGradient;
    return next < 0 ? layer : rootOf(plan, next);
}

} // namespace

template <class T>
bool spreadsLate(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires) {
    return layers.size() > 1 && layers[0]->isWeightLayer() && !layers[0]->asWeights()->isDepthwise() &&
           layers[1]->canSpread() && wires[1].inputs.front() == 0 && readersOf(wires, 0).size() == 1;
}

template <class T>
MemoryPlan gradientPlaces(const std::vector<std::unique_ptr<Layer<T>>>& layers,
                          const std::vector<Wire>& wires, const Plan& plan,
                          const std::vector<std::size_t>& starts) {
    const Clock clock(static_cast<int>(layers.size()), starts);
    const std::vector<Span> spans = gradientSpans(layers, wires, plan, clock);
    MemoryPlan memory;
    memory.of.assign(layers.size(), -1);
    memory.added.assign(layers.size(), -1);
    std::vector<Wish> wishes(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const Shape shape = layers[i]->outputShape();
        if (spans[i].isEmpty() || shape.positions() == 1) continue;
        Wish& wish = wishes[static_cast<std::size_t>(rootOf(plan, static_cast<int>(i)))];
        wish.span.include(spans[i]);
        wish.features = shape.features();
        wish.results.push_back(&memory.of[i]);
    }
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (layers[i]->asJoin() || layers[i]->canAddGradient()) continue;
        if (wires[i].gradients.front() != Wire::Gradient::Added) continue;
        const int time = clock.backward(static_cast<int>(i));
        wishes.push_back({{time, time}, layers[i]->inputShape().features(), {&memory.added[i]}});
    }
    std::erase_if(wishes, [](const Wish& wish) { return wish.results.empty(); });
    memory.features = give(std::move(wishes));
    return memory;
}

template <class T>
MemoryPlan outputPlaces(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires,
                        const Plan& plan) {
    const std::vector<Span> spans = outputSpans(layers, wires, plan);
    MemoryPlan memory;
    memory.of.assign(layers.size(), -1);
    std::vector<Wish> wishes;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const Shape shape = layers[i]->outputShape();
        if (!spans[i].isEmpty() && shape.positions() > 1)
            wishes.push_back({spans[i], shape.features(), {&memory.of[i]}});
    }
    memory.features = give(std::move(wishes));
    return memory;
}

#define TRISTATE_INSTANTIATE(T)                                                                              \
    template bool spreadsLate(const std::vector<std::unique_ptr<Layer<T>>>&, const std::vector<Wire>&);      \
    template MemoryPlan gradientPlaces(const std::vector<std::unique_ptr<Layer<T>>>&,                        \
                                       const std::vector<Wire>&, const Plan&,                                \
                                       const std::vector<std::size_t>&);                                     \
    template MemoryPlan outputPlaces(const std::vector<std::unique_ptr<Layer<T>>>&,                          \
                                     const std::vector<Wire>&, const Plan&);
TRISTATE_INSTANTIATE(float)
TRISTATE_INSTANTIATE(double)
#undef TRISTATE_INSTANTIATE

} // namespace tristate::nn
