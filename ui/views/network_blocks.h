#pragma once

#include "core/inspect/links.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QImage>
#include <QPointF>
#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

namespace tristate::ui {

/// A layer of the network picture: a grid of dots, one a unit or, where they are too many, one for several.
struct NetworkBlock {
    QString name;
    QString count;                         ///< "62 of 300"
    int units = 0;                         ///< of the layer, as the network was built
    std::vector<float> gates;              ///< one value a dot
    std::vector<bool> open = {};           ///< for each dot whether one of its units is
    std::vector<int> representatives = {}; ///< for each dot the unit whose links are drawn
    std::vector<QImage> kernels = {};      ///< of a convolution: for each dot; empty otherwise
    std::vector<QPointF> dots = {};        ///< their centres
    QRectF area = {};
    double radius = 0;
    int perDot = 1;  ///< units a dot stands for
    int layer = -1;  ///< gated layer; -1: input or output
    int source = -1; ///< the block whose units its weights see; -1: none, or several
    bool linear = false;
    bool merged = false; ///< multiplied into the next layer, or vanished: only its name is left

    bool isGated() const { return layer >= 0; }
    /// The dot of a unit.
    std::size_t dotOf(int unit) const { return static_cast<std::size_t>(unit / perDot); }
};

/// Input, gated layers and output of the moment shown; not laid out. Empty before the first experiment.
std::vector<NetworkBlock> describeNetwork(const RunData& run);
/// The kernels of a network in the colours of weights: for each gated layer one image a unit, none where it
/// is no convolution or has too many units to see them.
std::vector<std::vector<QImage>> kernelImages(const nn::Network& network, QColor zero);
/// Places blocks from left to right and their dots.
void layOut(std::vector<NetworkBlock>& blocks, const QRectF& area);
/// The unit drawn at a place.
std::optional<UnitRef> unitAt(const std::vector<NetworkBlock>& blocks, QPointF place);

} // namespace tristate::ui
