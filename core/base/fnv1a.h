#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace tristate {

/// The hash FNV-1a of Fowler, Noll and Vo, 64 bits. Tells values apart; no defence against who wants equal
/// ones.
class Fnv1a {
public:
    void add(const void* data, std::size_t bytes) {
        const auto* p = static_cast<const unsigned char*>(data);
        for (std::size_t i = 0; i < bytes; ++i) m_value = (m_value ^ p[i]) * 0x100000001b3u;
    }
    void add(std::string_view text) { add(text.data(), text.size()); }
    /// 16 hex digits.
    std::string hex() const {
        char text[17];
        std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(m_value));
        return text;
    }

private:
    std::uint64_t m_value = 0xcbf29ce484222325u;
};

} // namespace tristate
