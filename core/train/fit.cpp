#include "core/train/fit.h"

#include "core/base/error.h"
#include "core/messages/runs.h"

namespace tristate::train {

void requireFit(const nn::Network& network, const data::Dataset& data) {
    const nn::NetworkSpec& spec = network.spec();
    if (data.shape.features() != spec.input.features())
        throw Error(say::kOtherShape, data.name, toString(data.shape), toString(spec), toString(spec.input));
    if (data.classes > network.classes())
        throw Error(say::kMoreClasses, data.name, data.classes, toString(spec), network.classes());
}

} // namespace tristate::train
