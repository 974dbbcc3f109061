#include "ui/views/network_links.h"

#include "ui/look/palette.h"
#include "ui/views/blended_lines.h"

#include <QPalette>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr std::size_t kMaxEnds = 24;   ///< dots of a column that links are drawn to
constexpr std::size_t kMaxLinks = 160; ///< between two columns

/// At most `most` of the open dots, evenly spread; `always` among them when it is open.
std::vector<std::size_t> openDots(const NetworkColumn& column, std::size_t most, int always) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < column.gates.size(); ++i)
        if (column.open[i]) open.push_back(i);
    if (open.size() <= most) return open;
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < most; ++i) some.push_back(open[i * open.size() / most]);
    const auto dot = always >= 0 ? column.dotOf(always) : column.gates.size();
    if (dot < column.gates.size() && column.open[dot] &&
        std::find(some.begin(), some.end(), dot) == some.end())
        some.push_back(dot);
    return some;
}

struct Link {
    std::size_t from, to; ///< dots
    float strength;
};

std::pair<double, double> horizontalRange(const NetworkColumn& column) {
    const auto [low, high] = std::minmax_element(column.dots.begin(), column.dots.end(),
                                                 [](auto& a, auto& b) { return a.x() < b.x(); });
    return {low->x() - column.radius - 3, high->x() + column.radius + 3};
}

} // namespace

void drawLinks(BlendedLines& lines, const NetworkColumn& from, const NetworkColumn& to, int target,
               const inspect::Links& links, const Selection& selection, const QPalette& palette) {
    const int chosen = to.isGated() ? selection.unitOf(to.layer) : -1;
    const int chosenFrom = from.isGated() ? selection.unitOf(from.layer) : -1;
    const auto starts = openDots(from, kMaxEnds, chosenFrom), ends = openDots(to, kMaxEnds, chosen);
    const std::size_t stride =
        std::max<std::size_t>(1, (starts.size() * ends.size() + kMaxLinks - 1) / kMaxLinks);
    std::vector<Link> drawn;
    float largest = 0;
    for (std::size_t i = 0; i < starts.size(); ++i)
        for (std::size_t j = 0; j < ends.size(); ++j) {
            const auto isChosen = [](int unit, const NetworkColumn& column, std::size_t dot) {
                return unit >= 0 && column.dotOf(unit) == dot;
            };
            if (j % stride != (i * 7) % stride && !isChosen(chosen, to, ends[j]) &&
                !isChosen(chosenFrom, from, starts[i]))
                continue;
            const float strength = links.strength(target, from.units, from.representatives[starts[i]],
                                                  to.representatives[ends[j]]);
            drawn.push_back({starts[i], ends[j], strength});
            largest = std::max(largest, std::abs(strength));
        }
    if (drawn.empty()) return;
    const double left = horizontalRange(from).second, right = horizontalRange(to).first;
    const auto colours = viewColours(palette);
    for (const auto& link : drawn) {
        const bool isChosen = (chosen >= 0 && to.dotOf(chosen) == link.to) ||
                              (chosenFrom >= 0 && from.dotOf(chosenFrom) == link.from);
        const double share = largest > 0 ? static_cast<double>(std::abs(link.strength) / largest) : 0;
        QColor colour = largest > 0 ? lineColour(link.strength < 0 ? 0 : 1) : colours.faintText;
        colour.setAlphaF(isChosen ? 0.95 : largest > 0 ? 0.08 + 0.5 * share : 0.25);
        lines.draw({left, from.dots[link.from].y()}, {right, to.dots[link.to].y()}, colour,
                   isChosen ? 1.2 + 1.5 * share : 0.6 + share);
    }
}

} // namespace tristate::ui
