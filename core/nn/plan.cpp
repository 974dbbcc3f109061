#include "core/nn/plan.h"

#include "core/nn/batch_norm.h"
#include "core/nn/join_layer.h"
#include "core/nn/network.h"
#include "core/nn/tri_state_relu.h"

namespace tristate::nn {

template <class T>
Plan planOf(const std::vector<std::unique_ptr<Layer<T>>>& layers, const std::vector<Wire>& wires) {
    Plan plan(layers.size());
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const std::vector<std::size_t> readers = readersOf(wires, static_cast<int>(i));
        if (readers.size() != 1) continue;
        const auto reader = static_cast<int>(readers.front());
        const Layer<T>* behind = layers[readers.front()].get();
        const WeightLayer<T>* weights = layers[i]->asWeights();
        const bool isConvolution = weights && weights->kernel() > 0;
        if (isConvolution && dynamic_cast<const BatchNorm<T>*>(behind)) plan[i].sumsFor = reader;
        if (!dynamic_cast<const BatchNorm<T>*>(layers[i].get())) continue;
        if (dynamic_cast<const TriStateRelu<T>*>(behind)) {
            plan[i].relu = reader;
            plan[readers.front()].isDone = true;
        } else if (dynamic_cast<const AddLayer<T>*>(behind)) {
            plan[i].gradientOf = reader;
        }
    }
    return plan;
}

template Plan planOf(const std::vector<std::unique_ptr<Layer<float>>>&, const std::vector<Wire>&);
template Plan planOf(const std::vector<std::unique_ptr<Layer<double>>>&, const std::vector<Wire>&);

} // namespace tristate::nn
