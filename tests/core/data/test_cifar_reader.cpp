#include "core/base/error.h"
#include "core/data/data_source.h"
#include "tests/core/data/archive_files.h"
#include "tests/core/data/idx_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace tristate::data {
namespace {

namespace fs = std::filesystem;
using test::gzip;
using test::TempDir;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr std::size_t kPixels = 3 * 32 * 32;

/// What the error says; empty when there is none.
std::string errorOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

Splits loadFrom(const TempDir& dir) {
    return load({.source = dir.path().string()});
}

std::string loadError(const TempDir& dir) {
    return errorOf([&] { loadFrom(dir); });
}

/// Byte p of the pixels of an image with this label.
int pixel(int label, std::size_t p) {
    return (label * 50 + static_cast<int>(p)) % 256;
}

/// A record per label; their pixels depend on the label and the place.
std::string batch(const std::vector<int>& labels) {
    std::string file;
    for (const int label : labels) {
        file += static_cast<char>(label);
        for (std::size_t p = 0; p < kPixels; ++p) file += static_cast<char>(pixel(label, p));
    }
    return file;
}

/// Two training batches and a test batch; a test then makes one of them wrong.
void writeBatches(const TempDir& dir) {
    dir.write("data_batch_1.bin", batch({3, 9}));
    dir.write("data_batch_2.bin", batch({0}));
    dir.write("test_batch.bin", batch({5, 1, 2}));
}

TEST(CifarReader, LoadsTheBatchesInOrder) {
    const TempDir dir;
    writeBatches(dir);
    const Splits splits = loadFrom(dir);
    EXPECT_THAT(splits.train.labels, ElementsAre(3, 9, 0));
    EXPECT_THAT(splits.test.labels, ElementsAre(5, 1, 2));
    EXPECT_EQ(splits.validation.size(), 0u);
    for (const Dataset* part : {&splits.train, &splits.test}) {
        EXPECT_EQ(part->name, "CIFAR-10");
        EXPECT_EQ(part->shape, (Shape{3, 32, 32}));
        EXPECT_EQ(part->classes, 10);
        ASSERT_EQ(part->bytes.size(), part->size() * kPixels);
        for (std::size_t i = 0; i < part->size(); ++i)
            for (std::size_t p = 0; p < kPixels; ++p)
                ASSERT_EQ(part->bytes[i * kPixels + p], pixel(part->labels[i], p)) << i << ", " << p;
    }
}

TEST(CifarReader, LoadsAllFiveBatches) {
    const TempDir dir;
    writeBatches(dir);
    for (const int number : {3, 4, 5})
        dir.write("data_batch_" + std::to_string(number) + ".bin", batch({number}));
    EXPECT_THAT(loadFrom(dir).train.labels, ElementsAre(3, 9, 0, 3, 4, 5));
}

TEST(CifarReader, ReadsPackedFilesAndPrefersPlainOnes) {
    const TempDir dir;
    dir.write("data_batch_1.bin.gz", gzip(batch({7, 8})));
    dir.write("test_batch.bin", batch({6}));
    dir.write("test_batch.bin.gz", "not even gzip");
    const Splits splits = loadFrom(dir);
    EXPECT_THAT(splits.train.labels, ElementsAre(7, 8));
    EXPECT_EQ(splits.train.bytes.at(kPixels + 5), pixel(8, 5));
    EXPECT_THAT(splits.test.labels, ElementsAre(6));
}

TEST(CifarReader, FindsTheFolderOfTheArchive) {
    const TempDir dir;
    fs::create_directory(dir / "cifar-10-batches-bin");
    EXPECT_THAT(loadError(dir), HasSubstr("holds no data"));
    dir.write("cifar-10-batches-bin/data_batch_1.bin", batch({4}));
    EXPECT_THAT(loadError(dir), AllOf(HasSubstr("cifar-10-batches-bin' holds no test_batch.bin"),
                                      HasSubstr("data_batch_1.bin to data_batch_5.bin")));
    dir.write("cifar-10-batches-bin/test_batch.bin", batch({2}));
    EXPECT_THAT(loadFrom(dir).train.labels, ElementsAre(4));
}

TEST(CifarReader, NamesClassesAsTheFileSaysElseByTheKnownNames) {
    const TempDir dir;
    writeBatches(dir);
    EXPECT_THAT(loadFrom(dir).train.classNames, ElementsAre("airplane", "automobile", "bird", "cat", "deer",
                                                            "dog", "frog", "horse", "ship", "truck"));
    dir.write("batches.meta.txt", "a\nb\nc\nd d\r\ne\nf\ng\nh\ni\nj \n\n");
    EXPECT_THAT(loadFrom(dir).test.classNames,
                ElementsAre("a", "b", "c", "d d", "e", "f", "g", "h", "i", "j"));
}

TEST(CifarReader, RefusesAnotherNumberOfClassNames) {
    const TempDir dir;
    writeBatches(dir);
    dir.write("batches.meta.txt", "cat\ndog\n");
    EXPECT_THAT(loadError(dir),
                AllOf(HasSubstr("batches.meta.txt' names 2 classes"), HasSubstr("expected 10,")));
    dir.write("batches.meta.txt", "a\nb\nc\nd\ne\nf\ng\nh\ni\n" + std::string(5000, 'j'));
    EXPECT_THAT(loadError(dir), HasSubstr("fewer than 4096 bytes"));
}

TEST(CifarReader, NamesTheMissingFile) {
    const TempDir dir;
    writeBatches(dir);
    dir.write("data_batch_4.bin", batch({1}));
    EXPECT_THAT(loadError(dir), AllOf(HasSubstr(dir.path().string()), HasSubstr("holds no data_batch_3.bin"),
                                      HasSubstr("and test_batch.bin")));
    fs::remove(dir / "data_batch_4.bin");
    fs::remove(dir / "test_batch.bin");
    EXPECT_THAT(loadError(dir), HasSubstr("holds no test_batch.bin"));
    writeBatches(dir);
    fs::remove(dir / "data_batch_1.bin");
    EXPECT_THAT(loadError(dir), HasSubstr("holds no data_batch_1.bin"));
    fs::remove(dir / "data_batch_2.bin");
    EXPECT_THAT(loadError(dir), HasSubstr("holds no data_batch_1.bin"));
}

TEST(CifarReader, RefusesAFileCutShort) {
    for (const bool packed : {false, true}) {
        const TempDir dir;
        writeBatches(dir);
        const std::string whole = batch({1, 2, 3});
        const auto writeCut = [&](std::size_t length) {
            const std::string content = whole.substr(0, length);
            dir.write("data_batch_2.bin", packed ? gzip(content) : content);
        };
        writeCut(whole.size() - 73);
        EXPECT_THAT(loadError(dir), AllOf(HasSubstr("data_batch_2.bin' is truncated: record 2"),
                                          HasSubstr("has 3000 bytes"), HasSubstr("expected 3073")));
        writeCut(1);
        EXPECT_THAT(loadError(dir), AllOf(HasSubstr("record 0"), HasSubstr("has 1 bytes")));
        writeCut(0);
        EXPECT_THAT(loadError(dir), AllOf(HasSubstr("record 0"), HasSubstr("has 0 bytes")));
        writeCut(2 * (kPixels + 1));
        EXPECT_EQ(loadError(dir), "");
    }
}

TEST(CifarReader, RefusesAPackedFileCutShort) {
    const TempDir dir;
    writeBatches(dir);
    const std::string packed = gzip(batch({1, 2, 3}));
    for (std::size_t length = 0; length < packed.size(); ++length) {
        dir.write("test_batch.bin", packed.substr(0, length));
        EXPECT_NE(loadError(dir), "") << "cut to " << length << " bytes";
    }
    dir.write("test_batch.bin", packed.substr(0, packed.size() / 2));
    EXPECT_THAT(loadError(dir), HasSubstr("test_batch.bin' is a truncated gzip file"));
}

TEST(CifarReader, RefusesALabelAboveNine) {
    const TempDir dir;
    writeBatches(dir);
    dir.write("test_batch.bin", batch({9, 0, 10, 3}));
    EXPECT_THAT(loadError(dir), AllOf(HasSubstr("test_batch.bin' labels record 2"), HasSubstr("with 10;"),
                                      HasSubstr("0 to 9")));
    dir.write("test_batch.bin", batch({255}));
    EXPECT_THAT(loadError(dir), AllOf(HasSubstr("labels record 0"), HasSubstr("with 255;")));
}

TEST(CifarReader, StopsReadingAFileThatDoesNotEnd) {
    const TempDir dir;
    writeBatches(dir);
    fs::resize_file(dir.write("test_batch.bin", ""),
                    std::uintmax_t{1} << 28); // a hole: it takes no space on disk
    EXPECT_THAT(loadError(dir), HasSubstr("test_batch.bin' holds more than 50000 records"));
}

/// Two label bytes each: a coarse one, and the fine one that counts.
std::string fineBatch(const std::vector<int>& labels) {
    std::string file;
    for (const int label : labels) file += "\x13" + batch({label});
    return file;
}

TEST(CifarHundred, HasFineClassesNamedByItsFile) {
    const TempDir dir;
    fs::create_directory(dir / "cifar-100-binary");
    dir.write("cifar-100-binary/train.bin", fineBatch({99, 0, 42}));
    EXPECT_THAT(loadError(dir), AllOf(HasSubstr("cifar-100-binary' holds no test.bin"),
                                      HasSubstr("train.bin and test.bin"), Not(HasSubstr("CIFAR-10 "))));
    dir.write("cifar-100-binary/test.bin.gz", gzip(fineBatch({7})));
    const Splits splits = loadFrom(dir);
    EXPECT_EQ(splits.train.name, "CIFAR-100");
    EXPECT_EQ(splits.train.shape, (Shape{3, 32, 32}));
    EXPECT_THAT(splits.train.labels, ElementsAre(99, 0, 42));
    EXPECT_THAT(splits.test.labels, ElementsAre(7));
    EXPECT_EQ(splits.train.classes, 100);
    EXPECT_EQ(splits.train.classNames.at(99), "99") << "without the file of names";
    for (std::size_t p = 0; p < kPixels; ++p)
        ASSERT_EQ(splits.train.bytes.at(2 * kPixels + p), pixel(42, p)) << p;
    std::string names;
    for (int c = 0; c < 100; ++c) names += "name " + std::to_string(c) + "\n";
    dir.write("cifar-100-binary/fine_label_names.txt", names);
    EXPECT_EQ(loadFrom(dir).test.classNames.at(7), "name 7");
}

TEST(CifarHundred, RefusesWhatIsDamaged) {
    const TempDir dir;
    dir.write("test.bin", fineBatch({3}));
    dir.write("train.bin", fineBatch({3, 100}));
    EXPECT_THAT(loadError(dir), AllOf(HasSubstr("train.bin' labels record 1"), HasSubstr("with 100;"),
                                      HasSubstr("CIFAR-100 must lie within 0 to 99")));
    dir.write("train.bin", batch({3}));
    EXPECT_THAT(loadError(dir), AllOf(HasSubstr("record 0"), HasSubstr("3073 bytes; expected 3074")));
    dir.write("train.bin", fineBatch({3}));
    dir.write("fine_label_names.txt", "apple\n");
    EXPECT_THAT(loadError(dir), AllOf(HasSubstr("names 1 classes"), HasSubstr("expected 100")));
    fs::remove(dir / "fine_label_names.txt");
    fs::remove(dir / "test.bin");
    EXPECT_THAT(loadError(dir), HasSubstr("holds no data")) << "train.bin alone may be anything";
}

TEST(CifarHundred, FurtherDownIsOnlyWhereItIsNamed) {
    const TempDir dir;
    for (const char* folder : {"cats", "dogs", "cache"}) fs::create_directory(dir / folder);
    for (int i = 0; i < 10; ++i)
        for (const std::string folder : {"cats/", "dogs/"})
            dir.write(folder + std::to_string(i) + ".pgm", "P5 2 2 255\n" + std::string(4, '\x40'));
    for (const char* other : {"cache/train.bin", "cache/test.bin"}) dir.write(other, "of another program");
    EXPECT_THAT(load({.source = dir.path().string()}).train.classNames, ElementsAre("cats", "dogs"));
}

TEST(CifarArchive, IsReadAsItIsDownloaded) {
    const TempDir dir;
    const test::Files ten{{"cifar-10-batches-bin/data_batch_1.bin", batch({1, 2})},
                          {"cifar-10-batches-bin/test_batch.bin", batch({3})},
                          {"cifar-10-batches-bin/readme.html", "<html>"}};
    const test::Files hundred{{"cifar-100-binary/train.bin", fineBatch({50, 60})},
                              {"cifar-100-binary/test.bin", fineBatch({70})}};
    for (const auto kind : {test::ArchiveKind::Zip, test::ArchiveKind::Tar, test::ArchiveKind::TarGz}) {
        const std::string file = dir.write("archive", test::archive(ten, kind)).string();
        const Splits splits = load({.source = file});
        EXPECT_EQ(splits.train.name, "CIFAR-10");
        EXPECT_THAT(splits.train.labels, ElementsAre(1, 2));
        EXPECT_EQ(splits.test.bytes.at(9), pixel(3, 9));
        dir.write("archive", test::archive(hundred, kind));
        EXPECT_THAT(load({.source = file}).train.labels, ElementsAre(50, 60));
    }
}

TEST(LoadDirectory, PicksTheReaderByTheFiles) {
    const TempDir dir;
    writeBatches(dir);
    const Splits cifar = load({.source = dir.path().string(), .validation = 1});
    EXPECT_EQ(cifar.train.shape, (Shape{3, 32, 32}));
    EXPECT_EQ(cifar.train.size(), 2u);
    EXPECT_EQ(cifar.validation.bytes.size(), kPixels);
    test::IdxDirectory{}.writeTo(dir);
    EXPECT_EQ(load({.source = dir.path().string()}).train.shape, (Shape{1, 2, 3})) << "IDX files go first";
}

TEST(LoadDirectory, SpeaksOfTheFormatWhoseFilesAreThere) {
    const auto errorOfLoad = [](const TempDir& dir) {
        return errorOf([&] { load({.source = dir.path().string()}); });
    };
    const TempDir idx, cifar, neither;
    idx.write("t10k-labels.idx1-ubyte.gz", "");
    EXPECT_THAT(errorOfLoad(idx), AllOf(HasSubstr("holds no train-images"), Not(HasSubstr("CIFAR"))));
    cifar.write("data_batch_5.bin.gz", "");
    EXPECT_THAT(errorOfLoad(cifar), AllOf(HasSubstr("holds no data_batch_1.bin"), Not(HasSubstr("idx"))));
    EXPECT_THAT(errorOfLoad(neither),
                AllOf(HasSubstr("'" + neither.path().string() + "' holds no data"),
                      HasSubstr("train-images-idx3-ubyte"), HasSubstr("t10k-labels-idx1-ubyte"),
                      HasSubstr("data_batch_1.bin to data_batch_5.bin"), HasSubstr("test_batch.bin")));
}

} // namespace
} // namespace tristate::data
