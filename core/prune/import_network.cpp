#include "core/prune/import_network.h"

#include "core/base/error.h"

#include <string>
#include <variant>
#include <vector>

namespace tristate::prune {

namespace {

/// A weight layer of the plain network and what follows it up to the next one.
struct Block {
    const nn::RowMatrix* weight;
    const Eigen::VectorXf* bias;
    bool hasRelu = false;
};

/// The spec of the chain, and its weight layers in order.
struct Chain {
    nn::NetworkSpec spec;
    std::vector<Block> blocks;
};

[[noreturn]] void refuse(std::size_t layer, const std::string& why) {
    throw Error("the network cannot be trained on: layer " + std::to_string(layer + 1) + " " + why);
}

Chain chainOf(const nn::PlainNetwork& plain) {
    Chain chain;
    chain.spec.input = plain.input;
    for (std::size_t i = 0; i < plain.layers.size(); ++i) {
        const nn::PlainLayer& layer = plain.layers[i];
        if (const auto* dense = std::get_if<nn::PlainDense>(&layer)) {
            chain.spec.layers.emplace_back(nn::DenseSpec{static_cast<int>(dense->weight.rows())});
            chain.blocks.push_back({&dense->weight, &dense->bias});
        } else if (const auto* conv = std::get_if<nn::PlainConv>(&layer)) {
            chain.spec.layers.emplace_back(nn::ConvSpec{static_cast<int>(conv->weight.rows()), conv->kernel,
                                                        conv->stride, conv->padding});
            chain.blocks.push_back({&conv->weight, &conv->bias});
        } else if (const auto* pool = std::get_if<nn::PlainMaxPool>(&layer)) {
            // A ReLU before the pooling and one behind it are the same function.
            chain.spec.layers.emplace_back(nn::MaxPoolSpec{pool->size, pool->stride});
        } else if (std::holds_alternative<nn::PlainRelu>(layer)) {
            if (chain.blocks.empty()) refuse(i, "is a ReLU before any weights");
            chain.blocks.back().hasRelu = true;
        }
    }
    if (!chain.blocks.empty() && chain.blocks.back().hasRelu)
        refuse(plain.layers.size() - 1, "is a ReLU behind the last weights, expected logits without one");
    nn::validate(chain.spec);
    return chain;
}

} // namespace

nn::Network importNetwork(const nn::PlainNetwork& plain) {
    const Chain chain = chainOf(plain);
    Rng unused(0); // every weight is replaced
    nn::Network network(chain.spec, unused);
    const auto stages = network.stages();
    for (std::size_t i = 0; i < stages.size(); ++i) {
        const Block& block = chain.blocks[i];
        const auto parameters = stages[i].weights->parameters();
        parameters[0]->value = block.weight->array();
        parameters[1]->value = block.bias->array();
        if (stages[i].gates) stages[i].gates->depth = block.hasRelu ? 0.0f : 1.0f;
    }
    return network;
}

} // namespace tristate::prune
