#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/messages/common.h"
#include "core/sweep/folder.h"
#include "tests/core/sweep/sweep_plans.h"
#include "tests/support/file_size_limit.h"
#include "tests/support/temp_dir.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tristate::sweep {
namespace {

namespace fs = std::filesystem;
using test::toyPlan;
using testing::HasSubstr;

template <class Action>
std::string complaint(Action action) {
    try {
        action();
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

Result someResult(const std::string& id) {
    Result result;
    result.id = id;
    result.settings = {{"seed", 1}};
    result.testError = 12.5;
    result.validationError = 11;
    result.loss = 0.25;
    result.step = 40;
    result.architecture = {7, 3};
    result.neurons = 10;
    result.parameters = 123;
    result.operations = 246;
    result.bytes = 492;
    result.signature = "0123456789abcdef";
    return result;
}

TEST(SweepResult, JsonSaysTheSame) {
    const Result result = someResult("abc");
    EXPECT_EQ(toText(resultFromText(toText(result), "here")), toText(result));
    Result failed;
    failed.id = "abc";
    failed.settings = io::Json::object();
    failed.failure = Message(say::kOfThing, "a", "b");
    const Result back = resultFromText(toText(failed), "here");
    EXPECT_EQ(back.failure, failed.failure);
    EXPECT_TRUE(back.failed());
}

TEST(SweepResult, WhatIsCutShortOrMissingIsSaid) {
    const std::string text = toText(someResult("abc"));
    for (std::size_t size = 0; size + 2 < text.size(); ++size) // the last two are "}\n"
        EXPECT_THAT(complaint([&] { resultFromText(text.substr(0, size), "here"); }), HasSubstr("here"))
            << size;
    EXPECT_THAT(complaint([] { resultFromText(R"({"run": "a", "settings": {}})", "here"); }),
                HasSubstr("test_error is missing"));
}

TEST(SweepFolder, GoesOnWithTheSameSweepOnly) {
    const test::TempDir dir;
    const fs::path folder = dir / "sweep";
    Plan plan = toyPlan({"seed=1,2"});
    Folder::begin(folder, plan, "1.0");
    plan.base.train.threads = 5; // changes no figure
    EXPECT_EQ(complaint([&] { Folder::begin(folder, plan, "1.0"); }), "");
    EXPECT_THAT(complaint([&] { Folder::begin(folder, toyPlan({"seed=1,3"}), "1.0"); }),
                HasSubstr("another sweep"));
    EXPECT_THAT(complaint([&] { Folder::begin(folder, plan, "1.1"); }),
                AllOf(HasSubstr("version 1.0"), HasSubstr("version 1.1")));
    EXPECT_THAT(complaint([&] { Folder(dir / "none"); }), HasSubstr("no sweep"));
    dir.write("other", "");
    EXPECT_THAT(complaint([&] { Folder::begin(dir.path(), plan, "1.0"); }), HasSubstr("holds other things"));
}

TEST(SweepFolder, ItsFileSaysAllThatItWasBegunWith) {
    const test::TempDir dir;
    const Plan plan = toyPlan({"lambda3=1e-4..1e-2:log:3", "data=moons,circles"});
    Folder::begin(dir / "sweep", plan, "1.0", Locks::Heartbeat);
    const Folder folder(dir / "sweep");
    EXPECT_EQ(toJson(folder.plan()), toJson(plan));
    EXPECT_EQ(folder.locks(), Locks::Heartbeat);
    data::DataSpec spec = plan.base.data;
    folder.requireData("moons", data::load(spec));
    spec.source = "circles";
    folder.requireData("circles", data::load(spec));
    EXPECT_THAT(complaint([&] { folder.requireData("moons", data::load(spec)); }), HasSubstr("'moons'"));
    spec = plan.base.data;
    spec.seed = 9;
    EXPECT_THAT(complaint([&] { folder.requireData("moons", data::load(spec)); }), HasSubstr("'moons'"));
}

TEST(SweepFolder, AHalfWrittenFileIsSaid) {
    const test::TempDir dir;
    Folder::begin(dir / "sweep", toyPlan({"seed=1,2"}), "1.0");
    const std::string text = io::readWholeFile(dir / "sweep/sweep.json");
    for (std::size_t size = 0; size < text.size() - 2; size += 97) {
        test::store(dir / "sweep/sweep.json", text.substr(0, size));
        EXPECT_THAT(complaint([&] { Folder(dir / "sweep"); }), HasSubstr("sweep.json"));
    }
}

TEST(SweepFolder, ADamagedResultIsPutAside) {
    const test::TempDir dir;
    const Folder folder = Folder::begin(dir / "sweep", toyPlan({"seed=1,2"}), "1.0");
    fs::create_directories(folder.runFolder("abc"));
    folder.publish(someResult("abc"));
    EXPECT_TRUE(folder.hasResult("abc"));
    Message told;
    ASSERT_TRUE(folder.resultOrPutAside("abc", told));
    test::store(folder.runFolder("abc") / "result.json", "{\"run\": \"ab");
    EXPECT_FALSE(folder.resultOrPutAside("abc", told));
    EXPECT_THAT(toText(told), AllOf(HasSubstr("abc/result.json"), HasSubstr("done again")));
    EXPECT_FALSE(folder.hasResult("abc"));
    EXPECT_TRUE(fs::exists(folder.runFolder("abc") / "result.damaged.json")) << "nothing is lost";
}

TEST(SweepFolder, AFullDiskIsASentenceAndLeavesNoHalfResult) {
    const test::TempDir dir;
    const Folder folder = Folder::begin(dir / "sweep", toyPlan({"seed=1,2"}), "1.0");
    fs::create_directories(folder.runFolder("abc"));
    {
        const test::FileSizeLimit limit(50);
        ASSERT_TRUE(limit.isSet());
        EXPECT_THAT(complaint([&] { folder.publish(someResult("abc")); }), HasSubstr("result.json"));
    }
    EXPECT_FALSE(folder.hasResult("abc"));
    folder.publish(someResult("abc"));
    EXPECT_EQ(folder.result("abc").parameters, 123);
}

} // namespace
} // namespace tristate::sweep
