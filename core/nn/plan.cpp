#include "core/nn/plan.h"

#include "core/nn/batch_norm.h"
#include "core/nn/join_layer.h"
#include "core/nn/network.h"
#include "core/nn/tri_state_relu.h"

namespace tristate::nn {

namespace {

/// The only reader of a layer's output, which reads it once; -1 when there is none or are several.
int onlyReader(const std::vector<Wire>& wires, int layer) {
    int reader = -1, times = 0;
    for (std::size_t i = 0; i < wires.size(); ++i)
        for (const int input : wires[i].inputs)
            if (input == layer) {
                reader = static_cast<int>(i);
                ++times;
            }
    return times == 1 ? reader : -1;
}

} // namespace

template <class T>
Plan planOf(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires) {
    Plan plan(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const int reader = onlyReader(wires, static_cast<int>(i));
        if (reader < 0) continue;
        const Layer<T>* behind = layers[static_cast<std::size_t>(reader)].get();
        const WeightLayer<T>* weights = layers[i]->asWeights();
        const bool isConvolution = weights && weights->kernel() > 0;
        if (isConvolution && dynamic_cast<const BatchNorm<T>*>(behind)) plan[i].sumsFor = reader;
        if (!dynamic_cast<const BatchNorm<T>*>(layers[i].get())) continue;
        if (dynamic_cast<const TriStateRelu<T>*>(behind)) {
            plan[i].relu = reader;
            plan[static_cast<std::size_t>(reader)].isDone = true;
        } else if (dynamic_cast<const AddLayer<T>*>(behind)) {
            plan[i].gradientOf = reader;
        }
    }
    return plan;
}

template Plan planOf(const std::vector<std::unique_ptr<Layer<float>>>&, const std::vector<Wire>&);
template Plan planOf(const std::vector<std::unique_ptr<Layer<double>>>&, const std::vector<Wire>&);

} // namespace tristate::nn
