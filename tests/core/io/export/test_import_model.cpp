#include "core/io/export/import_model.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/train/session.h"
#include "tests/core/io/error_of.h"
#include "tests/core/nn/random_plain_network.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace tristate;
using namespace tristate::io;
using namespace tristate::nn;
using testing::HasSubstr;

namespace {

class ImportModel : public testing::Test {
protected:
    PlainNetwork smallNetwork() {
        return chainOf({784, 1, 1}, {randomDense(8, 784, m_rng), graph::Relu{}, randomDense(10, 8, m_rng)});
    }
    static data::Dataset testSet() {
        return data::load({.source = "digits", .trainSamples = 100, .testSamples = 50}).test;
    }

    Rng m_rng{8};
    test::TempDir m_folder;
};

TEST_F(ImportModel, IsEqualToTheFile) {
    writeOnnx(m_folder / "net.onnx", smallNetwork(), {});
    const ImportedModel model = importModel(m_folder / "net.onnx");
    EXPECT_EQ(toString(model.network->graph()), "784-8-10");
    const Comparison proof = proveImport(model, *model.network, testSet());
    EXPECT_EQ(proof.equalPredictions, 50u);
    EXPECT_THAT(toText(equality(model, proof)), HasSubstr("Equal to net.onnx: 50 of 50 predictions"));
}

TEST_F(ImportModel, LeakyRelusKeepTheirSlope) {
    const PlainNetwork network =
        chainOf({1, 28, 28},
                {randomConv(4, 1, 5, 2, 0, m_rng), graph::Relu{0.01f}, graph::Pool{2, 2}, graph::Relu{0.5f},
                 randomDense(8, 144, m_rng), graph::Relu{0.2f}, randomDense(10, 8, m_rng)});
    writeOnnx(m_folder / "net.onnx", network, {});
    const ImportedModel model = importModel(m_folder / "net.onnx");
    EXPECT_EQ(toString(model.network->graph()), "1x28x28:4c5s2l0.005-p2-8l0.2-10")
        << "two ReLUs in a row are one of both slopes";
    EXPECT_EQ(proveImport(model, *model.network, testSet()).equalPredictions, 50u);
}

TEST_F(ImportModel, ALeakyReluOnBothSidesOfAnAverageStays) {
    const auto averaged = [this](float before) {
        return chainOf({1, 28, 28}, {randomConv(2, 1, 5, 4, 0, m_rng), graph::Relu{before},
                                     graph::Pool{2, 2, graph::PoolKind::Average}, graph::Relu{0.1f},
                                     randomDense(10, 18, m_rng)});
    };
    writeOnnx(m_folder / "leaky.onnx", averaged(0.1f), {});
    const ImportedModel leaky = importModel(m_folder / "leaky.onnx");
    EXPECT_EQ(toString(leaky.network->graph()), "1x28x28:2c5s4l0.1-a2-rl0.1-10");
    EXPECT_EQ(proveImport(leaky, *leaky.network, testSet()).equalPredictions, 50u);
    writeOnnx(m_folder / "relu.onnx", averaged(0), {});
    EXPECT_EQ(toString(importModel(m_folder / "relu.onnx").network->graph()), "1x28x28:2c5s4-a2-10")
        << "the second one never sees a negative value";
}

TEST_F(ImportModel, ARunStartsFromItAndRemembersIt) {
    writeOnnx(m_folder / "net.onnx", smallNetwork(), {});
    const ImportedModel model = importModel(m_folder / "net.onnx");
    train::Experiment experiment;
    experiment.data = {.source = "digits", .trainSamples = 100, .testSamples = 50};
    experiment.train.threads = 1;
    const auto data = std::make_shared<const data::Splits>(data::load(experiment.data));
    const ImportedStart start = startingFrom(model, experiment, data);
    EXPECT_EQ(start.equality.equalPredictions, 50u);
    EXPECT_EQ(start.checkpoint->experiment.net, model.network->graph());
    EXPECT_EQ(start.checkpoint->network.signature(), model.network->signature());

    train::Session session;
    session.start(start.checkpoint, true);
    session.step(2);
    session.wait();
    const auto later = session.checkpoint().get();
    EXPECT_NE(later->network.signature(), model.network->signature());
    EXPECT_EQ(later->imported, model.network);
    session.start(later->experiment, true, later->imported);
    session.wait();
    EXPECT_EQ(session.checkpoint().get()->network.signature(), model.network->signature());
}

TEST_F(ImportModel, AChangedNetworkIsNoProof) {
    writeOnnx(m_folder / "net.onnx", smallNetwork(), {});
    const ImportedModel model = importModel(m_folder / "net.onnx");
    Network changed = *model.network;
    changed.parameters()[0]->value *= 2;
    EXPECT_THAT(errorOf([&] { proveImport(model, changed, testSet()); }),
                HasSubstr("net.onnx: the network to train does not match the one in the file"));
}

TEST_F(ImportModel, ForeignSafetensorsNeedASpec) {
    m_folder.write("net.safetensors", toSafetensors(smallNetwork(), {}));
    const auto spec = graph::parseGraph("784-8-10");
    EXPECT_EQ(importModel(m_folder / "net.safetensors", spec).network->graph(), spec);
    EXPECT_THAT(errorOf([&] { importModel(m_folder / "net.safetensors", graph::parseGraph("784-9-10")); }),
                HasSubstr("no array of shape [9x784] is left for fc1 of the net 784-9-10"));
    writeOnnx(m_folder / "net.onnx", smallNetwork(), {});
    EXPECT_THAT(errorOf([&] { importModel(m_folder / "net.onnx", spec); }),
                HasSubstr("net.onnx: a net spec goes with a .safetensors file"));
}

TEST_F(ImportModel, WhatCannotBeTrainedIsRefusedByName) {
    PlainNetwork network = smallNetwork();
    network.append(graph::Relu{});
    writeOnnx(m_folder / "net.onnx", network, {});
    EXPECT_THAT(errorOf([&] { importModel(m_folder / "net.onnx"); }),
                HasSubstr("net.onnx: the network cannot be trained on: layer 4 is a ReLU"));
    EXPECT_THAT(errorOf([&] { importModel(m_folder / "net.pth"); }),
                HasSubstr("a file of type '.pth', expected"));
    writeOnnx(m_folder / "points.onnx", chainOf({2, 1, 1}, {randomDense(3, 2, m_rng)}), {});
    const ImportedModel points = importModel(m_folder / "points.onnx");
    EXPECT_THAT(errorOf([&] { proveImport(points, *points.network, testSet()); }),
                HasSubstr("points.onnx: the test set"));
}

} // namespace
