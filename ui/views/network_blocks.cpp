#include "ui/views/network_blocks.h"

#include "core/inspect/unit_weights.h"
#include "core/nn/size.h"
#include "ui/look/text.h"
#include "ui/run/layer_names.h"
#include "ui/views/weight_image.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tristate::ui {
namespace {

constexpr int kMaxDots = 600;             ///< a block; above, units share dots
constexpr int kMaxInputDots = 64;         ///< inputs are many and all alike
constexpr int kMaxKernels = 128;          ///< more would be too small to see
constexpr double kMaxRadius = 9;          ///< of a dot, in pixels, in pictures of usual height
constexpr double kRadiusShare = 1 / 32.0; ///< of the height, in larger ones
constexpr double kLinkShare = 0.42;       ///< of the width, for the links between the blocks
constexpr float kLinear = 0.5F;           ///< d of a linear layer

/// What the blocks are called.
struct BlockTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::NetworkBlocks)
};

/// Units sharing a dot show their mean; a dot is open when one of them is, and stands for that one.
template <class IsOpen>
void addDots(NetworkBlock& block, const std::vector<float>& gates, int most, IsOpen isOpen) {
    const auto count = static_cast<int>(gates.size());
    block.perDot = std::max(1, (count + most - 1) / most);
    for (int begin = 0; begin < count; begin += block.perDot) {
        const auto first = gates.begin() + begin,
                   last = gates.begin() + std::min(begin + block.perDot, count);
        const float mean = std::accumulate(first, last, 0.0F) / static_cast<float>(last - first);
        const auto open = std::find_if(first, last, isOpen);
        block.gates.push_back(mean);
        block.open.push_back(open != last);
        block.representatives.push_back(static_cast<int>((open != last ? open : first) - gates.begin()));
    }
}

NetworkBlock plainBlock(const QString& name, const QString& count, int units, int mostDots) {
    NetworkBlock block{.name = name, .count = count, .units = units, .gates = {}};
    addDots(block, std::vector<float>(static_cast<std::size_t>(std::max(units, 1)), 1.0F), mostDots,
            [](float) { return true; });
    return block;
}

NetworkBlock gatedBlock(const QString& name, int units, int layer, const RunData& run) {
    const auto* now = run.shownColumn();
    const auto isOpen = [&](float gate) { return run.isOpen(gate); };
    NetworkBlock block{.name = name, .count = {}, .units = units, .gates = {}, .layer = layer};
    const auto index = static_cast<std::size_t>(layer);
    const bool measured = now && index < now->gates.size();
    const auto gates =
        measured ? now->gates[index] : std::vector<float>(static_cast<std::size_t>(units), 1.0F);
    const auto open = std::count_if(gates.begin(), gates.end(), isOpen);
    block.linear = measured && index < now->depths.size() && now->depths[index] >= kLinear;
    block.merged = measured && open == 0;
    const QString gone = block.linear ? BlockTexts::tr("merged") : BlockTexts::tr("vanished");
    block.count = block.merged ? gone : BlockTexts::tr("%1 of %2").arg(countText(open), countText(units));
    if (!block.merged) addDots(block, gates, kMaxDots, isOpen);
    return block;
}

void placeDots(NetworkBlock& block) {
    block.dots.clear();
    if (block.merged) return;
    const auto dots = static_cast<double>(block.gates.size());
    const double ofDots = std::max(kMaxRadius, kRadiusShare * block.area.height());
    const double largest = block.kernels.empty() ? ofDots : 2 * ofDots;
    const double pitch = std::min(std::sqrt(block.area.width() * block.area.height() / dots), 2.6 * largest);
    const int columns = std::max(1, static_cast<int>(block.area.width() / pitch));
    const int rows = static_cast<int>(std::ceil(dots / columns));
    const int used = static_cast<int>(std::ceil(dots / rows));
    const double step = std::min(pitch, block.area.height() / rows);
    const QPointF first = block.area.center() - QPointF((used - 1) * step / 2, (rows - 1) * step / 2);
    block.radius = std::min(step * 0.4, largest);
    for (std::size_t i = 0; i < block.gates.size(); ++i)
        block.dots.push_back(first +
                             QPointF(static_cast<int>(i) / rows * step, static_cast<int>(i) % rows * step));
}

