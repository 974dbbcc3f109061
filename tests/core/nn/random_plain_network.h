#pragma once

#include "core/base/rng.h"
#include "core/nn/plain_network.h"

#include <cmath>
#include <numeric>
#include <utility>
#include <vector>

namespace tristate::nn {

/// Random plain nodes and networks for tests; weights of the size of a trained network's.

/// An operation and its numbers.
struct PlainStep {
    template <class Kind>
    PlainStep(Kind kind, NodeWeights numbers = {}) : operation(kind), weights(std::move(numbers)) {}

    graph::Operation operation;
    NodeWeights weights;
};

/// Each of these takes the one before it.
inline PlainNetwork chainOf(Shape input, const std::vector<PlainStep>& layers) {
    PlainNetwork network{{input, {}}, {}, {}};
    for (const PlainStep& layer : layers) network.append(layer.operation, layer.weights);
    return network;
}

inline RowMatrix randomMatrix(Eigen::Index rows, Eigen::Index columns, double scale, Rng& rng) {
    return RowMatrix::NullaryExpr(rows, columns, [&] { return static_cast<float>(scale * rng.normal()); });
}

inline PlainStep randomDense(int outputs, int inputs, Rng& rng) {
    return {
        graph::Dense{outputs},
        {randomMatrix(outputs, inputs, std::sqrt(2.0 / inputs), rng), randomMatrix(outputs, 1, 0.1, rng)}};
}

inline PlainStep randomConv(int maps, int inputMaps, int kernel, int stride, int padding, Rng& rng) {
    const int inputs = inputMaps * kernel * kernel;
    return {graph::Conv{maps, kernel, stride, padding},
            {randomMatrix(maps, inputs, std::sqrt(2.0 / inputs), rng), randomMatrix(maps, 1, 0.1, rng)}};
}

/// Values in 0..1, as images have.
inline RowMatrix randomSamples(Eigen::Index samples, Shape shape, Rng& rng) {
    return RowMatrix::NullaryExpr(samples, shape.features(),
                                  [&] { return static_cast<float>(rng.uniform()); });
}

inline PlainNetwork randomDenseNetwork(Rng& rng) {
    return chainOf({23, 1, 1}, {randomDense(17, 23, rng), graph::Relu{}, randomDense(7, 17, rng),
                                graph::Relu{}, randomDense(5, 7, rng)});
}

/// Odd widths, a stride, a padding, leaky ReLUs, overlapping pools and maps that are not square.
inline PlainNetwork randomConvNetwork(Rng& rng) {
    return chainOf({2, 13, 11}, {randomConv(5, 2, 3, 1, 1, rng), graph::Pool{2, 2}, graph::Relu{0.01f},
                                 randomConv(3, 5, 3, 2, 1, rng), graph::Relu{}, graph::Pool{2, 1},
                                 randomDense(11, 12, rng), graph::Relu{0.2f}, randomDense(4, 11, rng)});
}

/// Average pooling, and input gates that left single values behind the maps.
inline PlainNetwork randomSelectingNetwork(Rng& rng) {
    return chainOf({2, 9, 8}, {randomConv(5, 2, 3, 1, 1, rng), graph::Relu{},
                               graph::Pool{2, 2, graph::PoolKind::Average},
                               graph::Select{{0, 3, 4, 17, 40, 41, 79}, true}, randomDense(6, 7, rng),
                               graph::Relu{}, graph::Select{{1, 5}}, randomDense(4, 2, rng)});
}

/// Puts random nodes together, each on the latest one unless it says otherwise; weights are drawn to fit.
class RandomGraph {
public:
    RandomGraph(Shape input, Rng& rng) : m_rng(rng) { network.graph.input = input; }

    PlainNetwork network;

    int add(const graph::Operation& operation, std::vector<int> inputs) {
        const int node = network.append(operation, {}, std::move(inputs));
        network.weights.back() = numbersFor(operation, node);
        return node;
    }
    int add(const graph::Operation& operation) {
        return add(operation, {static_cast<int>(network.graph.nodes.size()) - 1});
    }

private:
    NodeWeights numbersFor(const graph::Operation& operation, int node) {
        const std::vector<Shape> shapes = graph::outputShapes(network.graph);
        const auto sizes = weightSizes(operation, inputShape(network, shapes, node));
        if (sizes.empty()) return {};
        Eigen::Index columns = 1;
        for (std::size_t i = 1; i < sizes.size(); ++i) columns *= sizes[i];
        NodeWeights numbers{
            randomMatrix(sizes[0], columns, std::sqrt(2.0 / static_cast<double>(columns)), m_rng),
            randomMatrix(sizes[0], 1, 0.1, m_rng)};
        if (std::holds_alternative<graph::Affine>(operation)) numbers.weight.resize(1, sizes[0]);
        return numbers;
    }

