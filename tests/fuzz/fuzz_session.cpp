#include "core/io/store/session_file.h"
#include "tests/fuzz/reader_fuzzer.h"

#include <cstring>
#include <zlib.h>

using namespace tristate;

namespace {

/// So that what is behind the checksum is reached.
void mendChecksum(std::string& bytes) {
    if (bytes.size() < sizeof(std::uint32_t)) return;
    const std::size_t covered = bytes.size() - sizeof(std::uint32_t);
    const auto crc = static_cast<std::uint32_t>(
        ::crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), covered));
    std::memcpy(bytes.data() + covered, &crc, sizeof crc);
}

} // namespace

/// A session file with a checksum that fits, and as it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string bytes(reinterpret_cast<const char*>(data), size);
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] { io::openSession(fuzz::fileWith(bytes)); });
    mendChecksum(bytes);
    fuzz::expectSentence(size, fuzz::kBytesOfText, [&] { io::openSession(fuzz::fileWith(bytes)); });
    return 0;
}
