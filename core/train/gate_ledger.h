#pragma once

#include "core/base/message.h"
#include "core/train/loss_split.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tristate::train {

/// What moves a gate. Every change of it is one of these.
enum class Force {
    Lambda1,
    Lambda2,
    Lambda3,
    Lambda4,
    Loss,     ///< all parts of it together
    Clipping, ///< what the limits 0 and 1 take back
    LastUnit, ///< opened because its layer was about to lose its last unit
    Hand,     ///< set by hand, or with the network that a run with a target ends with
    Rounding, ///< of 32-bit floats
};
inline constexpr std::size_t kForces = 9;

Message forceName(Force force);
/// In JSON: "lambda1", "last_unit".
const char* keyOf(Force force);

/// What one minibatch did to a gate.
struct GatePush {
    std::int64_t step = 0;              ///< minibatches done before
    double push = 0;                    ///< of loss and regulariser together, before the limits
    double moved = 0;                   ///< how far the gate went
    std::vector<double> loss;           ///< the push of each part of the loss
    std::vector<std::uint32_t> samples; ///< of the training data, in the order of the minibatch
};

/// How far each force moved a gate from some moment on: positive numbers open it.
struct GateAccount {
    static constexpr std::size_t kMostPushes = 10;

    std::int64_t to = 0; ///< minibatches done at its end
    double after = 0;    ///< the gate then
    std::array<double, kForces> moved{};
    std::vector<double> loss;       ///< of each part of the loss; their sum is that of Force::Loss
    std::int64_t learnt = 0;        ///< minibatches in which the gate learnt
    std::vector<GatePush> down, up; ///< the minibatches that pushed most either way, the hardest first

    double of(Force force) const { return moved[static_cast<std::size_t>(force)]; }
    double& of(Force force) { return moved[static_cast<std::size_t>(force)]; }
    /// Of all forces: how far the gate went.
    double total() const;
    /// Enters a minibatch among those that pushed most, where it belongs there.
    void enter(const GatePush& push);
};

/// A step of a gate: what was asked of it, and where it went.
struct GateStepForces {
    double before = 0;
    double after = 0;
    std::array<double, 4> lambdas{}; ///< push of each
    std::vector<double> loss;        ///< push of each part
    bool keptLast = false;           ///< a last unit was opened in this step
};
/// Enters a step: pushes as they are, then what the limits took back of their sum, then what is left:
/// rounding, or a gate set to another value. Returns the pushes' sum.
double settle(GateAccount& account, const GateStepForces& step);

/// The whole story of a gate, from a state of its run on. All accounts begin there.
struct GateLedger {
    GateRef gate;
    std::int64_t from = 0; ///< minibatches done where the accounts begin
    double before = 0;     ///< the gate there
    GateAccount all;       ///< to the end, or to when the unit left the network
    std::optional<GateAccount>
        untilTurn;        ///< to when it last crossed its threshold; nothing where it never did
    bool isHigh = false;  ///< at the end: w is open, d linear
    bool hasLeft = false; ///< the unit left the network before the end

    /// What answers "why": to the last turn, else to the end.
    const GateAccount& why() const { return untilTurn ? *untilTurn : all; }
};

/// A force, or a part of the loss, by its name, with how far it moved the gate.
struct NamedForce {
    Message name;
    double moved = 0;
    bool isLoss = false; ///< a part of the loss
};
/// What moved a gate by at least `least`, the parts of the loss one by one, the strongest first.
std::vector<NamedForce> forcesOf(const GateAccount& account, const data::Dataset& data, double least);

/// In words: where the gate went, then the forces that moved it most, then whether its unit left. `account`
/// is one of the ledger's own.
std::vector<Message> story(const GateLedger& ledger, const GateAccount& account, const data::Dataset& data);

} // namespace tristate::train
