#include "core/tables/table_reader.h"
#include "core/tables/text_encoding.h"
#include "tests/fuzz/reader_fuzzer.h"

using namespace tristate;

/// A table in whatever encoding, its columns as they are guessed.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] {
        const tables::DecodedText text({data, data + size});
        const tables::TablePreview preview = tables::preview(text.text(), "'it'");
        std::vector<tables::Role> roles;
        for (const bool isNumber : preview.isNumber)
            roles.push_back(isNumber ? tables::Role::Number : tables::Role::Category);
        tables::readTable(text.text(), preview, roles, "'it'", 1);
    });
    return 0;
}
