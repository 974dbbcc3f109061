#pragma once

#include "ui/run/fork.h"
#include "ui/views/network_columns.h"

#include <QPalette>
#include <QString>

#include <vector>

class QPainter;

namespace tristate::ui {

/// In which of two futures the units of a net are open.
struct FutureCounts {
    int both = 0, here = 0, there = 0, neither = 0; ///< here: in this one alone; there: in that one alone

    friend bool operator==(const FutureCounts&, const FutureCounts&) = default;
};
FutureCounts countFutures(const RunData& here, const RunData& there);

/// Tells the columns of this one what those of that one are: where units are open there, and both counts.
/// Both are of one net, with the same blocks collapsed.
void addFuture(std::vector<NetworkColumn>& here, const std::vector<NetworkColumn>& there);

/// A dot whose left half is filled where the unit is open in this one, whose right half where it is open in
/// that one.
void paintFutures(QPainter& painter, QPointF centre, double radius, bool isOpenHere, bool isOpenThere,
                  const QPalette& palette);

/// Two bars in the place of one: above the open share of this one, below that of that one.
void paintFutureBars(QPainter& painter, const QRectF& bar, double here, double there,
                     const QPalette& palette);

/// What the halves mean, with the counts: dots and words in one row in `area`, as many words as have room.
void paintFuturesKey(QPainter& painter, const QRectF& area, const FutureCounts& counts,
                     const QPalette& palette);
/// The same in words.
QString futuresText(const FutureCounts& counts);

} // namespace tristate::ui
