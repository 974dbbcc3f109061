#include "core/inspect/reasons.h"
#include "core/train/evaluate.h"
#include "core/train/trainer.h"
#include "tests/support/tiny_experiment.h"

#include <gtest/gtest.h>

namespace tristate::inspect {
namespace {

constexpr std::size_t kAll = 1000;

struct Trained {
    Trained() {
        train::Trainer trainer(network, data.train, test::tinyExperiment().train);
        const auto live = train::liveSettings(test::tinyExperiment().train);
        for (int step = 0; step < 30; ++step) trainer.step(live);
        sample.resize(static_cast<std::size_t>(data.test.shape.features()));
        data.test.copySample(3, sample.data());
    }

    data::Splits data = test::tinyData();
    nn::Network network = train::makeNetwork(test::tinyExperiment());
    std::vector<float> sample;
};

TEST(Reasons, SpeakersAreWhatClosingThemTakesAway) {
    Trained trained;
    const auto reasons = reasonsFor(trained.network, trained.sample, -1, kAll);
    const auto logits = train::logits(trained.network, trained.data.test, 3, 1, 1);
    EXPECT_NEAR(reasons.lead, logits(0, reasons.answer) - logits(0, reasons.rival), 1e-5);
    EXPECT_GE(reasons.lead, 0);
    ASSERT_FALSE(reasons.speakers.empty());
    for (std::size_t i = 1; i < reasons.speakers.size(); ++i)
        EXPECT_GE(reasons.speakers[i - 1].weight, reasons.speakers[i].weight);

    const Speaker loudest = reasons.speakers.front();
    trained.network.gatesAt(loudest.layer)->width[loudest.unit] = 0;
    const auto without = train::logits(trained.network, trained.data.test, 3, 1, 1);
    EXPECT_NEAR(reasons.lead - loudest.weight, without(0, reasons.answer) - without(0, reasons.rival), 1e-5);
    const auto again = reasonsFor(trained.network, trained.sample, -1, kAll);
    for (const Speaker& speaker : again.speakers) EXPECT_NE(speaker.unit, loudest.unit) << "it is closed";
}

TEST(Reasons, ComparesWithTheTrueClassOfAMistake) {
    const Trained trained;
    const auto free = reasonsFor(trained.network, trained.sample, -1, kAll);
    const int other = (std::max(free.answer, free.rival) + 1) % trained.network.classes();
    const int label = other == free.answer ? free.rival : other;
    const auto reasons = reasonsFor(trained.network, trained.sample, label, kAll);
    EXPECT_EQ(reasons.answer, free.answer);
    EXPECT_EQ(reasons.rival, label);
    EXPECT_EQ(reasonsFor(trained.network, trained.sample, free.answer, kAll).rival, free.rival)
        << "where it is right, with the runner-up";
    EXPECT_LE(reasonsFor(trained.network, trained.sample, -1, 1).speakers.size(), 1u);
}

TEST(Reasons, NamesUnitsAsTheyWereBuilt) {
    Trained trained;
    const int last = static_cast<int>(trained.network.gates().size()) - 1;
    const int units = trained.network.gates()[static_cast<std::size_t>(last)]->originalUnits();
    std::vector<int> kept;
    for (int unit = 1; unit < units; ++unit) kept.push_back(unit);
    ASSERT_TRUE(trained.network.keepUnits(last, kept));
    for (const Speaker& speaker : reasonsFor(trained.network, trained.sample, -1, kAll).speakers) {
        EXPECT_EQ(speaker.layer, last);
        EXPECT_GE(speaker.unit, 1);
    }
}

} // namespace
} // namespace tristate::inspect
