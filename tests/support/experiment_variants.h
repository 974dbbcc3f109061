#pragma once

#include "core/base/rng.h"
#include "core/data/dataset.h"
#include "core/graph/graph_text.h"
#include "core/train/experiment.h"

#include <algorithm>
#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace tristate::test {

/// Small images of three kinds (a bar above, in the middle, below, with noise): enough for a convolutional
/// net to learn something in a few steps.
inline data::Dataset tinyImages(std::size_t samples, std::uint64_t seed) {
    data::Dataset set;
    set.name = "bars";
    set.shape = {1, 10, 10};
    set.classes = 3;
    set.classNames = {"above", "middle", "below"};
    Rng rng(seed);
    for (std::size_t i = 0; i < samples; ++i) {
        const auto label = static_cast<int>(rng.below(3));
        for (int y = 0; y < 10; ++y)
            for (int x = 0; x < 10; ++x)
                set.bytes.push_back(static_cast<std::uint8_t>(rng.below(120) + (y / 3 == label ? 100 : 0)));
        set.labels.push_back(static_cast<std::uint8_t>(label));
    }
    return set;
}

/// An experiment on tinyImages() with one or more options set.
struct Variant {
    std::string name;
    std::string net = "1x10x10:6c3-p2-8c3-12-12-3";
    std::function<void(train::TrainConfig&)> set = [](train::TrainConfig&) {};

    train::Experiment experiment() const {
        train::Experiment e;
        e.name = name;
        e.net = graph::parseGraph(net);
        e.train.epochs = 6;
        e.train.batch = 40;
        e.train.threads = 1;
        e.train.rate = 4e-3;
        e.train.warmupEpochs = 1;
        e.train.frozenEpochs = 1;
        e.train.gateRate = 0.3;
        e.train.lambdas.lambda3 = 0.05;
        e.train.patience = 5;
        set(e.train);
        if (e.train.hasTarget()) e.data.validation = 1; // tests bring data of their own
        return e;
    }

    friend void PrintTo(const Variant& variant, std::ostream* out) { *out << variant.name; }
};

/// A net of dense layers for tinyImages().
inline const std::string kDenseNet = "1x10x10:20-16-12-3";

/// Every kind of layer at least once.
inline std::vector<Variant> everyLayer() {
    return {
        {.name = "Plain"},
        {.name = "Dense", .net = kDenseNet},
        {.name = "BatchNorm", .net = "1x10x10:6c3b-p2-8c3b-12b-3"},
        {.name = "Dropout", .net = "1x10x10:6c3-d20-p2-12-d50-12-3"},
        {.name = "AveragePool", .net = "1x10x10:6c3-a2-8c3-a2-12-3"},
        {.name = "InputGates", .net = "1x10x10:g-20-12-3"},
        {.name = "GatesBehindMaps", .net = "1x10x10:6c3-p2-g-12-3"},
        {.name = "Groups",
         .net = "1x10x10:6c3-lrn3a0.5-8c3+1g2b-6c3+2x2g2-a3s2+1ui-12-3",
         .set =
             [](train::TrainConfig& t) {
                 t.lambdas.lambda3 = 0.2;
                 t.weightDecay = 0.01;
             }},
        {.name = "VanishingBlocks",
         .net = "1x10x10:6c3b-p2-[4c3+1b-d20-6c3+1b]+-[2c1b/4c3+1b-3c3+1b]-d10-12-3",
         .set = [](train::TrainConfig& t) { t.lambdas.lambda3 = 0.5; }},
    };
}

/// Every option of gates and of their objective.
inline std::vector<Variant> everyGateOption() {
    using train::TrainConfig;
    return {
        {.name = "Depth",
         .net = kDenseNet,
         .set =
             [](TrainConfig& t) {
                 t.depthGates = true;
                 t.lambdas = {1e-3, 1e-4, 1e-3, 0.2};
             }},
        {.name = "Bernoulli", .set = [](TrainConfig& t) { t.estimator = nn::GateEstimator::Bernoulli; }},
        {.name = "HardConcrete",
         .set =
             [](TrainConfig& t) {
                 t.estimator = nn::GateEstimator::HardConcrete;
                 t.gateStart = 0.6;
                 t.lambdas.lambda3 = 0.3;
             }},
        {.name = "RealValued",
         .set =
             [](TrainConfig& t) {
                 t.estimator = nn::GateEstimator::RealValued;
                 t.lambdas.lambda3 = 0.3;
             }},
        {.name = "CostOfParameters",
         .set = [](TrainConfig& t) { t.cost = objective::CostModel::Parameters; }},
        {.name = "CostOfOperations",
         .set = [](TrainConfig& t) { t.cost = objective::CostModel::Operations; }},
    };
}

/// Every other option of training.
inline std::vector<Variant> everyTrainingOption() {
    using train::TrainConfig;
    return {
        {.name = "Sgd", .set = [](TrainConfig& t) { t.optimizer = train::OptimizerKind::Sgd; }},
        {.name = "WeightDecay", .set = [](TrainConfig& t) { t.weightDecay = 0.1; }},
        {.name = "Schedules",
         .set =
             [](TrainConfig& t) {
                 t.schedule = train::RateSchedule::Step;
                 t.stepEpochs = 2;
                 t.stepFactor = 0.5;
                 t.lambdaWarmupEpochs = 2;
                 t.binariseEpoch = 3;
                 t.lambdas.lambda1 = 0.01;
             }},
        {.name = "Augmentation",
         .set =
             [](TrainConfig& t) {
                 t.augmentation = {
                     .shift = 1, .rotate = 10, .scale = 0.1, .shear = 0.1, .elastic = 1, .flip = true};
             }},
        {.name = "Target", .set = [](TrainConfig& t) { t.targetError = 30; }},
        {.name = "SizeTarget", .set = [](TrainConfig& t) { t.targetParameters = 150; }},
    };
}

/// Every option of training and every kind of layer at least once.
inline std::vector<Variant> everyOption() {
    using train::TrainConfig;
    std::vector<Variant> all{
        {.name = "EverythingAtOnce",
         .net = "1x10x10:6c3b-p2-8c3-d20-a2-g-12b-12-12-3",
         .set =
             [](TrainConfig& t) {
                 t.depthGates = true;
                 t.lambdas = {1e-3, 1e-4, 0.02, 0.2};
                 t.cost = objective::CostModel::Parameters;
                 t.weightDecay = 0.05;
                 t.augmentation.shift = 1;
                 t.merge = prune::MergeMode::Always;
             }},
    };
    for (const auto& some : {everyLayer(), everyGateOption(), everyTrainingOption()})
        all.insert(all.end(), some.begin(), some.end());
    return all;
}

} // namespace tristate::test
