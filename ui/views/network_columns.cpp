#include "ui/views/network_columns.h"

#include "core/inspect/unit_weights.h"
#include "ui/look/text.h"
#include "ui/run/unit_state.h"
#include "ui/views/weight_image.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tristate::ui {
namespace {

constexpr int kMaxDots = 600;     ///< a column; above, units share dots
constexpr int kMaxInputDots = 64; ///< inputs are many and all alike
constexpr int kMaxKernels = 128;  ///< more would be too small to see
constexpr float kLinear = 0.5F;   ///< d of a linear layer

/// What the columns are called.
struct ColumnTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::NetworkColumns)
};

/// Units sharing a dot show their mean; a dot is open when one of them is, and stands for that one.
template <class IsOpen>
void addDots(NetworkColumn& column, const std::vector<float>& gates, int most, IsOpen isOpen) {
    const auto count = static_cast<int>(gates.size());
    column.perDot = std::max(1, (count + most - 1) / most);
    for (int begin = 0; begin < count; begin += column.perDot) {
        const auto first = gates.begin() + begin,
                   last = gates.begin() + std::min(begin + column.perDot, count);
        const float mean = std::accumulate(first, last, 0.0F) / static_cast<float>(last - first);
        const auto open = std::find_if(first, last, isOpen);
        column.gates.push_back(mean);
        column.open.push_back(open != last);
        column.representatives.push_back(static_cast<int>((open != last ? open : first) - gates.begin()));
    }
}

NetworkColumn plainColumn(const QString& name, const QString& count, int units, int mostDots) {
    NetworkColumn column{.name = name, .count = count, .units = units, .gates = {}};
    addDots(column, std::vector<float>(static_cast<std::size_t>(std::max(units, 1)), 1.0F), mostDots,
            [](float) { return true; });
    return column;
}

NetworkColumn gatedColumn(const QString& name, int units, int layer, const RunData& run) {
    const auto* now = run.shownColumn();
    const auto isOpen = [&](float gate) { return run.isOpen(gate); };
    NetworkColumn column{.name = name, .count = {}, .units = units, .gates = {}, .layer = layer};
    const auto index = static_cast<std::size_t>(layer);
    const bool measured = now && index < now->gates.size();
    const auto gates =
        measured ? now->gates[index] : std::vector<float>(static_cast<std::size_t>(units), 1.0F);
    const auto open = std::count_if(gates.begin(), gates.end(), isOpen);
    column.lastLayer = layer;
    column.linear = measured && index < now->depths.size() && now->depths[index] >= kLinear;
    column.merged = column.linear && open == 0;
    column.vanished = measured && open == 0 && !column.merged;
    column.count = column.merged     ? ColumnTexts::tr("merged")
                   : column.vanished ? ColumnTexts::tr("vanished")
                                     : ColumnTexts::tr("%1 of %2").arg(countText(open), countText(units));
    column.shortCount = column.merged ? column.count : QStringLiteral("%1/%2").arg(open).arg(units);
    column.openShare = static_cast<double>(open) / std::max(units, 1);
    if (!column.merged) addDots(column, gates, kMaxDots, isOpen);
    column.removed.resize(column.gates.size());
    if (const auto network = run.shownNetwork())
        std::transform(column.representatives.begin(), column.representatives.end(), column.removed.begin(),
                       [removed = removedUnits(*network, layer, units)](int unit) {
                           return removed[static_cast<std::size_t>(unit)];
                       });
    return column;
}

/// Takes another layer into the column of a collapsed block.
void addTo(NetworkColumn& block, const NetworkColumn& layer) {
    const auto share = [](const NetworkColumn& of) {
        return std::accumulate(of.shares.begin(), of.shares.end(), 0.0) /
               static_cast<double>(of.shares.size());
    };
    block.shares.push_back(layer.openShare);
    block.lastLayer = layer.layer;
    block.units += layer.units;
    block.vanished = block.vanished && layer.vanished;
    block.count = block.shortCount = percentText(100 * share(block), 0);
}

