#include "core/train/held_gate.h"

#include "core/base/error.h"
#include "core/messages/forces.h"
#include "core/nn/size.h"
#include "core/train/driver.h"

#include <algorithm>
#include <cassert>
#include <numeric>
#include <utility>

namespace tristate::train {

namespace {

/// A step of descent takes it less far than to its threshold, and it is back before the next.
class Holder final : public Observer {
public:
    explicit Holder(const GateRef& gate) : m_edit{gate.layer, gate.unit, true} {}
    void beforeStep(Driver& driver) override { driver.edit(m_edit); }

private:
    GateEdit m_edit;
};

} // namespace

Standing standingOf(std::shared_ptr<const Checkpoint> state) {
    const TrainConfig& config = state->experiment.train;
    const std::vector<int> open = nn::openUnits(state->network);
    return {evaluate(state->network, state->data->evaluation(), config.threads, config.loss),
            std::accumulate(open.begin(), open.end(), 0), nn::totalParameters(nn::openSizes(state->network)),
            std::move(state)};
}

std::int64_t holdFrom(const GateLedger& ledger) {
    return std::max(ledger.from, ledger.why().to - 1);
}

std::optional<HeldGate> holdOpen(const Checkpoint& from, std::shared_ptr<const Checkpoint> end,
                                 const std::vector<Event>& events, const GateRef& gate,
                                 const std::stop_token& stop, const ReplayProgress& progress) {
    assert(from.data && end->data);
    if (gate.isDepth()) throw Error(say::kHoldsUnitsOnly);
    const GateEdit edit{gate.layer, gate.unit, true};
    if (const Message why = refusal(from.network, edit); !why.empty()) throw Error(why);
    Holder holder(gate);
    const auto held = replay(from, events, end->trainer.step, stop, progress, &holder);
    if (!held) return std::nullopt;
    return HeldGate{from.trainer.step, standingOf(std::move(end)), standingOf(held)};
}

} // namespace tristate::train
