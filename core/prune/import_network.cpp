#include "core/prune/import_network.h"

#include "core/base/error.h"
#include "core/messages/nets.h"

#include <algorithm>
#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace tristate::prune {

namespace {

/// A weight layer of the plain network and what belongs to it.
struct Block {
    const nn::RowMatrix* weight;
    const Eigen::VectorXf* bias;
    std::size_t layer;       ///< of the spec
    bool hasRelu = false;    ///< behind it, up to the next weight layer
    bool isAveraged = false; ///< average pooling came behind it already
};

/// Follows the chain and writes down its spec, its weight layers and its selections in order.
class ChainReader {
public:
    explicit ChainReader(const nn::PlainNetwork& plain) {
        spec.input = plain.input;
        for (m_layer = 0; m_layer < plain.layers.size(); ++m_layer)
            std::visit([this](const auto& kind) { read(kind); }, plain.layers[m_layer]);
        if (!blocks.empty() && blocks.back().hasRelu) refuse(Message(say::kReluBehindLast));
        nn::validate(spec);
    }

    nn::NetworkSpec spec;
    std::vector<Block> blocks;
    std::vector<const std::vector<int>*> selections;

private:
    void read(const nn::PlainDense& dense) {
        spec.layers.emplace_back(nn::DenseSpec{static_cast<int>(dense.weight.rows())});
        blocks.push_back({&dense.weight, &dense.bias, spec.layers.size() - 1});
    }
    void read(const nn::PlainConv& conv) {
        spec.layers.emplace_back(
            nn::ConvSpec{static_cast<int>(conv.weight.rows()), conv.kernel, conv.stride, conv.padding});
        blocks.push_back({&conv.weight, &conv.bias, spec.layers.size() - 1});
    }
    void read(const nn::PlainPool& pool) {
        // A ReLU before max-pooling and one behind it are the same function.
        spec.layers.emplace_back(nn::PoolSpec{pool.size, pool.stride, pool.kind});
        if (pool.kind == nn::PoolKind::Average && !blocks.empty()) blocks.back().isAveraged = true;
    }
    void read(const nn::PlainRelu& relu) {
        if (blocks.empty()) refuse(Message(say::kReluBeforeWeights));
        Block& block = blocks.back();
        nn::LayerSpec& layer = spec.layers[block.layer];
        const float before = block.hasRelu ? nn::slopeOf(layer) : 1; // two ReLUs are one of both slopes
        if (block.isAveraged && before != 0) refuse(Message(say::kReluBehindAverage));
        nn::setSlope(layer, before * relu.slope);
        block.hasRelu = true;
    }
    void read(const nn::PlainFlatten&) {}
    void read(const nn::PlainSelect& select) {
        if (!std::is_sorted(select.indices.begin(), select.indices.end(), std::less_equal<>()))
            refuse(Message(say::kSelectsUnordered));
        spec.layers.emplace_back(nn::FeatureGatesSpec{});
        selections.push_back(&select.indices);
    }

    [[noreturn]] void refuse(const Message& why) const { throw Error(say::kCannotTrainOn, m_layer + 1, why); }

    std::size_t m_layer = 0;
};

} // namespace

nn::Network importNetwork(const nn::PlainNetwork& plain) {
    const ChainReader chain(plain);
    nn::Network network(chain.spec);
    std::size_t block = 0, selection = 0;
    for (std::size_t i = 0; i < network.stages().size(); ++i) {
        const auto [weights, gates] = network.stages()[i];
        if (!weights) {
            network.keepUnits(gates->index, *chain.selections[selection++]);
            continue;
        }
        weights->weight.value = chain.blocks[block].weight->array();
        weights->bias.value = chain.blocks[block].bias->array();
        if (gates) gates->depth = chain.blocks[block].hasRelu ? 0.0f : 1.0f;
        ++block;
    }
    return network;
}

} // namespace tristate::prune
