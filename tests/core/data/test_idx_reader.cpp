#include "core/base/error.h"
#include "core/data/idx_reader.h"
#include "tests/core/data/idx_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>

namespace tristate::data {
namespace {

namespace fs = std::filesystem;
using test::bigEndian;
using test::gzip;
using test::IdxDirectory;
using test::idxHeader;
using test::idxImages;
using test::idxLabels;
using test::TempDir;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// What the error says; empty when there is none.
std::string errorOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::string imagesError(const fs::path& file) {
    return errorOf([&] { readIdxImages(file); });
}

std::string labelsError(const fs::path& file) {
    return errorOf([&] { readIdxLabels(file); });
}

std::string directoryError(const IdxDirectory& files) {
    const TempDir dir;
    files.writeTo(dir);
    return errorOf([&] { loadIdxDirectory(dir.path()); });
}

TEST(IdxReader, ReadsPlainImagesRowByRow) {
    const TempDir dir;
    const IdxImages images = readIdxImages(dir.write("images", idxImages(2, 1, 3)));
    EXPECT_EQ(images.count, 2);
    EXPECT_EQ(images.height, 1);
    EXPECT_EQ(images.width, 3);
    EXPECT_THAT(images.bytes, ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(IdxReader, ReadsPlainLabels) {
    const TempDir dir;
    EXPECT_THAT(readIdxLabels(dir.write("labels", idxLabels({7, 0, 255}))), ElementsAre(7, 0, 255));
}

TEST(IdxReader, ReadsGzipWhateverItsName) {
    const TempDir dir;
    EXPECT_THAT(readIdxLabels(dir.write("labels.gz", gzip(idxLabels({1, 2})))), ElementsAre(1, 2));
    EXPECT_THAT(readIdxLabels(dir.write("labels", gzip(idxLabels({3, 4})))), ElementsAre(3, 4));
    EXPECT_THAT(readIdxLabels(dir.write("unpacked.gz", idxLabels({5, 6}))), ElementsAre(5, 6));
}

TEST(IdxReader, ReadsDataLargerThanOneChunk) {
    const TempDir dir;
    const std::string content = idxImages(300, 100, 100); // 3 MB
    const IdxImages plain = readIdxImages(dir.write("plain", content));
    const IdxImages packed = readIdxImages(dir.write("packed", gzip(content)));
    ASSERT_EQ(plain.bytes.size(), 3'000'000u);
    EXPECT_EQ(plain.bytes.back(), (3'000'000 - 1) % 256);
    EXPECT_EQ(packed.bytes, plain.bytes);
}

TEST(IdxReader, RefusesAMissingFile) {
    EXPECT_THAT(labelsError("/nowhere/labels"), HasSubstr("there is no file '/nowhere/labels'"));
}

TEST(IdxReader, RefusesADirectory) {
    const TempDir dir;
    EXPECT_THAT(labelsError(dir.path()),
                AllOf(HasSubstr(dir.path().string()), HasSubstr("not a regular file")));
}

TEST(IdxReader, RefusesWhatIsNotIdx) {
    const TempDir dir;
    EXPECT_THAT(imagesError(dir.write("cat.png", "\x89PNG\r\n\x1a\n....")),
                AllOf(HasSubstr("cat.png"), HasSubstr("not an IDX file"), HasSubstr("0x89504e47")));
}

TEST(IdxReader, RefusesOtherTypesOfValues) {
    const TempDir dir;
    EXPECT_THAT(imagesError(dir.write("floats", idxHeader({1, 2, 3}, 0x0d) + std::string(24, 'x'))),
                AllOf(HasSubstr("type 13"), HasSubstr("unsigned bytes")));
}

TEST(IdxReader, RecognisesSwappedImagesAndLabels) {
    const TempDir dir;
    EXPECT_THAT(imagesError(dir.write("a", idxLabels({1, 2}))),
                AllOf(HasSubstr("holds labels"), HasSubstr("images (3 dimensions) were expected"),
                      HasSubstr("swapped")));
    EXPECT_THAT(labelsError(dir.write("b", idxImages(2))),
                AllOf(HasSubstr("holds images"), HasSubstr("labels (1 dimension) were expected"),
                      HasSubstr("swapped")));
}

TEST(IdxReader, RefusesOtherNumbersOfDimensions) {
    const TempDir dir;
    EXPECT_THAT(imagesError(dir.write("four", idxHeader({1, 1, 1, 1}) + "x")),
                AllOf(HasSubstr("values of 4 dimensions"), Not(HasSubstr("swapped"))));
}

TEST(IdxReader, RefusesAFileThatEndsInItsHeader) {
    const TempDir dir;
    EXPECT_THAT(imagesError(dir.write("empty", "")),
                HasSubstr("ends after 0 bytes, in the middle of the IDX magic"));
    EXPECT_THAT(imagesError(dir.write("short", idxImages(2).substr(0, 10))),
                HasSubstr("ends after 10 bytes, in the middle of the sizes in the IDX header"));
}

TEST(IdxReader, RefusesTruncatedValues) {
    const TempDir dir;
    const std::string content = idxImages(4);
    EXPECT_THAT(
        imagesError(dir.write("plain", content.substr(0, content.size() - 5))),
        AllOf(HasSubstr("truncated"), HasSubstr("4 images of 2 x 3 pixels, 24 bytes"), HasSubstr("only 19")));
    EXPECT_THAT(
        imagesError(dir.write("packed", gzip(content.substr(0, content.size() - 5)))),
        AllOf(HasSubstr("truncated"), HasSubstr("4 images of 2 x 3 pixels, 24 bytes"), HasSubstr("only 19")));
}

TEST(IdxReader, RefusesTrailingBytes) {
    const TempDir dir;
    EXPECT_THAT(imagesError(dir.write("plain", idxImages(4) + "x")),
                AllOf(HasSubstr("left over"), HasSubstr("4 images of 2 x 3 pixels")));
    EXPECT_THAT(labelsError(dir.write("packed", gzip(idxLabels({1, 2}) + "x"))), HasSubstr("left over"));
}

TEST(IdxReader, RefusesHugeClaimsBeforeTakingMemory) {
    const TempDir dir;
    // 65 TB: were the header believed, the reader would end in bad_alloc, which is no Error.
    const std::string huge = idxHeader({4'000'000, 4096, 4096}) + "x";
    EXPECT_THAT(imagesError(dir.write("plain", huge)), HasSubstr("the file can hold only 1"));
    EXPECT_THAT(imagesError(dir.write("packed", gzip(huge))),
                HasSubstr("a gzip file of this size can hold only"));
}

TEST(IdxReader, RefusesSizesOutOfRange) {
    const TempDir dir;
    EXPECT_THAT(imagesError(dir.write("a", idxHeader({0, 28, 28}))), HasSubstr("claims to hold 0 samples"));
    EXPECT_THAT(imagesError(dir.write("b", idxHeader({0xffffffff, 0xffffffff, 0xffffffff}))),
                HasSubstr("claims to hold 4294967295 samples"));
    EXPECT_THAT(imagesError(dir.write("c", idxHeader({1, 0, 28}))), HasSubstr("images of 0 x 28 pixels"));
    EXPECT_THAT(imagesError(dir.write("d", idxHeader({1, 28, 5000}))),
                HasSubstr("images of 28 x 5000 pixels"));
}

TEST(IdxReader, RefusesDamagedGzip) {
    const TempDir dir;
    std::string packed = gzip(idxImages(300));
    std::string badChecksum = packed;
    badChecksum[badChecksum.size() - 8] ^= 0x55; // the checksum is in the last 8 bytes
    EXPECT_THAT(imagesError(dir.write("checksum.gz", badChecksum)),
                AllOf(HasSubstr("checksum.gz"), HasSubstr("damaged gzip")));
    std::string badData = packed;
    for (std::size_t i = 12; i < 40; ++i) badData[i] = static_cast<char>(0xff);
    EXPECT_THAT(imagesError(dir.write("data.gz", badData)), HasSubstr("damaged gzip"));
}

TEST(IdxReader, RefusesTruncatedGzipWhereverItIsCut) {
    const TempDir dir;
    const std::string packed = gzip(idxImages(20));
    for (std::size_t length = 0; length < packed.size(); ++length) {
        EXPECT_NE(imagesError(dir.write("cut.gz", packed.substr(0, length))), "")
            << "cut to " << length << " bytes";
    }
    EXPECT_THAT(imagesError(dir.write("cut.gz", packed.substr(0, packed.size() / 2))),
                HasSubstr("truncated gzip"));
}

TEST(IdxDirectory, LoadsImagesLabelsAndClasses) {
    const TempDir dir;
    IdxDirectory{}.writeTo(dir);
    const Splits splits = loadIdxDirectory(dir.path());
    EXPECT_EQ(splits.train.size(), 4u);
    EXPECT_EQ(splits.test.size(), 2u);
    EXPECT_EQ(splits.validation.size(), 0u);
    EXPECT_EQ(splits.train.shape, (Shape{1, 2, 3}));
    EXPECT_EQ(splits.train.classes, 3);
    EXPECT_EQ(splits.test.classes, 3);
    EXPECT_THAT(splits.train.labels, ElementsAre(0, 1, 2, 1));
    EXPECT_THAT(splits.test.labels, ElementsAre(2, 0));
    EXPECT_THAT(splits.test.bytes, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
    EXPECT_THAT(splits.train.classNames, ElementsAre("0", "1", "2"));
    EXPECT_EQ(splits.train.name, dir.path().filename().string());
}

TEST(IdxDirectory, AcceptsPackedFilesAndTheOtherSpelling) {
    const TempDir dir;
    const IdxDirectory files;
    dir.write("train-images.idx3-ubyte", files.trainImages);
    dir.write("train-labels-idx1-ubyte.gz", gzip(files.trainLabels));
    dir.write("t10k-images.idx3-ubyte.gz", gzip(files.testImages));
    dir.write("t10k-labels.idx1-ubyte", files.testLabels);
    EXPECT_THAT(loadIdxDirectory(dir.path()).train.labels, ElementsAre(0, 1, 2, 1));
}

TEST(IdxDirectory, PrefersThePlainFile) {
    const TempDir dir;
    IdxDirectory{}.writeTo(dir);
    dir.write("train-labels-idx1-ubyte.gz", "not even gzip");
    EXPECT_THAT(loadIdxDirectory(dir.path()).train.labels, ElementsAre(0, 1, 2, 1));
}

TEST(IdxDirectory, NamesFashionClassesByTheDirectory) {
    const TempDir dir;
    IdxDirectory{}.writeTo(dir);
    fs::create_directory(dir / "My-FASHION-set");
    for (const auto& entry : fs::directory_iterator(dir.path())) {
        if (entry.is_regular_file()) fs::copy(entry.path(), dir / "My-FASHION-set" / entry.path().filename());
    }
    const Splits splits = loadIdxDirectory(dir / "My-FASHION-set/"); // the slash is no part of the name
    EXPECT_EQ(splits.train.name, "My-FASHION-set");
    EXPECT_THAT(splits.test.classNames, ElementsAre("T-shirt/top", "Trouser", "Pullover"));
}

TEST(IdxDirectory, RefusesFashionLabelsWithoutAName) {
    const TempDir dir;
    fs::create_directory(dir / "fashion");
    dir.write("fashion/train-images-idx3-ubyte", idxImages(11));
    dir.write("fashion/train-labels-idx1-ubyte", idxLabels({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}));
    dir.write("fashion/t10k-images-idx3-ubyte", idxImages(1));
    dir.write("fashion/t10k-labels-idx1-ubyte", idxLabels({0}));
    EXPECT_THAT(errorOf([&] { loadIdxDirectory(dir / "fashion"); }),
                AllOf(HasSubstr("sample 10 with 10"), HasSubstr("0 to 9")));
}

TEST(IdxDirectory, RefusesAMissingDirectory) {
    EXPECT_THAT(errorOf([] { loadIdxDirectory("/nowhere/mnist"); }),
                AllOf(HasSubstr("no directory '/nowhere/mnist'"), HasSubstr("train-images-idx3-ubyte"),
                      HasSubstr("t10k-labels-idx1-ubyte")));
}

TEST(IdxDirectory, NamesTheMissingFileAndAllFour) {
    const TempDir dir;
    IdxDirectory{}.writeTo(dir);
    fs::remove(dir / "t10k-labels-idx1-ubyte");
    EXPECT_THAT(
        errorOf([&] { loadIdxDirectory(dir.path()); }),
        AllOf(HasSubstr(dir.path().string()), HasSubstr("holds no t10k-labels-idx1-ubyte"),
              HasSubstr("train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and")));
}

TEST(IdxDirectory, RefusesDifferentNumbersOfImagesAndLabels) {
    EXPECT_THAT(directoryError({.trainLabels = idxLabels({0, 1, 2})}),
                AllOf(HasSubstr("train-images-idx3-ubyte' holds 4 images"), HasSubstr("holds 3 labels")));
}

TEST(IdxDirectory, RefusesTestImagesOfAnotherSize) {
    EXPECT_THAT(directoryError({.testImages = idxImages(2, 3, 3)}),
                AllOf(HasSubstr("1x3x3"), HasSubstr("1x2x3")));
}

TEST(IdxDirectory, RefusesATestLabelThatTrainingDoesNotHave) {
    EXPECT_THAT(directoryError({.testLabels = idxLabels({2, 3})}),
                AllOf(HasSubstr("t10k-labels-idx1-ubyte' labels sample 1 with 3"), HasSubstr("0 to 2")));
}

TEST(IdxDirectory, RefusesAStrayTrainingLabel) {
    EXPECT_THAT(directoryError({.trainLabels = idxLabels({0, 1, 200, 1})}),
                AllOf(HasSubstr("train-labels-idx1-ubyte' labels sample 2 with 200"),
                      HasSubstr("no sample has label 2")));
}

TEST(IdxDirectory, AcceptsLabelsThatStartAtOne) {
    const TempDir dir;
    IdxDirectory{.trainLabels = idxLabels({1, 2, 3, 1}), .testLabels = idxLabels({1, 3})}.writeTo(dir);
    EXPECT_EQ(loadIdxDirectory(dir.path()).train.classes, 4);
}

TEST(IdxDirectory, RefusesASingleClass) {
    EXPECT_THAT(directoryError({.trainLabels = idxLabels({0, 0, 0, 0})}), HasSubstr("at least two classes"));
}

TEST(IdxDirectory, RefusesSwappedFiles) {
    const IdxDirectory right;
    EXPECT_THAT(directoryError({.trainImages = right.trainLabels, .trainLabels = right.trainImages}),
                AllOf(HasSubstr("train-images-idx3-ubyte"), HasSubstr("swapped")));
}

} // namespace
} // namespace tristate::data
