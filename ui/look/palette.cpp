#include "ui/look/palette.h"

#include <QPalette>

#include <algorithm>
#include <array>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr int kShades = 256;

/// Viridis at eleven equal steps; in between the eye sees no difference to linear mixing.
constexpr std::array<QRgb, 11> kViridis = {0xff440154, 0xff482475, 0xff414487, 0xff355f8d,
                                           0xff2a788e, 0xff21918c, 0xff22a884, 0xff44bf70,
                                           0xff7ad151, 0xffbddf26, 0xfffde725};

int mix(int from, int to, double share) {
    return static_cast<int>(std::lround(from + (to - from) * share));
}

std::array<QRgb, kShades> makeShades() {
    std::array<QRgb, kShades> shades{};
    for (int i = 0; i < kShades; ++i) {
        const double position = static_cast<double>(i) / (kShades - 1) * (kViridis.size() - 1);
        const auto low = std::min<std::size_t>(static_cast<std::size_t>(position), kViridis.size() - 2);
        const double share = position - static_cast<double>(low);
        const QRgb a = kViridis[low], b = kViridis[low + 1];
        shades[static_cast<std::size_t>(i)] = qRgb(
            mix(qRed(a), qRed(b), share), mix(qGreen(a), qGreen(b), share), mix(qBlue(a), qBlue(b), share));
    }
    return shades;
}

QColor blend(const QColor& a, const QColor& b, double share) {
    return QColor(mix(a.red(), b.red(), share), mix(a.green(), b.green(), share),
                  mix(a.blue(), b.blue(), share));
}

} // namespace

QRgb gateColour(double gate) {
    static const auto shades = makeShades();
    const double clamped = std::isfinite(gate) ? std::clamp(gate, 0.0, 1.0) : 0.0;
    return shades[static_cast<std::size_t>(std::lround(clamped * (kShades - 1)))];
}

QRgb signedColour(double value, QColor zero) {
    const double size = std::isfinite(value) ? std::min(std::abs(value), 1.0) : 0.0;
    return blend(zero, value < 0 ? lineColour(0) : lineColour(1), size).rgb();
}

QColor lineColour(int index) {
    // Without the yellow and the black of the original eight: they vanish on a light or a dark ground.
    static constexpr std::array<QRgb, 6> colours = {0xff0072b2, 0xffd55e00, 0xff009e73,
                                                    0xffcc79a7, 0xff56b4e9, 0xffe69f00};
    return QColor(colours[static_cast<std::size_t>(index) % colours.size()]);
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < 128;
}

ViewColours viewColours(const QPalette& palette) {
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::Text);
    return {base,
            text,
            blend(text, base, 0.35),
            blend(base, text, 0.12),
            isDark(palette) ? QColor(0xe6, 0x9f, 0x00) : QColor(0xb3, 0x6b, 0x00),
            isDark(palette) ? QColor(0xff, 0x8c, 0x5a) : QColor(0xb8, 0x3a, 0x00),
            isDark(palette) ? lineColour(4) : lineColour(0)};
}

} // namespace tristate::ui
