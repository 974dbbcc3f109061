#include "ui/views/network_picture.h"

#include "ui/layer_names.h"
#include "ui/palette.h"
#include "ui/text.h"

#include <QPainter>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr std::size_t kMostDots = 600;  ///< a block; above, neurons share dots
constexpr std::size_t kMostLinks = 160; ///< between two blocks
constexpr double kLargestRadius = 9;
constexpr double kTextHeight = 34; ///< two lines above a block

/// Neurons sharing a dot show their mean; a dot is open when one of them is.
std::vector<float> grouped(const std::vector<float>& gates, int perDot) {
    if (perDot == 1) return gates;
    std::vector<float> dots;
    for (std::size_t begin = 0; begin < gates.size(); begin += static_cast<std::size_t>(perDot)) {
        const std::size_t end = std::min(begin + static_cast<std::size_t>(perDot), gates.size());
        float sum = 0, most = 0;
        for (std::size_t i = begin; i < end; ++i) {
            sum += gates[i];
            most = std::max(most, gates[i]);
        }
        const float mean = sum / static_cast<float>(end - begin);
        dots.push_back(most >= 0.5F ? std::max(mean, 0.5F) : mean);
    }
    return dots;
}

bool isOpen(float gate) {
    return gate >= 0.5F;
}

/// At most `most` of the open dots, evenly spread.
std::vector<QPointF> openDots(const std::vector<QPointF>& dots, const std::vector<float>& gates,
                              std::size_t most) {
    std::vector<QPointF> open;
    for (std::size_t i = 0; i < dots.size(); ++i)
        if (isOpen(gates[i])) open.push_back(dots[i]);
    if (open.size() <= most) return open;
    std::vector<QPointF> some;
    for (std::size_t i = 0; i < most; ++i) some.push_back(open[i * open.size() / most]);
    return some;
}

} // namespace