    Rng& m_rng;
};

inline std::vector<int> channelsOf(int width) {
    std::vector<int> all(static_cast<std::size_t>(width));
    std::iota(all.begin(), all.end(), 0);
    return all;
}

/// The first channel of each part, then the second of each, and so on.
inline std::vector<int> shuffledChannels(int width, int parts) {
    std::vector<int> order;
    for (int a = 0; a < width / parts; ++a)
        for (int b = 0; b < parts; ++b) order.push_back(b * (width / parts) + a);
    return order;
}

/// Residual blocks, branches that are concatenated, groups, maps by themselves, dilations, caps, poolings
/// with padding whose sides are rounded up, response normalisation, selections, shuffles; widths and choices
/// are random.
inline PlainNetwork randomBranchedNetwork(Rng& rng) {
    const auto pick = [&rng](int least, int most) {
        return least + static_cast<int>(rng.below(static_cast<std::uint64_t>(most - least + 1)));
    };
    RandomGraph net({pick(1, 3), pick(11, 14), pick(11, 14)}, rng);
    if (pick(0, 1)) net.add(graph::Affine{});
    const int width = 2 * pick(2, 5);
    net.add(graph::Conv{width, 3, pick(1, 2), 1});
    int stream = net.add(graph::Relu{});
    for (int block = pick(1, 2); block > 0; --block) { // residual
        net.add(graph::Conv{2 * pick(1, 4), 3, 1, 1}, {stream});
        net.add(graph::Relu{pick(0, 1) ? 0.1f : 0.0f, pick(0, 1) ? 1.5f : 0.0f});
        const int last = net.add(graph::Conv{width, 3, 1, 2, 2, 2});
        const int bypass = pick(0, 1) ? stream : net.add(graph::Affine{}, {stream});
        stream = net.add(graph::Relu{}, {net.add(graph::Add{}, {last, bypass})});
    }
    if (pick(0, 1)) { // two branches of half the channels each, and their shuffle
        const std::vector<int> halves = channelsOf(width);
        const auto middle = halves.begin() + width / 2;
        const int first = net.add(graph::Select{{halves.begin(), middle}}, {stream});
        net.add(graph::Select{{middle, halves.end()}}, {stream});
        net.add(graph::Depthwise{3, 1, 1});
        net.add(graph::Concat{}, {first, net.add(graph::Conv{width / 2, 1})});
        stream = net.add(graph::Select{shuffledChannels(width, 2)});
    }
    if (pick(0, 1)) stream = net.add(graph::ResponseNorm{2 * pick(1, 2) + 1, 0.1f, 0.75f, 1.5f}, {stream});
    const int left = net.add(graph::Depthwise{3, 1, 1}, {stream});
    net.add(graph::Select{{width - 1, 0, 1}}, {stream});
    const int right = net.add(graph::Conv{pick(1, 20), 1});
    std::vector<int> branches{left, right};
    if (pick(0, 1)) branches.push_back(stream);
    net.add(graph::Concat{}, branches);
    net.add(graph::Pool{3, 2, graph::PoolKind::Max, pick(0, 1), pick(0, 1) == 1});
    net.add(
        graph::Pool{2, pick(1, 2), graph::PoolKind::Average, pick(0, 1), pick(0, 1) == 1, pick(0, 1) == 1});
    const int maps = net.add(graph::Relu{0, 2});
    if (pick(0, 1)) {
        const int mean = net.add(graph::GlobalAverage{}, {maps});
        const int some = net.add(graph::Dense{6}, {maps});
        net.add(graph::Concat{}, {mean, some});
    } else {
        net.add(graph::Select{{3, 0, 5}, true}, {maps});
        net.add(graph::Dense{4});
    }
    const int logits = net.add(graph::Dense{5});
    net.add(graph::Add{}, {logits, net.add(graph::Dense{5}, {maps}), logits});
    return std::move(net.network);
}

} // namespace tristate::nn
