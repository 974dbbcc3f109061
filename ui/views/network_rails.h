#pragma once

#include "ui/views/network_layout.h"

#include <QPalette>

#include <vector>

class QPainter;

namespace tristate::ui {

/// Where the weights of a column see units of a column further left (a bypass, a concatenation, a residual
/// stream), or a branch adds to a stream that began before it: a line below the columns, from the first that
/// feeds it to the last that reads it. Layers that are put side by side share one.
struct Rail {
    std::vector<std::size_t> sources; ///< columns that feed it, in order
    std::vector<std::size_t> readers; ///< columns that take from it
    std::vector<std::size_t> joins;   ///< columns that add to what it carries
    int lane = 0;                     ///< from above; far too many rails share the last one

    std::size_t begin() const;
    std::size_t end() const; ///< its last column
};

/// Of these columns, which need not be laid out.
std::vector<Rail> findRails(const std::vector<NetworkColumn>& columns, const NetOutline& outline);
/// Lanes they need; at most 4.
int lanesOf(const std::vector<Rail>& rails);

void paintRails(QPainter& painter, const std::vector<Rail>& rails, const std::vector<NetworkColumn>& columns,
                const NetworkLayout& layout, const QPalette& palette);

} // namespace tristate::ui
