#include "core/data/npy_reader.h"

#include "core/base/error.h"
#include "core/messages/sources.h"

#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace tristate::data {

namespace {

constexpr std::size_t kMaxHeader = 65'536;

std::optional<NumberType> typeNamed(std::string_view code) {
    struct Named {
        std::string_view code;
        NumberType type;
    };
    constexpr std::array<Named, 12> kTypes{{{"b1", NumberType::Bool},
                                            {"i1", NumberType::Int8},
                                            {"u1", NumberType::UInt8},
                                            {"i2", NumberType::Int16},
                                            {"u2", NumberType::UInt16},
                                            {"i4", NumberType::Int32},
                                            {"u4", NumberType::UInt32},
                                            {"i8", NumberType::Int64},
                                            {"u8", NumberType::UInt64},
                                            {"f2", NumberType::Float16},
                                            {"f4", NumberType::Float32},
                                            {"f8", NumberType::Float64}}};
    for (const Named& named : kTypes)
        if (named.code == code) return named.type;
    return std::nullopt;
}

/// What stands behind 'key': in the header, a dictionary of Python; empty where there is no such key.
std::string_view behindKey(std::string_view header, std::string_view key) {
    const std::size_t at = header.find(key);
    if (at == header.npos) return {};
    std::string_view rest = header.substr(at + key.size());
    while (!rest.empty() && (rest.front() == ' ' || rest.front() == ':')) rest.remove_prefix(1);
    return rest;
}

/// "(60000, 28, 28)"
std::optional<std::vector<std::size_t>> shapeIn(std::string_view text) {
    if (!text.starts_with('(')) return std::nullopt;
    text = text.substr(1, text.find(')') - 1);
    std::vector<std::size_t> shape;
    while (!text.empty()) {
        if (text.front() == ' ' || text.front() == ',') {
            text.remove_prefix(1);
            continue;
        }
        std::size_t side = 0;
        const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), side);
        if (problem != std::errc() || shape.size() == kMaxDimensions) return std::nullopt;
        shape.push_back(side);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    return shape;
}

std::string readHeader(ByteSource& source) {
    std::array<std::uint8_t, 8> start{};
    constexpr std::array<std::uint8_t, 6> kMagic{0x93, 'N', 'U', 'M', 'P', 'Y'};
    source.readExactly(start, "the magic of a NumPy array");
    if (!std::equal(kMagic.begin(), kMagic.end(), start.begin()) || start[6] < 1 || start[6] > 3)
        throw Error(say::kNotNpy, source.name());
    std::array<std::uint8_t, 4> length{};
    source.readExactly(std::span(length).first(start[6] == 1 ? 2 : 4), "the length of the header");
    const std::size_t size =
        length[0] | std::size_t{length[1]} << 8 | std::size_t{length[2]} << 16 | std::size_t{length[3]} << 24;
    if (size > kMaxHeader)
        throw Error(say::kNpyHeader, source.name(), "of " + std::to_string(size) + " bytes");
    std::string header(size, '\0');
    source.readExactly({reinterpret_cast<std::uint8_t*>(header.data()), size}, "the header");
    return header;
}

} // namespace

NumberArray readNpy(ByteSource& source) {
    const std::string header = readHeader(source);
    NumberArray array;
    const std::string_view type = behindKey(header, "'descr'");
    const auto shape = shapeIn(behindKey(header, "'shape'"));
    const std::string_view order = behindKey(header, "'fortran_order'");
    constexpr std::size_t kTypeText = 5; // '<f4'
    const bool isType = type.size() >= kTypeText && type[0] == '\'' && type[kTypeText - 1] == '\'';
    const auto known = isType ? typeNamed(type.substr(2, 2)) : std::nullopt;
    if (!known || !shape || (!order.starts_with("True") && !order.starts_with("False")))
        throw Error(say::kNpyHeader, source.name(), header.substr(0, 200));
    array.type = *known;
    array.shape = *shape;
    array.bigEndian = type[1] == '>';
    array.fortran = order.starts_with("True");
    readNumbers(source, array);
    return array;
}

} // namespace tristate::data
