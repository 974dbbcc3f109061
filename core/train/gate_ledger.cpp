#include "core/train/gate_ledger.h"

#include "core/messages/forces.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <string>

namespace tristate::train {

namespace {

/// Steps that end farther than this from where they were to end, as a share of what pushed, were set to
/// another value.
constexpr double kMostRounding = 1e-5;

std::string hundredths(double value) {
    constexpr std::size_t kSize = 32;
    char text[kSize] = {};
    std::snprintf(text, kSize, "%.2f", value);
    return text;
}

void insert(std::vector<GatePush>& pushes, const GatePush& push) {
    const auto place = std::find_if(pushes.begin(), pushes.end(), [&](const GatePush& other) {
        return std::abs(push.push) > std::abs(other.push);
    });
    if (place == pushes.end() && pushes.size() >= GateAccount::kMostPushes) return;
    pushes.insert(place, push);
    if (pushes.size() > GateAccount::kMostPushes) pushes.pop_back();
}

/// From where to where the gate went, and what came of it.
Message wayOf(const GateLedger& ledger, const GateAccount& account) {
    const MessageForm* form = &say::kGateWent;
    if (&account != &ledger.all) {
        if (ledger.gate.isDepth())
            form = ledger.isHigh ? &say::kGateBecameLinear : &say::kGateLeftLinear;
        else
            form = ledger.isHigh ? &say::kGateOpened : &say::kGateClosed;
    }
    const Message since =
        ledger.from == 0 ? Message(say::kSinceBeginning) : Message(say::kSinceMinibatch, ledger.from);
    return Message(*form, hundredths(ledger.before), hundredths(account.after), since, account.to);
}

} // namespace

Message forceName(Force force) {
    static constexpr std::array<const MessageForm*, kForces> kNames = {
        &say::kForceLambda1,  &say::kForceLambda2, &say::kForceLambda3,
        &say::kForceLambda4,  &say::kForceLoss,    &say::kForceClipping,
        &say::kForceLastUnit, &say::kForceHand,    &say::kForceRounding};
    return Message(*kNames[static_cast<std::size_t>(force)]);
}

const char* keyOf(Force force) {
    static constexpr std::array<const char*, kForces> kKeys = {
        "lambda1", "lambda2", "lambda3", "lambda4", "loss", "clipping", "last_unit", "hand", "rounding"};
    return kKeys[static_cast<std::size_t>(force)];
}

double GateAccount::total() const {
    return std::accumulate(moved.begin(), moved.end(), 0.0);
}

void GateAccount::enter(const GatePush& push) {
    if (push.push != 0) insert(push.push < 0 ? down : up, push);
}

double settle(GateAccount& account, const GateStepForces& step) {
    double push = 0, amounts = 1;
    for (std::size_t i = 0; i < step.lambdas.size(); ++i) {
        account.moved[i] += step.lambdas[i];
        push += step.lambdas[i];
        amounts += std::abs(step.lambdas[i]);
    }
    account.loss.resize(step.loss.size());
    for (std::size_t part = 0; part < step.loss.size(); ++part) {
        account.loss[part] += step.loss[part];
        account.of(Force::Loss) += step.loss[part];
        push += step.loss[part];
        amounts += std::abs(step.loss[part]);
    }
    const double asked = step.before + push, within = std::clamp(asked, 0.0, 1.0);
    account.of(Force::Clipping) += within - asked;
    const double rest = step.after - within;
    if (std::abs(rest) <= kMostRounding * amounts)
        account.of(Force::Rounding) += rest;
    else
        account.of(step.keptLast ? Force::LastUnit : Force::Hand) += rest;
    return push;
}

std::vector<NamedForce> forcesOf(const GateAccount& account, const data::Dataset& data, double least) {
    std::vector<NamedForce> forces;
    for (std::size_t i = 0; i < kForces; ++i)
        if (const auto force = static_cast<Force>(i); force != Force::Loss)
            forces.push_back({forceName(force), account.moved[i], false});
    for (std::size_t part = 0; part < account.loss.size(); ++part)
        forces.push_back({lossPartName(data, static_cast<int>(part)), account.loss[part], true});
    std::erase_if(forces, [&](const NamedForce& force) { return std::abs(force.moved) < least; });
    std::stable_sort(forces.begin(), forces.end(), [](const NamedForce& a, const NamedForce& b) {
        return std::abs(a.moved) > std::abs(b.moved);
    });
    return forces;
}

std::vector<Message> story(const GateLedger& ledger, const GateAccount& account, const data::Dataset& data) {
    constexpr std::size_t kMostForces = 5;
    constexpr double kLeast = 0.005; // it would read 0.00
    const bool isDown = account.total() < 0;
    std::vector<Message> sentences;
    if (account.learnt == 0 && std::abs(account.total()) < kLeast)
        sentences.emplace_back(say::kGateRested);
    else
        sentences.push_back(wayOf(ledger, account));
    auto forces = forcesOf(account, data, kLeast);
    if (forces.size() > kMostForces) forces.erase(forces.begin() + kMostForces, forces.end());
    std::stable_partition(forces.begin(), forces.end(), // what moved it that way is why it went
                          [isDown](const NamedForce& force) { return (force.moved < 0) == isDown; });
    for (const NamedForce& force : forces) {
        const MessageForm& up = isDown ? say::kHeldUp : say::kPushedUp;
        sentences.emplace_back(force.moved < 0 ? say::kPushedDown : up, force.name,
                               hundredths(std::abs(force.moved)));
    }
    if (ledger.hasLeft) sentences.emplace_back(say::kUnitLeft, ledger.all.to);
    return sentences;
}

} // namespace tristate::train
