#include "core/data/pen_canvas.h"

#include <algorithm>
#include <cmath>

namespace tristate::data {

namespace {

constexpr int kGroup = 8; ///< pixels that are drawn together

/// The pixels whose centre may lie between two coordinates, clipped to the sheet.
struct PixelRange {
    PixelRange(float low, float high)
        : begin(static_cast<int>(std::clamp(std::floor(low), 0.0f, float{PenCanvas::kSide}))),
          end(static_cast<int>(std::clamp(std::ceil(high), 0.0f, float{PenCanvas::kSide}))) {}
    int begin;
    int end;
};

} // namespace

void PenCanvas::drawLine(Point from, Point to, float fromRadius, float toRadius) {
    const float reach = std::max(fromRadius, toRadius) + 0.5f * m_softness;
    const PixelRange columns(std::min(from.x, to.x) - reach, std::max(from.x, to.x) + reach);
    const PixelRange rows(std::min(from.y, to.y) - reach, std::max(from.y, to.y) + reach);
    const Point along{to.x - from.x, to.y - from.y};
    const float squaredLength = along.x * along.x + along.y * along.y;
    const float perLength = squaredLength > 0 ? 1 / squaredLength : 0;
    const float softness = m_softness;

    for (int row = rows.begin; row < rows.end; ++row) {
        const float y = static_cast<float>(row) + 0.5f - from.y;
        // Whole groups, so that a compiler makes vectors of them: ink that is drawn once more is the same.
        for (int group = columns.begin; group < columns.end; group += kGroup) {
            const int begin = std::min(group, kSide - kGroup);
            float* ink = m_ink.data() + row * kSide + begin;
            for (int i = 0; i < kGroup; ++i) {
                const Point p{static_cast<float>(begin + i) + 0.5f - from.x, y};
                const float t = std::clamp((p.x * along.x + p.y * along.y) * perLength, 0.0f, 1.0f);
                const float dx = p.x - t * along.x;
                const float dy = p.y - t * along.y;
                const float inside = fromRadius + t * (toRadius - fromRadius) - std::sqrt(dx * dx + dy * dy);
                const float edge = std::clamp(0.5f + inside / softness, 0.0f, 1.0f);
                ink[i] = std::max(ink[i], edge * edge * (3 - 2 * edge));
            }
        }
    }
}

} // namespace tristate::data
