#pragma once

#include "ui/run/net_outline.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <set>
#include <vector>

namespace tristate::ui {

/// A layer of the network picture: a grid of dots, one a unit or, where they are too many, one for several.
/// Or a block that is collapsed: a bar for each of its layers, where it has several.
struct NetworkColumn {
    QString name;
    QString count;                         ///< "62 of 300"
    QString shortCount = {};               ///< "62/300"
    int units = 0;                         ///< of the layer, as the network was built
    std::vector<float> gates;              ///< one value a dot
    std::vector<bool> open = {};           ///< for each dot whether one of its units is
    std::vector<int> representatives = {}; ///< for each dot the unit whose links are drawn
    std::vector<bool> removed = {};        ///< for each dot whether that unit has left for good
    std::vector<bool> openThere = {};      ///< of two futures (network_futures.h): the same in that one
    std::vector<double> otherShares = {};  ///< ... and `shares` there
    std::vector<QImage> kernels = {};      ///< of a convolution: for each dot; empty otherwise
    double openShare = 1;                  ///< which part of the units is open
    std::vector<double> shares = {};       ///< of a collapsed block: of each layer, which part is open
    std::vector<QPointF> dots = {};        ///< their centres; none out of view
    QRectF cell = {};                      ///< all that belongs to it, texts above too; null out of view
    QRectF area = {};                      ///< of dots or bars
    double radius = 0;
    int perDot = 1;         ///< units a dot stands for
    int layer = -1;         ///< gated layer, or the first one of a collapsed block; -1: input or output
    int lastLayer = -1;     ///< of a collapsed block; otherwise `layer`
    int block = -1;         ///< it stands in; -1: none
    bool collapsed = false; ///< several layers are in it
    bool narrow = false;    ///< the only layer of a collapsed block: its dots, closer together
    bool linear = false;
    bool merged = false;   ///< multiplied into the next layer: only its name is left
    bool vanished = false; ///< no unit is open, and the net goes on without it

    bool isGated() const { return layer >= 0 && !collapsed; }
    bool isInView() const { return !cell.isNull(); }
    bool holds(int gatedLayer) const { return layer <= gatedLayer && gatedLayer <= lastLayer; }
    /// The dot of a unit.
    std::size_t dotOf(int unit) const { return static_cast<std::size_t>(unit / perDot); }
};

/// Input, gated layers and output of the moment shown, not laid out, with one column for each of the blocks
/// in `collapsed`. Empty before the first experiment.
std::vector<NetworkColumn> describeNetwork(const RunData& run, const NetOutline& outline,
                                           const std::set<int>& collapsed = {});
/// The column of a gated layer; of the input for -1, of the output for what is no layer.
std::size_t columnOf(const std::vector<NetworkColumn>& columns, int layer);
/// The kernels of a gated layer in the colours of weights, an image a unit; none where it is no convolution
/// or has too many units to see them.
std::vector<QImage> kernelImages(const nn::Network& network, const NetOutline& outline, int layer,
                                 QColor zero);
/// The unit drawn at a place.
std::optional<UnitRef> unitAt(const std::vector<NetworkColumn>& columns, QPointF place);

} // namespace tristate::ui
