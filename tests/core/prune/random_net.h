#pragma once

#include "core/graph/graph_text.h"
#include "core/nn/network.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace tristate::prune {

using nn::Network;

/// A random net of random widths with random gates: some closed, some layers linear; every kind of layer and
/// of estimator may occur.
struct RandomNet {
    graph::Graph spec;
    Network network;

    explicit RandomNet(std::uint64_t seed) : RandomNet(Rng(seed)) {}

private:
    static std::string pool(Rng& rng, const char* max, const char* average) {
        switch (rng.below(3)) {
        case 0:
            return max;
        case 1:
            return average;
        default:
            return "";
        }
    }

    /// Branches that are added, put side by side, or go by each other.
    static std::string randomBlock(Rng& rng) {
        const auto maps = [&] { return std::to_string(1 + rng.below(9)); };
        const std::string norm = rng.below(2) ? "b" : "";
        switch (rng.below(8)) {
        case 0: // over a projection, unless the widths happen to agree
            return "[" + maps() + "c3+1" + norm + "-" + maps() + "c3+1" + norm + "]+";
        case 1: // a stream of several blocks
            return "6c1" + norm + "-[" + maps() + "c3+1" + norm + "-6c1" + norm + "]+x2";
        case 2:
            return "[" + maps() + "c1-" + maps() + "c3+1" + norm + "/" + maps() + "c1/p3s1+1]";
        case 3:
            return "dw3+1" + norm + "-" + maps() + "c1-dw3+1m4";
        case 4: // normalisation before the weights, on what was put side by side
            return "[/b-" + maps() + "c3+1n]-[/b-" + maps() + "c1-" + maps() + "c3+1n]-b";
        case 5: // groups, of which some lose more than others, and gaps between the taps
            return "6c1" + norm + "-8c3+1g2" + norm + "-" + maps() + "c3+2x2" + norm + "-" + maps() +
                   "c1-3c1";
        case 6: // neighbours that close, before groups
            return "6c1" + norm + "-lrn" + std::to_string(2 + rng.below(4)) + "a0.5-6c3s2+2x2g3" + norm +
                   "-a3s2+1" + (rng.below(2) ? "u" : "") + (rng.below(2) ? "i" : "");
        default: // linear bottlenecks, whose stream has no gates
            return "5c1" + norm + "n-[" + maps() + "c1m6-dw3+1-5c1n]+n";
        }
    }

    static std::string randomConvolutions(Rng& rng) {
        const auto maps = [&] { return std::to_string(1 + rng.below(12)); };
        const int side = 15 + static_cast<int>(rng.below(3));
        const std::string channels = std::to_string(1 + rng.below(3));
        std::string text = maps() + "c3";
        if (rng.below(2)) text += "s2";
        if (rng.below(2)) text += "+1";
        if (rng.below(3) == 0) text += "b";
        text += pool(rng, "-p2", "-a2");
        const std::string block = rng.below(2) ? "-" + randomBlock(rng) : "";
        const bool isSmaller = block.find("s2") != std::string::npos; // it needs larger maps then
        const std::string sides = std::to_string(isSmaller ? side + 24 : side);
        text = channels + "x" + sides + "x" + sides + ":" + text + block;
        text += "-" + maps() + "c2" + (rng.below(3) == 0 ? "b" : "") + (rng.below(3) == 0 ? "l0.01" : "");
        return text + (rng.below(4) == 0 ? "-d20" : "") + pool(rng, "-p2s1", "-a2s1");
    }

    explicit RandomNet(Rng rng) {
        std::string text = rng.below(2) ? std::to_string(1 + rng.below(40)) : randomConvolutions(rng);
        const auto layers = 1 + rng.below(4);
        for (std::uint64_t i = 0; i < layers; ++i) {
            if (rng.below(4) == 0) text += "-g";
            text += "-" + std::to_string(1 + rng.below(50));
            if (rng.below(4) == 0) text += "b";
            if (rng.below(4) == 0) text += "l0.2";
            if (rng.below(5) == 0) text += "-d30";
        }
        spec = graph::parseGraph(text + "-" + std::to_string(2 + rng.below(9)));
        network = Network(spec, rng);
        for (auto* parameter : network.parameters())
            if (parameter->value.cols() == 1)
                for (auto& value : parameter->value.reshaped())
                    value += static_cast<float>(0.3 * rng.normal());
        for (auto* buffer : network.buffers()) // running means and variances
            for (auto& value : buffer->value.reshaped()) value += static_cast<float>(rng.uniform());
        const auto estimator = nn::kGateEstimators[rng.below(nn::kGateEstimators.size())];
        for (auto* gates : network.gates()) {
            gates->estimator = estimator;
            for (auto& w : gates->width) w = rng.below(3) == 0 ? 0.0f : static_cast<float>(rng.uniform());
            if (gates->openUnits() == 0) gates->width[0] = 1;
            for (int unit = 0; unit < gates->units(); ++unit)
                if (!gates->isOpen(unit)) gates->closedSince[static_cast<std::size_t>(unit)] = 3;
            if (gates->depthLearnable) gates->depth = static_cast<float>(rng.uniform());
            if (gates->isLinear()) gates->linearSince = 3;
        }
    }
};

} // namespace tristate::prune
