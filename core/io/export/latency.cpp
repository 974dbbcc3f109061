#include "core/io/export/latency.h"

#include "core/io/export/model_formats.h"
#include "core/prune/export_network.h"

namespace tristate::io {

Latency measureLatency(const nn::Network& network, prune::MergeMode merge) {
    constexpr float kSomewhere = 0.5F; // inside the range of inputs
    const nn::PlainNetwork plain = prune::exportNetwork(network, merge);
    const ModelFormat& format = *findModelFormat(".c");
    const ExportedRunner runner = format.read(format.write(plain, {}, ""), plain, "");
    const nn::RowMatrix sample = nn::RowMatrix::Constant(1, plain.graph.input.features(), kSomewhere);
    return {runner.microseconds(sample), runner.how};
}

} // namespace tristate::io
