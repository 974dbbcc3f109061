#pragma once

#include <string>

namespace tristate {

/// Shape of one sample: channels x height x width. A flat vector of n features is n x 1 x 1.
struct Shape {
    int channels = 0;
    int height = 1;
    int width = 1;

    int positions() const { return height * width; }
    int features() const { return channels * height * width; }
    bool isFlat() const { return height == 1 && width == 1; }
    friend bool operator==(const Shape&, const Shape&) = default;
};

/// "784" or "1x28x28", as in a net spec.
inline std::string toString(const Shape& s) {
    if (s.isFlat()) return std::to_string(s.channels);
    return std::to_string(s.channels) + "x" + std::to_string(s.height) + "x" + std::to_string(s.width);
}

} // namespace tristate
