#include "core/objective/regulariser.h"

namespace tristate::objective {

template <class T>
double regulariser(const nn::Gates<T>& layer, const Lambdas& lambdas, double cost) {
    const auto& [l1, l2, l3, l4] = lambdas;
    const double indicator = layer.isLinear() ? 0 : 1;
    double total = 0;
    for (int j = 0; j < layer.units(); ++j) {
        const auto w = static_cast<double>(layer.width[j]);
        total += l1 * w * (1 - w) + l3 * cost * indicator * nn::openness(layer.estimator, w);
    }
    const auto d = static_cast<double>(layer.depth);
    return total + l2 * d * (1 - d) - l4 * d;
}

template <class T>
void addRegulariserGradient(nn::Gates<T>& layer, const Lambdas& lambdas, double cost) {
    const auto& [l1, l2, l3, l4] = lambdas;
    const double indicator = layer.isLinear() ? 0 : 1;
    for (int j = 0; j < layer.units(); ++j) {
        const auto w = static_cast<double>(layer.width[j]);
        layer.widthGradient[j] +=
            static_cast<T>(l1 * (1 - 2 * w) + l3 * cost * indicator * nn::opennessSlope(layer.estimator, w));
    }
    const auto d = static_cast<double>(layer.depth);
    layer.depthGradient += static_cast<T>(l2 * (1 - 2 * d) - l4);
}

template double regulariser<float>(const nn::Gates<float>&, const Lambdas&, double);
template double regulariser<double>(const nn::Gates<double>&, const Lambdas&, double);
template void addRegulariserGradient<float>(nn::Gates<float>&, const Lambdas&, double);
template void addRegulariserGradient<double>(nn::Gates<double>&, const Lambdas&, double);

} // namespace tristate::objective