/// Of several layers with the same units the first one counts. The input comes first and the output last
/// among the blocks, the gated layers stand between them in their order.
void setSources(std::vector<NetworkBlock>& blocks, const graph::Graph& net) {
    const std::vector<nn::StageSize> stages = nn::sizes(net);
    for (std::size_t i = stages.size(); i-- > 0;) {
        const auto& sources = stages[i].sources;
        NetworkBlock& block =
            stages[i].gated() ? blocks[static_cast<std::size_t>(stages[i].gates) + 1] : blocks.back();
        if (!stages[i].gated() && i + 1 != stages.size()) continue; // drawn nowhere
        block.source = sources.size() == 1 ? sources.front() + 1 : sources.empty() && i == 0 ? 0 : -1;
    }
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

std::vector<NetworkBlock> describeNetwork(const RunData& run) {
    const auto& spec = run.experiment.net;
    if (spec.nodes.empty()) return {};
    const auto names = gatedLayerNames(spec);
    const auto units = gatedLayerUnits(spec);
    std::vector<NetworkBlock> blocks;
    blocks.push_back(plainBlock(BlockTexts::tr("input"), QString::fromStdString(toString(spec.input)),
                                spec.input.isFlat() ? spec.input.features() : spec.input.channels,
                                kMaxInputDots));
    for (std::size_t i = 0; i < names.size(); ++i)
        blocks.push_back(gatedBlock(names[i], units[i], static_cast<int>(i), run));
    const int classes = graph::classes(spec);
    blocks.push_back(
        plainBlock(BlockTexts::tr("output"), BlockTexts::tr("%1 classes").arg(classes), classes, kMaxDots));
    setSources(blocks, spec);
    return blocks;
}

std::vector<std::vector<QImage>> kernelImages(const nn::Network& network, QColor zero) {
    const auto names = gatedLayerNames(network.graph());
    const auto units = gatedLayerUnits(network.graph());
    std::vector<std::vector<QImage>> images(names.size());
    for (std::size_t layer = 0; layer < names.size(); ++layer) {
        if (!names[layer].startsWith(QLatin1String("conv")) || units[layer] > kMaxKernels) continue;
        for (int unit = 0; unit < units[layer]; ++unit)
            images[layer].push_back(kernelOf(network, static_cast<int>(layer), unit, zero));
    }
    return images;
}

void layOut(std::vector<NetworkBlock>& blocks, const QRectF& area) {
    // A block's width follows its number of dots, gently, so that small layers keep room for their names.
    std::vector<double> weights;
    for (const auto& block : blocks)
        weights.push_back(block.isGated() ? 1 + std::sqrt(static_cast<double>(block.gates.size())) / 6 : 1);
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    const double gap =
        blocks.size() > 1 ? area.width() * kLinkShare / static_cast<double>(blocks.size() - 1) : 0;
    double x = area.left();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const double width = area.width() * (1 - kLinkShare) * weights[i] / sum;
        blocks[i].area = QRectF(x, area.top(), width, area.height());
        placeDots(blocks[i]);
        x += width + gap;
    }
}

std::optional<UnitRef> unitAt(const std::vector<NetworkBlock>& blocks, QPointF place) {
    constexpr double kReach = 4; // pixels beside a dot that still mean it
    std::optional<UnitRef> nearest;
    double best = std::numeric_limits<double>::max();
    for (const auto& block : blocks) {
        if (!block.isGated()) continue;
        for (std::size_t i = 0; i < block.dots.size(); ++i) {
            const QPointF d = block.dots[i] - place;
            const double distance = std::hypot(d.x(), d.y());
            if (distance > block.radius + kReach || distance >= best) continue;
            best = distance;
            nearest = UnitRef{block.layer, block.representatives[i]};
        }
    }
    return nearest;
}

} // namespace tristate::ui
