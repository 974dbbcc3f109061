#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/data/file_set.h"
#include "tests/core/data/archive_files.h"
#include "tests/core/data/idx_files.h"
#include "tests/core/data/load_problem.h"
#include "tests/core/data/npy_files.h"
#include "tests/support/picture_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

namespace tristate::data {
namespace {

using test::npy;
using testing::ElementsAre;
using testing::HasSubstr;
namespace fs = std::filesystem;

/// A file below a folder, whose folders are made.
void put(const test::TempDir& dir, const std::string& path, const std::string& content) {
    fs::create_directories((dir.path() / path).parent_path());
    dir.write(path, content);
}

/// Grey pictures of 2 x 2 pixels, dark ones called "night" and bright ones "day".
test::Files pictureFiles(int ofEach) {
    test::Files files;
    for (int i = 0; i < ofEach; ++i) {
        const auto shade = static_cast<std::uint8_t>(i);
        files.emplace_back("day/" + std::to_string(i) + ".png", test::png(2, 2, {255, 254, 253, shade}));
        files.emplace_back("night/" + std::to_string(i) + ".PNG", test::png(2, 2, {0, 1, 2, shade}));
    }
    return files;
}

void putAll(const test::TempDir& dir, const test::Files& files, const std::string& below = "") {
    for (const auto& [path, content] : files) put(dir, below + path, content);
}

TEST(PictureFolder, HasAClassForEachFolder) {
    const test::TempDir dir;
    putAll(dir, pictureFiles(10));
    const Splits splits = load({.source = dir.path().string()});
    EXPECT_THAT(splits.train.classNames, ElementsAre("day", "night"));
    EXPECT_EQ(splits.train.shape, (Shape{1, 2, 2}));
    EXPECT_EQ(splits.train.size(), 16u);
    EXPECT_EQ(splits.test.size(), 4u);
    EXPECT_EQ(std::count(splits.test.labels.begin(), splits.test.labels.end(), 0u), 2);
    for (std::size_t i = 0; i < splits.train.size(); ++i)
        EXPECT_EQ(splits.train.bytes[4 * i], splits.train.labels[i] == 0 ? 255 : 0);
}

TEST(PictureFolder, TakesTrainAndTestAsTheyAre) {
    const test::TempDir dir;
    putAll(dir, pictureFiles(3), "set/train/");
    putAll(dir, pictureFiles(1), "set/test/");
    const Splits splits = load({.source = dir.path().string()});
    EXPECT_EQ(splits.train.size(), 6u);
    EXPECT_EQ(splits.test.size(), 2u);
    EXPECT_EQ(splits.train.classes, 2);
}

TEST(PictureFolder, ResizesAndTellsWhatCannotBeRead) {
    const test::TempDir dir;
    putAll(dir, pictureFiles(5));
    put(dir, "day/large.png", test::png(4, 4, std::vector<std::uint8_t>(16, 200)));
    put(dir, "day/broken.png", test::png(4, 4, std::vector<std::uint8_t>(16, 200)).substr(0, 50));
    put(dir, "night/empty.jpg", "");
    DataSpec spec{.source = dir.path().string(), .size = "3x1x1"};
    Splits splits = load(spec);
    EXPECT_EQ(splits.train.shape, (Shape{3, 1, 1}));
    EXPECT_EQ(splits.train.size() + splits.test.size(), 11u);
    ASSERT_EQ(splits.notes.size(), 1u);
    EXPECT_THAT(toText(splits.notes[0]),
                testing::AllOf(HasSubstr("2 of 13 pictures cannot be read"), HasSubstr("broken.png")));
    spec.size = "";
    splits = load(spec);
    EXPECT_EQ(splits.train.shape, (Shape{1, 32, 32})) << "of different sizes";
}

TEST(Archive, HoldsWhateverAFolderHolds) {
    const test::TempDir dir;
    putAll(dir, pictureFiles(4), "folder/");
    const std::string expected = fingerprint(load({.source = (dir / "folder").string()}));
    for (const test::ArchiveKind kind :
         {test::ArchiveKind::Zip, test::ArchiveKind::Tar, test::ArchiveKind::TarGz}) {
        dir.write("packed", test::archive(pictureFiles(4), kind)); // told by its content alone
        EXPECT_EQ(fingerprint(load({.source = (dir / "packed").string()})), expected);
    }
}

TEST(Archive, HoldsATableOfAnyNameAlone) {
    const test::TempDir dir;
    std::string table = "a,b,kind\n";
    for (int i = 0; i < 20; ++i) table += std::to_string(i) + ",1," + (i % 2 ? "odd" : "even") + "\n";
    const std::string expected = fingerprint(load({.source = dir.write("t.csv", table).string()}));
    for (const auto kind : {test::ArchiveKind::Zip, test::ArchiveKind::Tar, test::ArchiveKind::TarGz}) {
        const std::string file = (dir / "packed").string();
        for (const std::string name : {"numbers.data", "below/it.csv", "it.csv.gz"}) {
            const std::string content = name.ends_with(".gz") ? test::gzip(table) : table;
            dir.write("packed", test::archive({{name, content}}, kind));
            EXPECT_EQ(fingerprint(load({.source = file})), expected) << name;
        }
        dir.write("packed", test::archive({{"train.csv", table}, {"test.csv", table}}, kind));
        EXPECT_EQ(load({.source = file}).test.size(), 20u) << "the second table is the test set";
    }
}

TEST(Archive, GivesItsMemoryAwayAndIsReadAgain) {
    const test::TempDir dir;
    const auto file = dir.write(
        "it.zip", test::archive({{"a.txt", "one"}, {"b.txt.gz", test::gzip("two")}}, test::ArchiveKind::Zip));
    const FileSet files(file);
    const auto textOf = [](ByteSource source) {
        const std::vector<std::uint8_t> bytes = source.readAll();
        return std::string(bytes.begin(), bytes.end());
    };
    ByteSource kept = files.open(0);
    EXPECT_EQ(textOf(files.take(0)), "one");
    EXPECT_EQ(textOf(std::move(kept)), "one") << "whoever had it keeps it";
    EXPECT_EQ(textOf(files.take(1)), "two");
    EXPECT_EQ(textOf(files.open(1)), "two") << "read again";
    EXPECT_EQ(textOf(files.take(0)), "one");
    dir.write("it.zip", test::archive({{"c.txt", "three"}}, test::ArchiveKind::Zip));
    EXPECT_THROW(files.open(0), Error) << "another archive by now";
    EXPECT_EQ(textOf(files.open(1)), "two");
}

TEST(Archive, CanBeLoadedTwiceByOneSource) {
    const test::TempDir dir;
    std::string table = "a,b,kind\n";
    for (int i = 0; i < 20; ++i) table += std::to_string(i) + ",1," + (i % 2 ? "odd" : "even") + "\n";
    for (const test::Files& content : {test::Files{{"t.csv", table}}, pictureFiles(4)}) {
        DataSpec spec{.source = dir.write("it.zip", test::archive(content, test::ArchiveKind::Zip)).string()};
        const auto source = openSource(spec);
        EXPECT_FALSE(source->isRegression(spec));
        const std::string first = fingerprint(load(*source, spec));
        EXPECT_EQ(fingerprint(load(*source, spec)), first);
        EXPECT_EQ(fingerprint(load(spec)), first);
    }
}

TEST(Archive, ThatIsDamagedWithoutAWordOfTheLibraryIsRefusedAllTheSame) {
    EXPECT_THAT(problemOf({.source = TRISTATE_SOURCE_DIR "/tests/data/archives/damaged.zip"}),
                HasSubstr("damaged.zip' cannot be read: its structure is damaged"));
}

/// Eight samples of two numbers, the labels 5 and 7.
test::Files arrays() {
    std::string x, y;
    for (int i = 0; i < 8; ++i) {
        x += std::string{static_cast<char>(i), static_cast<char>(10 * i)};
        y += std::string{static_cast<char>(i % 2 ? 7 : 5), 0, 0, 0};
    }
    return {{"x_train.npy", npy("|u1", "8, 2", x)},
            {"y_train.npy", npy("<i4", "8,", y)},
            {"x_test.npy", npy("|i1", "2, 2", std::string("\xff\1\2\3", 4))},
            {"y_test.npy", npy(">i2", "2, 1", std::string("\0\7\0\5", 4))}};
}

TEST(NumpyArrays, AreReadFromAFolderAndFromNpz) {
    const test::TempDir dir;
    putAll(dir, arrays(), "folder/");
    dir.write("all.npz", test::archive(arrays(), test::ArchiveKind::Zip));
    const Splits splits = load({.source = (dir / "folder").string()});
    EXPECT_THAT(splits.train.classNames, ElementsAre("5", "7"));
    EXPECT_EQ(splits.train.shape, (Shape{2, 1, 1}));
    EXPECT_THAT(splits.train.labels, ElementsAre(0, 1, 0, 1, 0, 1, 0, 1));
    EXPECT_THAT(splits.test.labels, ElementsAre(1, 0));
    EXPECT_THAT(splits.test.values, ElementsAre(-1, 1, 2, 3));
    EXPECT_EQ(fingerprint(splits), fingerprint(load({.source = (dir / "all.npz").string()})));
}

TEST(NumpyArrays, UnderstandsOrderChannelsAndOneHotLabels) {
    const test::TempDir dir;
    // Two pictures of 1 x 2 pixels, three channels last; the same in Fortran order.
    const std::string c = "rgbRGBxyzXYZ", fortran = "rxRXgyGYbzBZ";
    const std::string y = std::string("\0\1\1\0", 4);
    for (const bool isFortran : {false, true}) {
        dir.write("x.npy", npy("|u1", "2, 1, 2, 3", isFortran ? fortran : c, isFortran));
        dir.write("y.npy", npy("|u1", "2, 2", y));
        DataSpec spec{.source = dir.path().string(), .testFraction = 0};
        EXPECT_THAT(problemOf(spec), HasSubstr("none would be left for the test set"));
        dir.write("x_test.npy", npy("|u1", "2, 1, 2, 3", c));
        dir.write("y_test.npy", npy("|u1", "2,", std::string("\1\0", 2)));
        const Splits splits = load(spec);
        EXPECT_EQ(splits.train.shape, (Shape{3, 1, 2}));
        EXPECT_EQ(std::string(splits.train.bytes.begin(), splits.train.bytes.end()), "rRgGbBxXyYzZ");
        EXPECT_THAT(splits.train.labels, ElementsAre(1, 0));
        fs::remove(dir / "x_test.npy");
    }
}

TEST(IdxVariants, AreFoundInOtherSpellingsAndFolders) {
    const test::TempDir dir;
    const test::IdxDirectory content;
    const auto putSet = [&](const std::string& below, const std::string& test, const std::string& separator,
                            bool inFolder) {
        const auto file = [&](const std::string& stem, const std::string& kind, const std::string& bytes) {
            const std::string name = stem + separator + kind;
            put(dir, below + (inFolder ? name + "/" : "") + name, bytes);
        };
        file("train-images", "idx3-ubyte", content.trainImages);
        file("train-labels", "idx1-ubyte", content.trainLabels);
        file(test + "-images", "idx3-ubyte", content.testImages);
        file(test + "-labels", "idx1-ubyte", content.testLabels);
    };
    putSet("plain/", "t10k", "-", false);
    putSet("kaggle/", "t10k", "-", true);
    putSet("torch/MNIST/raw/", "t10k", "-", false);
    putSet("dots/", "test", ".", false);
    const std::string expected = fingerprint(load({.source = (dir / "plain").string()}));
    for (const char* folder : {"kaggle", "torch", "dots"})
        EXPECT_EQ(fingerprint(load({.source = (dir / folder).string()})), expected) << folder;
}

TEST(IdxVariants, TurnsTheLettersOfEmnistUpright) {
    const test::TempDir dir;
    std::string labels;
    for (int i = 1; i <= 26; ++i) labels += static_cast<char>(i);
    for (const std::string part : {"train", "test"}) {
        dir.write("emnist-letters-" + part + "-images-idx3-ubyte.gz", test::gzip(test::idxImages(26, 2, 2)));
        dir.write("emnist-letters-" + part + "-labels-idx1-ubyte.gz",
                  test::gzip(test::idxHeader({26}) + labels));
    }
    const Splits splits = load({.source = dir.path().string()});
    EXPECT_EQ(splits.train.classes, 26) << "they begin at 1";
    EXPECT_EQ(splits.train.classNames[0], "A");
    EXPECT_THAT(std::vector(splits.train.bytes.begin(), splits.train.bytes.begin() + 4),
                ElementsAre(0, 2, 1, 3));
}

TEST(IdxVariants, ReadsFloatsAndFourDimensions) {
    const test::TempDir dir;
    dir.write("train-images-idx4-float", test::idxHeader({2, 3, 1, 1}, 0x0d) +
                                             std::string("\x3f\x80\0\0\x40\0\0\0\x40\x40\0\0", 12) +
                                             std::string(12, '\0'));
    dir.write("train-labels-idx1-ubyte", test::idxLabels({0, 1}));
    dir.write("t10k-images-idx4-ubyte", test::idxHeader({1, 3, 1, 1}) + "abc");
    dir.write("t10k-labels-idx1-ubyte", test::idxLabels({1}));
    fs::remove(dir / "t10k-labels-idx1-ubyte");
    dir.write("t10k-labels-idx1-int", test::idxHeader({1}, 0x0c) + test::bigEndian(1));
    const DataSpec spec{.source = dir.path().string()};
    EXPECT_THAT(problemOf(spec), testing::Not(HasSubstr("0x0d")));
}

} // namespace
} // namespace tristate::data
