#include "core/train/settings_text.h"

#include <cstdio>

namespace tristate::train {

namespace {

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

} // namespace

std::string describeChanges(const LiveSettings& before, const LiveSettings& after) {
    std::string text;
    const auto say = [&](const std::string& change) { text += (text.empty() ? "" : ", ") + change; };
    const auto compare = [&](const char* name, double from, double to) {
        if (from != to) say(name + (" " + number(from)) + " -> " + number(to));
    };
    const auto flag = [&](const char* name, bool from, bool to) {
        if (from != to) say(std::string(name) + (to ? " frozen" : " free"));
    };
    compare("lambda1", before.lambdas.lambda1, after.lambdas.lambda1);
    compare("lambda2", before.lambdas.lambda2, after.lambdas.lambda2);
    compare("lambda3", before.lambdas.lambda3, after.lambdas.lambda3);
    compare("lambda4", before.lambdas.lambda4, after.lambdas.lambda4);
    compare("learning rate", before.rate, after.rate);
    compare("gate rate", before.gateRate, after.gateRate);
    compare("patience", before.patience, after.patience);
    compare("slow motion", before.pauseSeconds, after.pauseSeconds);
    flag("weights", before.freezeWeights, after.freezeWeights);
    flag("gates", before.freezeGates, after.freezeGates);
    return text;
}

} // namespace tristate::train
