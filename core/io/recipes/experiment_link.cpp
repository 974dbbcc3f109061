#include "core/io/recipes/experiment_link.h"

#include "core/base/error.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/json_fields.h"
#include "core/messages/links.h"

#include <cstdint>
#include <new>
#include <zlib.h>

namespace tristate::io {

namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr std::size_t kMaxJson = 1 << 20; ///< bytes, far more than an experiment has

std::string toBase64(std::string_view bytes) {
    std::string text;
    std::uint32_t bits = 0;
    int count = 0; // of bits that are no digit yet
    for (const char byte : bytes) {
        bits = bits << 8 | static_cast<unsigned char>(byte);
        for (count += 8; count >= 6; count -= 6) text += kDigits[bits >> (count - 6) & 63];
    }
    if (count > 0) text += kDigits[bits << (6 - count) & 63];
    return text;
}

/// What is no digit makes the text a damaged one.
std::string fromBase64(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char each : text) {
        const std::size_t digit = kDigits.find(each);
        if (digit == kDigits.npos) throw Error(say::kLinkDamaged);
        bits = bits << 6 | static_cast<std::uint32_t>(digit);
        if ((count += 6) >= 8) bytes += static_cast<char>(bits >> (count -= 8) & 255);
    }
    return bytes;
}

std::string compressed(const std::string& text) {
    uLongf size = compressBound(text.size());
    std::string bytes(size, '\0');
    // Fails for lack of memory alone, as there is room for the result.
    if (::compress2(reinterpret_cast<Bytef*>(bytes.data()), &size,
                    reinterpret_cast<const Bytef*>(text.data()), text.size(), Z_BEST_COMPRESSION) != Z_OK)
        throw std::bad_alloc();
    bytes.resize(size);
    return bytes;
}

std::string uncompressed(const std::string& bytes) {
    std::string text(kMaxJson, '\0');
    uLongf size = text.size();
    uLong used = bytes.size();
    const int end = ::uncompress2(reinterpret_cast<Bytef*>(text.data()), &size,
                                  reinterpret_cast<const Bytef*>(bytes.data()), &used);
    if (end != Z_OK || used != bytes.size()) throw Error(say::kLinkDamaged);
    text.resize(size);
    return text;
}

bool isSpace(char each) {
    return each == ' ' || (each >= '\t' && each <= '\r');
}

std::string withoutSpaces(std::string_view text) {
    std::string rest;
    for (const char each : text)
        if (!isSpace(each)) rest += each;
    return rest;
}

} // namespace

bool isLink(std::string_view text) {
    while (!text.empty() && isSpace(text.front())) text.remove_prefix(1);
    return text.starts_with(kLinkStart);
}

std::string toLink(const train::Experiment& experiment) {
    const std::string json = dumpJson(experimentToJson(experiment), -1);
    std::string link(kLinkStart);
    link += toBase64(compressed(json));
    if (link.size() > kMaxLink || json.size() > kMaxJson)
        throw Error(say::kLinkTooLong, link.size(), kMaxLink);
    return link;
}

train::Experiment experimentFromLink(std::string_view link) {
    const std::string whole = withoutSpaces(link);
    if (!isLink(whole)) throw Error(say::kLinkDamaged);
    if (whole.size() > kMaxLink) throw Error(say::kLinkTooLong, whole.size(), kMaxLink);
    return experimentFromJson(uncompressed(fromBase64(std::string_view(whole).substr(kLinkStart.size()))),
                              "link");
}

} // namespace tristate::io
