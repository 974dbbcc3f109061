#pragma once

#include "core/optim/optimizer.h"

namespace tristate::optim {

/// Adam (Kingma and Ba 2015, algorithm 1): m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2;
/// value -= rate * m' / (sqrt(v') + epsilon), with m' = m / (1 - b1^t) and v' = v / (1 - b2^t), t counted
/// from when the parameter's slots were last empty. Two slots: m, v.
template <class T>
class Adam final : public Optimizer<T> {
public:
    static constexpr double kBeta1 = 0.9;
    static constexpr double kBeta2 = 0.999;
    static constexpr double kEpsilon = 1e-8;

    int slots() const override { return 2; }
    void beginStep(long long step, double rate) override {
        m_step = step;
        m_rate = rate;
    }
    void update(nn::Parameter<T>& parameter, nn::RowRange rows) const override;

private:
    long long m_step = 0;
    double m_rate = 0;
};

extern template class Adam<float>;
extern template class Adam<double>;

} // namespace tristate::optim