/// One column for a block, of which this is the first layer.
NetworkColumn collapsedColumn(const NetworkColumn& first) {
    NetworkColumn column{.name = {}, .count = {}, .gates = {}};
    column.layer = first.layer;
    column.block = first.block;
    column.collapsed = true;
    column.vanished = true;
    addTo(column, first);
    return column;
}

/// The kernels of a unit, added up; a null image where it has left.
QImage kernelOf(const nn::Network& network, int layer, int unit, QColor zero) {
    const auto weights = inspect::unitWeights(network, {}, layer, unit);
    if (!weights || weights->tiles.empty()) return {};
    std::vector<float> sum(weights->tiles.front().values.size(), 0.0F);
    for (const auto& tile : weights->tiles)
        std::transform(sum.begin(), sum.end(), tile.values.begin(), sum.begin(), std::plus<>());
    const float largest = std::abs(*std::max_element(
        sum.begin(), sum.end(), [](float a, float b) { return std::abs(a) < std::abs(b); }));
    return weightImage(sum, weights->width, largest, {zero, zero});
}

} // namespace

std::vector<NetworkColumn> describeNetwork(const RunData& run, const NetOutline& outline,
                                           const std::set<int>& collapsed) {
    const auto& spec = run.experiment.net;
    if (spec.nodes.empty()) return {};
    std::vector<NetworkColumn> columns;
    columns.push_back(plainColumn(ColumnTexts::tr("input"), QString::fromStdString(toString(spec.input)),
                                  spec.input.isFlat() ? spec.input.features() : spec.input.channels,
                                  kMaxInputDots));
    for (int i = 0; i < outline.count(); ++i) {
        const auto& layer = outline.layers[static_cast<std::size_t>(i)];
        auto column = gatedColumn(layer.name, layer.units, i, run);
        column.block = layer.block;
        if (collapsed.count(layer.block) > 0) {
            if (columns.back().block == layer.block) {
                if (!columns.back().collapsed) columns.back() = collapsedColumn(columns.back());
                addTo(columns.back(), column);
                continue;
            }
            column.narrow = true;
        }
        columns.push_back(std::move(column));
    }
    const int classes = graph::classes(spec);
    const bool isRegression = run.metric() != train::Metric::ErrorRate;
    const QString words = isRegression && classes == 1 ? ColumnTexts::tr("1 number")
                          : isRegression               ? ColumnTexts::tr("%1 numbers").arg(classes)
                                                       : ColumnTexts::tr("%1 classes").arg(classes);
    columns.push_back(plainColumn(ColumnTexts::tr("output"), words, classes, kMaxDots));
    columns.back().shortCount = QString::number(classes);
    return columns;
}

std::size_t columnOf(const std::vector<NetworkColumn>& columns, int layer) {
    if (layer < 0) return 0;
    for (std::size_t i = 1; i + 1 < columns.size(); ++i)
        if (columns[i].holds(layer)) return i;
    return columns.size() - 1;
}

std::vector<QImage> kernelImages(const nn::Network& network, const NetOutline& outline, int layer,
                                 QColor zero) {
    const auto& of = outline.layers[static_cast<std::size_t>(layer)];
    std::vector<QImage> images;
    if (!of.name.startsWith(QLatin1String("conv")) || of.units > kMaxKernels) return images;
    for (int unit = 0; unit < of.units; ++unit) images.push_back(kernelOf(network, layer, unit, zero));
    return images;
}

std::optional<UnitRef> unitAt(const std::vector<NetworkColumn>& columns, QPointF place) {
    constexpr double kReach = 4; // pixels beside a dot that still mean it
    std::optional<UnitRef> nearest;
    double best = std::numeric_limits<double>::max();
    for (const auto& column : columns) {
        if (!column.isGated()) continue;
        for (std::size_t i = 0; i < column.dots.size(); ++i) {
            const QPointF d = column.dots[i] - place;
            const double distance = std::hypot(d.x(), d.y());
            if (distance > column.radius + kReach || distance >= best) continue;
            best = distance;
            nearest = UnitRef{column.layer, column.representatives[i]};
        }
    }
    return nearest;
}

} // namespace tristate::ui
