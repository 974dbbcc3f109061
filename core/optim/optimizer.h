#pragma once

#include "core/nn/parameter.h"

namespace tristate::optim {

/// Turns gradients into changes of parameters. It sees parameters, not layers; its memory of a parameter
/// lives in Parameter::slots, so removing units removes that too. update() of disjoint rows may run on
/// several threads.
template <class T>
class Optimizer {
public:
    virtual ~Optimizer() = default;
    /// Slots a parameter needs; attach() adds the missing ones, as zeros.
    virtual int slots() const = 0;
    void attach(nn::Parameter<T>& parameter) const {
        while (static_cast<int>(parameter.slots.size()) < slots())
            parameter.slots.push_back(
                nn::Parameter<T>::Matrix::Zero(parameter.value.rows(), parameter.value.cols()));
    }
    /// Once before the updates of a step: `step` counts from 1, `rate` is the learning rate in force.
    virtual void beginStep(long long step, double rate) = 0;
    virtual void update(nn::Parameter<T>& parameter, nn::RowRange rows) const = 0;
};

} // namespace tristate::optim
