#include "core/objective/regulariser.h"

namespace tristate::objective {

template <class T>
double regulariser(std::span<const nn::TriStateRelu<T>* const> layers, const Lambdas& lambdas) {
    const auto& [l1, l2, l3, l4] = lambdas;
    double total = 0;
    for (const auto* layer : layers) {
        const auto w = layer->width.template cast<double>();
        const double d = static_cast<double>(layer->depth);
        const double indicator = layer->isLinear() ? 0 : 1;
        total += l1 * (w * (1 - w)).sum() + l2 * d * (1 - d) + l3 * indicator * w.sum() - l4 * d;
    }
    return total;
}

template <class T>
void addRegulariserGradient(nn::TriStateRelu<T>& layer, const Lambdas& lambdas) {
    const auto l1 = static_cast<T>(lambdas.lambda1), l2 = static_cast<T>(lambdas.lambda2);
    const auto l3 = static_cast<T>(lambdas.lambda3), l4 = static_cast<T>(lambdas.lambda4);
    const T indicator = layer.isLinear() ? T(0) : T(1);
    layer.widthGradient += l1 * (1 - 2 * layer.width) + l3 * indicator;
    layer.depthGradient += l2 * (1 - 2 * layer.depth) - l4;
}

template double regulariser<float>(std::span<const nn::TriStateRelu<float>* const>, const Lambdas&);
template double regulariser<double>(std::span<const nn::TriStateRelu<double>* const>, const Lambdas&);
template void addRegulariserGradient<float>(nn::TriStateRelu<float>&, const Lambdas&);
template void addRegulariserGradient<double>(nn::TriStateRelu<double>&, const Lambdas&);

} // namespace tristate::objective
