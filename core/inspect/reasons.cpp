#include "core/inspect/reasons.h"

#include "core/inspect/predictions.h"

#include <algorithm>

namespace tristate::inspect {
namespace {

double leadOf(const nn::Network& network, std::span<const float> sample, const Reasons& reasons) {
    const auto logits = logitsOf(network, sample);
    return static_cast<double>(logits(0, reasons.answer)) - static_cast<double>(logits(0, reasons.rival));
}

int largest(const std::vector<float>& shares, int without) {
    int best = -1;
    for (int i = 0; i < static_cast<int>(shares.size()); ++i)
        if (i != without &&
            (best < 0 || shares[static_cast<std::size_t>(i)] > shares[static_cast<std::size_t>(best)]))
            best = i;
    return best;
}

} // namespace

Reasons reasonsFor(const nn::Network& network, std::span<const float> sample, int label, std::size_t most) {
    Reasons reasons;
    reasons.shares = probabilities(network, sample);
    reasons.answer = largest(reasons.shares, -1);
    reasons.rival = label >= 0 && label != reasons.answer ? label : largest(reasons.shares, reasons.answer);
    if (reasons.rival < 0) return reasons; // there is one class only
    reasons.lead = leadOf(network, sample, reasons);
    nn::Network copy = network;
    const auto gates = copy.gates();
    if (gates.empty()) return reasons;
    nn::Gates<float>& last = *gates.back();
    for (int unit = 0; unit < static_cast<int>(last.original.size()); ++unit) {
        if (!last.isOpen(unit)) continue;
        const float before = last.width[unit];
        last.width[unit] = 0;
        const double weight = reasons.lead - leadOf(copy, sample, reasons);
        last.width[unit] = before;
        if (weight > 0)
            reasons.speakers.push_back({last.index, last.original[static_cast<std::size_t>(unit)], weight});
    }
    std::stable_sort(reasons.speakers.begin(), reasons.speakers.end(),
                     [](const Speaker& a, const Speaker& b) { return a.weight > b.weight; });
    if (reasons.speakers.size() > most) reasons.speakers.resize(most);
    return reasons;
}

} // namespace tristate::inspect