NetworkPicture::NetworkPicture(const RunData& run, QWidget* parent) : QWidget(parent), m_run(run) {
    setAccessibleName(tr("Network picture"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
}

void NetworkPicture::refresh() {
    QStringList words;
    for (const auto& block : describeLayers()) words << QStringLiteral("%1: %2").arg(block.name, block.count);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
    update();
}

std::vector<NetworkPicture::Block> NetworkPicture::describeLayers() const {
    const auto names = gatedLayerNames(m_run.experiment.net);
    const auto units = gatedLayerUnits(m_run.experiment.net);
    const auto* now = m_run.shownColumn();
    std::vector<Block> blocks;
    const auto addPlain = [&](const QString& name, const QString& count, int dots) {
        Block block;
        block.name = name;
        block.count = count;
        block.gates.assign(static_cast<std::size_t>(std::max(dots, 1)), 1.0F);
        blocks.push_back(std::move(block));
    };
    const auto& input = m_run.experiment.net.input;
    addPlain(tr("input"), QString::fromStdString(toString(input)), std::min(input.features(), 64));
    for (std::size_t i = 0; i < names.size(); ++i) {
        Block block;
        block.gated = true;
        block.name = names[i];
        const bool measured = now && i < now->gates.size();
        const auto gates =
            measured ? now->gates[i] : std::vector<float>(static_cast<std::size_t>(units[i]), 1.0F);
        const auto open = std::count_if(gates.begin(), gates.end(), isOpen);
        block.count = tr("%1 of %2").arg(countText(open), countText(units[i]));
        block.linear = measured && i < now->depths.size() && now->depths[i] >= 0.5F;
        block.folded = block.linear && open == 0;
        if (block.folded) block.count = tr("folded");
        block.perDot = static_cast<int>((gates.size() + kMostDots - 1) / kMostDots);
        if (!block.folded) block.gates = grouped(gates, std::max(block.perDot, 1));
        blocks.push_back(std::move(block));
    }
    const int classes = m_run.experiment.net.layers.empty() ? 0 : nn::classes(m_run.experiment.net);
    addPlain(tr("output"), tr("%1 classes").arg(classes), classes);
    return blocks;
}

std::vector<NetworkPicture::Block> NetworkPicture::layOut() const {
    auto blocks = describeLayers();
    // A block's width follows its number of dots, gently, so that small layers keep room for their names.
    std::vector<double> weights;
    double sum = 0;
    for (const auto& block : blocks) {
        weights.push_back(block.gated ? 1 + std::sqrt(static_cast<double>(block.gates.size())) / 6 : 1);
        sum += weights.back();
    }
    constexpr double kLinkShare = 0.42; // of the width, for the links between the blocks
    const QRectF area = QRectF(rect()).adjusted(14, 8 + kTextHeight, -14, -12);
    const double gap =
        blocks.size() > 1 ? area.width() * kLinkShare / static_cast<double>(blocks.size() - 1) : 0;
    double x = area.left();
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const double width = area.width() * (1 - kLinkShare) * weights[i] / sum;
        blocks[i].area = QRectF(x, area.top(), width, area.height());
        placeDots(blocks[i]);
        x += width + gap;
    }
    return blocks;
}

void NetworkPicture::placeDots(Block& block) {
    if (block.folded) return;
    const auto dots = static_cast<double>(block.gates.size());
    const double pitch =
        std::min(std::sqrt(block.area.width() * block.area.height() / dots), 2.6 * kLargestRadius);
    const int columns = std::max(1, static_cast<int>(block.area.width() / pitch));
    const int rows = static_cast<int>(std::ceil(dots / columns));
    const int used = static_cast<int>(std::ceil(dots / rows));
    const double step = std::min(pitch, block.area.height() / rows);
    const QPointF first = block.area.center() - QPointF((used - 1) * step / 2, (rows - 1) * step / 2);
    block.radius = std::min(step * 0.4, kLargestRadius);
    for (std::size_t i = 0; i < block.gates.size(); ++i)
        block.dots.push_back(first +
                             QPointF(static_cast<int>(i) / rows * step, static_cast<int>(i) % rows * step));
}

void NetworkPicture::paintLinks(QPainter& painter, const Block& from, const Block& to) const {
    const auto starts = openDots(from.dots, from.gates, 24), ends = openDots(to.dots, to.gates, 24);
    if (starts.empty() || ends.empty()) return;
    const double left =
        std::max_element(from.dots.begin(), from.dots.end(), [](auto& a, auto& b) { return a.x() < b.x(); })
            ->x() +
        from.radius + 3;
    const double right =
        std::min_element(to.dots.begin(), to.dots.end(), [](auto& a, auto& b) { return a.x() < b.x(); })
            ->x() -
        to.radius - 3;
    const std::size_t all = starts.size() * ends.size();
    const std::size_t stride = std::max<std::size_t>(1, (all + kMostLinks - 1) / kMostLinks);
    QColor colour = viewColours(palette()).faintText;
    colour.setAlpha(stride > 1 || all > 60 ? 60 : 120);
    painter.setPen(QPen(colour, 0));
    for (std::size_t i = 0; i < starts.size(); ++i)
        for (std::size_t j = (i * 7) % stride; j < ends.size(); j += stride)
            painter.drawLine(QPointF(left, starts[i].y()), QPointF(right, ends[j].y()));
}

void NetworkPicture::paintBlock(QPainter& painter, const Block& block) const {
    const auto colours = viewColours(palette());
    QColor hollow = colours.faintText;
    hollow.setAlpha(90);
    for (std::size_t i = 0; i < block.dots.size(); ++i) {
        const QRectF dot(block.dots[i].x() - block.radius, block.dots[i].y() - block.radius, 2 * block.radius,
                         2 * block.radius);
        const float gate = block.gates[i];
        QColor fill = block.gated ? QColor(gateColour(gate)) : colours.faintText;
        const bool open = isOpen(gate);
        if (!open) fill.setAlphaF(std::clamp(gate, 0.0F, 0.5F));
        painter.setPen(open ? QPen(Qt::NoPen) : QPen(hollow, 0));
        painter.setBrush(fill);
        painter.drawEllipse(open ? dot : dot.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    if (block.linear && !block.folded) {
        painter.setPen(QPen(lineColour(1), 3));
        painter.drawLine(block.area.topLeft() + QPointF(0, -2), block.area.topRight() + QPointF(0, -2));
    }
    const QRectF text(block.area.center().x() - 90, block.area.top() - kTextHeight - 4, 180, kTextHeight);
    QFont bold = font();
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(colours.text);
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignTop,
                     block.linear && !block.folded ? tr("%1 (linear)").arg(block.name) : block.name);
    painter.setFont(font());
    painter.setPen(colours.faintText);
    const QString count =
        block.perDot > 1 ? tr("%1 (%2 a dot)").arg(block.count).arg(block.perDot) : block.count;
    painter.drawText(text, Qt::AlignHCenter | Qt::AlignBottom, count);
}

void NetworkPicture::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto blocks = layOut();
    painter.setRenderHint(QPainter::Antialiasing);
    const Block* from = nullptr; // links run past what was folded
    for (const auto& block : blocks) {
        if (block.folded) continue;
        if (from) paintLinks(painter, *from, block);
        from = &block;
    }
    for (const auto& block : blocks) paintBlock(painter, block);
}

} // namespace tristate::ui
