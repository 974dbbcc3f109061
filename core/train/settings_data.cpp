#include "core/train/settings_table.h"

namespace tristate::train {

namespace {

using Kind = Setting::Kind;

constexpr double kMaxHeldOut = 10'000'000;

} // namespace

std::vector<Setting> Settings::source() {
    constexpr auto kGroup = SettingGroup::Data;
    return {
        {.path = "data.source",
         .flag = "--data",
         .word = "PATH|NAME",
         .group = kGroup,
         .kind = Kind::Text,
         .label = tr("Data"),
         .help = tr(
             "A table (CSV), a folder or archive of pictures, NumPy arrays, IDX files, CIFAR's "
             "binary files, or a generated set: "
             "digits, shapes, spiral, moons, circles, xor, gaussians, noise:3x32x32, and the tables houses "
             "and fruit"),
         .data = inData([](auto& d) -> auto& { return d.source; })},
    };
}

std::vector<Setting> Settings::data() {
    constexpr auto kGroup = SettingGroup::Data;
    return {
        {.path = "data.validation",
         .flag = "--validation",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = kMaxHeldOut,
         .unit = "samples",
         .label = tr("Validation"),
         .help = tr("Training samples that are kept for validation: settings are chosen by them, never by "
                    "the test set"),
         .atZero = tr("none"),
         .data = inData([](auto& d) -> auto& { return d.validation; })},
        {.path = "data.classes",
         .flag = "--classes",
         .group = kGroup,
         .kind = Kind::Whole,
         .most = data::kMaxClasses,
         .unit = "classes",
         .label = tr("Classes"),
         .help = tr("Only the samples of the first so many classes"),
         .atZero = tr("all"),
         .data = inData([](auto& d) -> auto& { return d.classes; })},
        {.path = "data.trainSamples",
         .flag = "--samples",
         .group = kGroup,
         .kind = Kind::Whole,
         .least = 1,
         .most = data::kMaxGeneratedSamples,
         .unit = "samples",
         .label = tr("Samples"),
         .help = tr("Training samples of generated data"),
         .data = inData([](auto& d) -> auto& { return d.trainSamples; })},
        {.path = "data.testSamples",
         .flag = "--test-samples",
         .group = kGroup,
         .kind = Kind::Whole,
         .least = 1,
         .most = data::kMaxGeneratedSamples,
         .unit = "samples",
         .label = tr("Test samples"),
         .help = tr("Test samples of generated data"),
         .data = inData([](auto& d) -> auto& { return d.testSamples; })},
        {.path = "data.seed",
         .flag = "--data-seed",
         .group = kGroup,
         .kind = Kind::Seed,
         .label = tr("Seed of the data"),
         .help = tr("Of generated data, and of the choice of validation and test samples"),
         .data = inData([](auto& d) -> auto& { return d.seed; })},
    };
}

std::vector<Setting> Settings::tables() {
    constexpr auto kGroup = SettingGroup::Data;
    return {
        {.path = "data.target",
         .flag = "--target",
         .word = "COLUMN,...",
         .mayBeEmpty = true,
         .group = kGroup,
         .kind = Kind::Text,
         .label = tr("Target"),
         .help = tr("Tables: the column to predict, by its name or number, or several between commas for a "
                    "regression; without it the last one, or the first when that is called label, class or "
                    "target"),
         .data = inData([](auto& d) -> auto& { return d.target; })},
        {.path = "data.task",
         .flag = "--task",
         .group = kGroup,
         .kind = Kind::Choice,
         .label = tr("Task"),
         .help = tr("Tables and NumPy: classes, or a regression that predicts numbers; guess takes a target "
                    "with many "
                    "different numbers for a regression"),
         .choices = {{"guess", tr("Guess")}, {"classes", tr("Classes")}, {"regression", tr("Regression")}},
         .data = inData([](auto& d) -> auto& { return d.task; })},
        {.path = "data.leaveOut",
         .flag = "--leave-out",
         .word = "COLUMN,...",
         .mayBeEmpty = true,
         .group = kGroup,
         .kind = Kind::Text,
         .label = tr("Left out"),
         .help = tr("Tables: columns that are no inputs, by name or number, between commas"),
         .data = inData([](auto& d) -> auto& { return d.leaveOut; })},
        {.path = "data.categories",
         .flag = "--categories",
         .word = "COLUMN,...",
         .mayBeEmpty = true,
         .group = kGroup,
         .kind = Kind::Text,
         .label = tr("Categories"),
         .help = tr("Tables: columns that are categories though they look like numbers"),
         .data = inData([](auto& d) -> auto& { return d.categories; })},
        {.path = "data.missing",
         .flag = "--missing",
         .group = kGroup,
         .kind = Kind::Choice,
         .label = tr("Missing values"),
         .help = tr("Tables: drop leaves the row out, mean takes the mean of the training part, own makes "
                    "an indicator of its own"),
         .choices = {{"drop", tr("Leave row out")}, {"mean", tr("Mean")}, {"own", tr("Own category")}},
         .data = inData([](auto& d) -> auto& { return d.missing; })},
    };
}

std::vector<Setting> Settings::preparation() {
    constexpr auto kGroup = SettingGroup::Data;
    return {
        {.path = "data.normalise",
         .flag = "--normalise",
         .offFlag = "--no-normalise",
         .group = kGroup,
         .kind = Kind::Switch,
         .label = tr("Normalise"),
         .help = tr("Tables: the net begins with a normalisation, fitted to the training part, which is "
                    "exported with it"),
         .data = inData([](auto& d) -> auto& { return d.normalise; })},
        {.path = "data.testSource",
         .flag = "--test-data",
         .word = "PATH",
         .mayBeEmpty = true,
         .group = kGroup,
         .kind = Kind::Text,
         .label = tr("Test data"),
         .help = tr("A second file like the first, which is the test set then"),
         .data = inData([](auto& d) -> auto& { return d.testSource; })},
        {.path = "data.testFraction",
         .flag = "--test-fraction",
         .group = kGroup,
         .most = 0.9,
         .label = tr("Test share"),
         .help = tr("Share of every class that becomes the test set where the data have none"),
         .data = inData([](auto& d) -> auto& { return d.testFraction; })},
        {.path = "data.size",
         .flag = "--picture-size",
         .word = "CxHxW",
         .mayBeEmpty = true,
         .group = kGroup,
         .kind = Kind::Text,
         .label = tr("Picture size"),
         .help = tr("Pictures: what they are resized to, e.g. 3x32x32; without it the input of the net"),
         .data = inData([](auto& d) -> auto& { return d.size; })},
    };
}

} // namespace tristate::train
