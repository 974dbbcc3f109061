#include "core/io/sets/sha256.h"

#include "core/base/error.h"
#include "core/messages/data.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <new>
#include <openssl/evp.h>
#include <vector>

namespace tristate::io {

std::string sha256Of(const std::filesystem::path& file) {
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error(say::kCannotOpen, "'" + file.string() + "'");
    std::vector<char> chunk(1 << 16);
    while (in) {
        in.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        EVP_DigestUpdate(context.get(), chunk.data(), static_cast<std::size_t>(in.gcount()));
    }
    if (in.bad()) throw Error(say::kCannotOpen, "'" + file.string() + "'");
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned length = 0;
    EVP_DigestFinal_ex(context.get(), digest.data(), &length);
    std::string hex;
    for (unsigned i = 0; i < length; ++i) {
        std::array<char, 3> two{};
        std::snprintf(two.data(), two.size(), "%02x", digest[i]);
        hex += two.data();
    }
    return hex;
}

} // namespace tristate::io
