#include "core/data/data_source.h"
#include "tests/fuzz/reader_fuzzer.h"
#include "tests/support/temp_dir.h"

using namespace tristate;

/// Folders of CIFAR-10 and of CIFAR-100 whose batches, plain or packed by gzip, and whose names of classes
/// are all this content.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const test::TempDir folder, hundred;
    static const bool prepared = [] {
        std::filesystem::create_directory(hundred / "cifar-100-binary");
        for (const char* name : {"data_batch_1.bin", "test_batch.bin"})
            std::filesystem::create_symlink(fuzz::fileWith(""), folder / name);
        for (const char* name : {"cifar-100-binary/train.bin", "cifar-100-binary/test.bin"})
            std::filesystem::create_symlink(fuzz::fileWith(""), hundred / name);
        return true;
    }();
    const std::string content(reinterpret_cast<const char*>(data), size);
    // The names of the classes are text, and no batch is: each gets its half.
    const bool names = prepared && size > 0 && content.front() == '#';
    std::error_code ignored;
    if (names)
        folder.write("batches.meta.txt", content.substr(1));
    else
        std::filesystem::remove(folder / "batches.meta.txt", ignored);
    const std::string batch = names ? std::string(3073, '\1') : content;
    fuzz::fileWith(batch);
    fuzz::expectSentence(batch.size(), 2 * fuzz::kBytesOfGzip,
                         [&] { data::load({.source = folder.path().string()}); });
    fuzz::expectSentence(batch.size(), 2 * fuzz::kBytesOfGzip,
                         [&] { data::load({.source = hundred.path().string()}); });
    return 0;
}
