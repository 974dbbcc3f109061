#pragma once

#include "core/nn/network.h"

#include <span>
#include <vector>

namespace tristate::inspect {

/// A unit and what it did for an answer.
struct Speaker {
    int layer = 0; ///< gated layer and unit, as the network was built
    int unit = 0;
    double weight = 0; ///< by how much the lead of the answer's output over the rival's is larger with it
};

/// Why a network gave an answer.
struct Reasons {
    std::vector<float> shares;     ///< probabilities of the classes, by the softmax
    int answer = 0;                ///< the class with the largest output
    int rival = 0;                 ///< the class that it is compared with
    double lead = 0;               ///< output of the answer minus that of the rival
    std::vector<Speaker> speakers; ///< those that spoke for the answer, the loudest first
};

/// Of one sample of shape.features() values from 0 to 1: the answer, and which units of the last gated layer
/// spoke for it, found by closing each open one by itself. The rival is `label`, or, where that is the answer
/// or negative, the class with the second largest output. At most `most` speakers. The network must tell
/// classes. On the calling thread alone; takes as long as evaluating a sample for every unit of that layer.
Reasons reasonsFor(const nn::Network& network, std::span<const float> sample, int label, std::size_t most);

} // namespace tristate::inspect
