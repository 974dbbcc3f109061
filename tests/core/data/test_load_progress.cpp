#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/data/survey.h"
#include "tests/core/data/archive_files.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/npy_files.h"
#include "tests/support/picture_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <numeric>
#include <string>
#include <vector>

namespace tristate::data {
namespace {

namespace fs = std::filesystem;
using test::TempDir;

constexpr int kLongTable = 180'000; ///< longer than a block of the parser: 6 MB

std::string longTable(int rows = kLongTable) {
    std::string text = "a,kind\n";
    const std::string padding(20, '1');
    for (int i = 0; i < rows; ++i)
        text += "0." + std::to_string(i) + padding + "," + (i % 2 ? "odd" : "even") + "\n";
    return text;
}

test::Files dayAndNight() {
    test::Files files;
    for (int i = 0; i < 100; ++i)
        for (const std::string name : {"day/", "night/"})
            files.emplace_back(name + std::to_string(i) + ".png",
                               test::png(2, 2, {254, 253, 3, static_cast<std::uint8_t>(i)}));
    return files;
}

void storeAll(const TempDir& dir, const test::Files& files) {
    for (const auto& [path, content] : files) {
        fs::create_directories((dir.path() / path).parent_path());
        dir.write(path, content);
    }
}

void putCifar(const TempDir& dir) {
    for (const std::string name : {"data_batch_1.bin", "test_batch.bin"})
        dir.write(name, std::string(1, '\1') + std::string(3072, 'x'));
}

void putIdx(const TempDir& dir) {
    for (const std::string part : {"train", "t10k"}) {
        dir.write(part + "-images-idx3-ubyte", test::idxImages(2, 2, 2));
        dir.write(part + "-labels-idx1-ubyte", test::idxLabels({0, 1}));
    }
}

void putArrays(const TempDir& dir) {
    std::vector<float> samples(80);
    std::iota(samples.begin(), samples.end(), 0.0f);
    std::vector<std::uint8_t> labels(40);
    for (std::size_t i = 0; i < labels.size(); ++i) labels[i] = i % 2;
    dir.write("x.npy", test::npyOf("<f4", "40, 2", samples));
    dir.write("y.npy", test::npyOf("|u1", "40,", labels));
}

struct KindOfData {
    const char* name;
    std::function<void(const TempDir&)> put;
};

std::vector<KindOfData> kindsOfData() {
    using test::ArchiveKind;
    return {
        {"Table", [](const TempDir& dir) { dir.write("t.csv", longTable()); }},
        {"PackedTable", [](const TempDir& dir) { dir.write("t.csv.gz", test::gzip(longTable())); }},
        {"TableInZip",
         [](const TempDir& dir) {
             dir.write("t.zip", test::archive({{"t.csv", longTable(20'000)}}, ArchiveKind::Zip));
         }},
        {"Pictures", [](const TempDir& dir) { storeAll(dir, dayAndNight()); }},
        {"PicturesInZip",
         [](const TempDir& dir) { dir.write("p.zip", test::archive(dayAndNight(), ArchiveKind::Zip)); }},
        {"PicturesInTarGz",
         [](const TempDir& dir) { dir.write("p.tgz", test::archive(dayAndNight(), ArchiveKind::TarGz)); }},
        {"Arrays", putArrays},
        {"Cifar", putCifar},
        {"Idx", putIdx}};
}

/// Data of every kind that takes long when there are many.
class Loading : public testing::TestWithParam<KindOfData> {
protected:
    void SetUp() override { GetParam().put(m_dir); }
    /// A file alone is one, not the folder that it is in.
    DataSpec spec() const {
        std::vector<fs::path> entries;
        for (const auto& entry : fs::directory_iterator(m_dir.path())) entries.push_back(entry.path());
        const bool isOne = entries.size() == 1 && fs::is_regular_file(entries.front());
        return {.source = (isOne ? entries.front() : m_dir.path()).string()};
    }

    TempDir m_dir;
};

TEST_P(Loading, TellsHowFarItIsAndGivesTheSame) {
    LoadProgress progress;
    const Splits watched = load(spec(), progress);
    EXPECT_GT(progress.fraction(), 0.5);
    EXPECT_LE(progress.fraction(), 1);
    EXPECT_EQ(fingerprint(watched), fingerprint(load(spec())));
}

TEST_P(Loading, EndsWhenSomebodyWishesIt) {
    std::stop_source stop;
    stop.request_stop();
    LoadProgress progress(stop.get_token());
    const auto source = openSource(spec());
    EXPECT_THROW(source->load(spec(), progress, nullptr), Interrupted);
    EXPECT_THROW(load(spec(), progress), Interrupted);
    EXPECT_THROW(data::survey(spec(), progress), Interrupted);
}

INSTANTIATE_TEST_SUITE_P(Kinds, Loading, testing::ValuesIn(kindsOfData()),
                         [](const auto& kind) { return std::string(kind.param.name); });

TEST(Loading, OfAnArchiveBeginsWithOpeningIt) {
    const TempDir dir;
    const DataSpec spec{
        .source = dir.write("p.zip", test::archive(dayAndNight(), test::ArchiveKind::Zip)).string()};
    LoadProgress progress;
    const auto source = openSource(spec, &progress);
    const double opened = progress.fraction();
    EXPECT_GT(opened, 0);
    EXPECT_LT(opened, 0.5);
    source->load(spec, progress, nullptr);
    EXPECT_GT(progress.fraction(), 0.9);
}

TEST(Loading, OfASurveyGoesToItsEnd) {
    const TempDir dir;
    LoadProgress progress;
    data::survey({.source = dir.write("t.csv", longTable()).string()}, progress);
    EXPECT_GT(progress.fraction(), 0.95);
}

} // namespace
} // namespace tristate::data
