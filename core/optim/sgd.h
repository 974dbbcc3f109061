#pragma once

#include "core/optim/optimizer.h"

namespace tristate::optim {

/// Stochastic gradient descent with (heavy-ball) momentum: v = momentum v + g; value -= rate v. One slot: v.
template <class T>
class Sgd final : public Optimizer<T> {
public:
    explicit Sgd(double momentum) : m_momentum(static_cast<T>(momentum)) {}

    int slots() const override { return 1; }
    void beginStep(long long /*step*/, double rate) override { m_rate = static_cast<T>(rate); }
    void update(nn::Parameter<T>& parameter, nn::RowRange rows) const override;

private:
    T m_momentum;
    T m_rate = 0;
};

extern template class Sgd<float>;
extern template class Sgd<double>;

} // namespace tristate::optim
