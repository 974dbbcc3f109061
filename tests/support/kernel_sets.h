#pragma once

#include "core/nn/kernels/kernel_set.h"

#include <gtest/gtest.h>

#include <string>

namespace tristate::test {

/// Calls f once with every kernel set that this program and this machine have.
template <class F>
void withEveryKernelSet(F&& f) {
    const std::string before(nn::kernels::kernelSetInUse());
    for (const std::string& name : nn::kernels::availableKernelSets()) {
        SCOPED_TRACE(name);
        nn::kernels::useKernelSet(name);
        f();
    }
    nn::kernels::useKernelSet(before);
}

} // namespace tristate::test
