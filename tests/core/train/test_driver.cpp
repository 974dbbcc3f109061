#include "core/train/driver.h"
#include "tests/support/tiny_experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace tristate::train {
namespace {

using testing::ElementsAre;

std::shared_ptr<const Checkpoint> start(double rate = 5e-3) {
    Experiment experiment = test::tinyExperiment();
    experiment.train.rate = rate;
    return freshCheckpoint(experiment, std::make_shared<const data::Splits>(test::tinyData()));
}

/// Writes down what it is told, with the steps done then.
class Diary final : public Observer {
public:
    Diary(std::string name, std::vector<std::string>& lines) : m_name(std::move(name)), m_lines(lines) {}

    void beforeStep(Driver& driver) override { add("before", driver); }
    void afterStep(Driver& driver, const Minibatch&) override { add("after", driver); }
    void diverged(Driver& driver) override { add("diverged", driver); }
    void evaluated(const Driver& driver, const Evaluation&) override { add("evaluated", driver); }
    void settingsChanged(const Driver& driver, const LiveSettings&) override { add("settings", driver); }

private:
    void add(const char* what, const Driver& driver) {
        m_lines.push_back(m_name + " " + what + " " + std::to_string(driver.stepsDone()));
    }

    std::string m_name;
    std::vector<std::string>& m_lines;
};

TEST(Driver, CallsObserversInTheOrderTheyWereAttached) {
    Driver driver(*start());
    std::vector<std::string> lines;
    Diary a("a", lines), b("b", lines);
    driver.attach(a);
    driver.attach(b);
    EXPECT_TRUE(driver.step());
    EXPECT_THAT(lines, ElementsAre("a before 0", "b before 0", "a after 1", "b after 1"));
}

TEST(Driver, MeasuresAStateOnce) {
    Driver driver(*start());
    std::vector<std::string> lines;
    Diary diary("d", lines);
    driver.step();
    driver.attach(diary);
    const double error = driver.evaluation().error;
    EXPECT_EQ(driver.evaluation().error, error);
    EXPECT_THAT(lines, ElementsAre("d evaluated 1"));
    EXPECT_EQ(error, evaluate(driver.network(), driver.data().test, 1).error);
    driver.edit({.layer = 0, .unit = 1, .open = false});
    driver.evaluation();
    EXPECT_THAT(lines, ElementsAre("d evaluated 1", "d evaluated 1")) << "the gates are others";
}

TEST(Driver, TellsOfSettingsThatDiffer) {
    Driver driver(*start());
    std::vector<std::string> lines;
    Diary diary("d", lines);
    driver.attach(diary);
    LiveSettings live = driver.live();
    driver.setLive(live);
    EXPECT_TRUE(lines.empty());
    live.rate = 1e-3;
    driver.setLive(live);
    EXPECT_EQ(driver.live(), live);
    EXPECT_THAT(lines, ElementsAre("d settings 0"));
}

TEST(Driver, RunsToAStepToTheEndOrUntilItIsStopped) {
    Driver driver(*start());
    EXPECT_EQ(driver.run(7), Driver::End::Reached);
    EXPECT_EQ(driver.stepsDone(), 7);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(driver.run(9, stop.get_token()), Driver::End::Stopped);
    EXPECT_EQ(driver.stepsDone(), 7);
    EXPECT_EQ(driver.run(), Driver::End::Reached);
    EXPECT_TRUE(driver.finished());
    EXPECT_EQ(driver.stepsDone(), 12 * driver.stepsPerEpoch());
}

TEST(Driver, SaysWhenATrainingDiverges) {
    auto broken = std::make_shared<Checkpoint>(*start());
    broken->network.parameter("fc1.weight").value.setConstant(std::numeric_limits<float>::quiet_NaN());
    Driver driver(*broken);
    std::vector<std::string> lines;
    Diary diary("d", lines);
    driver.attach(diary);
    EXPECT_EQ(driver.run(), Driver::End::Diverged);
    EXPECT_THAT(lines, ElementsAre("d before 0", "d diverged 1"));
}

} // namespace
} // namespace tristate::train
