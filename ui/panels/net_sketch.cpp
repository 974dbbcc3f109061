#include "ui/panels/net_sketch.h"

#include "ui/look/palette.h"
#include "ui/look/scale.h"
#include "ui/look/text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>

namespace tristate::ui {
namespace {

constexpr int kBarHeight = 34, kGap = 4;

template <class... Parts>
struct Overloaded : Parts... {
    using Parts::operator()...;
};

QString shapeText(const Shape& shape) {
    if (shape.height == 1 && shape.width == 1) return countText(shape.channels);
    return QStringLiteral("%1×%2×%3").arg(shape.channels).arg(shape.height).arg(shape.width);
}

/// Most nets have between one and a hundred thousand values in a layer.
double extentOf(const Shape& shape) {
    constexpr double kDecades = 5;
    return std::clamp(std::log10(1.0 + static_cast<double>(shape.features())) / kDecades, 0.08, 1.0);
}

QString squareText(int side) {
    return QStringLiteral("%1×%1").arg(side);
}

/// The block of a node that is drawn; none for what belongs to the one before.
std::optional<NetSketchBlock> blockOf(const graph::Operation& operation, const std::string& name,
                                      const Shape& output, bool isLast) {
    using Kind = NetSketchBlock::Kind;
    const auto made = [&](Kind kind, const QString& text) {
        return std::optional(NetSketchBlock{kind, text, shapeText(output), extentOf(output)});
    };
    const QString own = QString::fromStdString(name);
    const auto block = Overloaded{
        [&](const graph::Dense&) {
            return isLast ? made(Kind::Output, NetSketch::tr("output")) : made(Kind::Dense, own);
        },
        [&](const graph::Conv& conv) {
            return made(Kind::Convolution, own + QLatin1Char(' ') + squareText(conv.kernel));
        },
        [&](const graph::Depthwise& conv) {
            return made(Kind::Convolution, own + QLatin1Char(' ') + squareText(conv.kernel));
        },
        [&](const graph::Pool& pool) {
            const QString text =
                pool.kind == graph::PoolKind::Max ? NetSketch::tr("max %1") : NetSketch::tr("mean %1");
            return made(Kind::Pooling, text.arg(squareText(pool.size)));
        },
        [&](const graph::GlobalAverage&) { return made(Kind::Pooling, NetSketch::tr("mean")); },
        [&](const graph::Add&) { return made(Kind::Pooling, QStringLiteral("+")); },
        [&](const graph::Concat&) { return made(Kind::Pooling, NetSketch::tr("joined")); },
        [&](const graph::Dropout& dropout) {
            return made(Kind::Dropout, NetSketch::tr("drop %1 %").arg(dropout.percent));
        },
        [&](const graph::InputGates&) { return made(Kind::Gates, NetSketch::tr("gates")); },
        [&](const auto&) { return std::optional<NetSketchBlock>(); },
    };
    return std::visit(block, operation);
}

} // namespace

std::vector<NetSketchBlock> sketch(const graph::Graph& net) {
    std::vector<NetSketchBlock> blocks{
        {NetSketchBlock::Kind::Input, NetSketch::tr("input"), shapeText(net.input), extentOf(net.input)}};
    const std::vector<Shape> shapes = graph::outputShapes(net);
    const std::vector<std::string> names = graph::names(net);
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (auto block = blockOf(net.nodes[i].operation, names[i], shapes[i], i + 1 == shapes.size()))
            blocks.push_back(*std::move(block));
    return blocks;
}

NetSketch::NetSketch(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Picture of the net"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setRelativeFont(*this, 0.85);
}

void NetSketch::setBlocks(std::vector<NetSketchBlock> blocks) {
    if (blocks == m_blocks) return;
    m_blocks = std::move(blocks);
    QString words;
    for (const auto& block : m_blocks)
        words += (words.isEmpty() ? QString() : QStringLiteral(", ")) + block.name + QLatin1Char(' ') +
                 block.shape;
    setAccessibleDescription(words);
    updateGeometry();
    update();
}

int NetSketch::blockWidth() const {
    int widest = 0;
    for (const auto& block : m_blocks)
        widest = std::max({widest, fontMetrics().horizontalAdvance(block.name),
                           fontMetrics().horizontalAdvance(block.shape)});
    return widest + 2 * kGap;
}

int NetSketch::rowHeight() const {
    return kBarHeight + kGap + 2 * fontMetrics().height() + kGap;
}

int NetSketch::columns(int width) const {
    return std::max(1, width / std::max(1, blockWidth()));
}

int NetSketch::heightForWidth(int width) const {
    const int perRow = columns(width);
    const int rows = (static_cast<int>(m_blocks.size()) + perRow - 1) / perRow;
    return rows * rowHeight();
}

QSize NetSketch::sizeHint() const {
    constexpr int kUsualWidth = 260;
    return {kUsualWidth, heightForWidth(kUsualWidth)};
}

void NetSketch::paintBlock(QPainter& painter, const NetSketchBlock& block, const QRect& place) const {
    using Kind = NetSketchBlock::Kind;
    const auto colours = viewColours(palette());
    const bool isWeights =
        block.kind == Kind::Dense || block.kind == Kind::Convolution || block.kind == Kind::Output;
    // However large, not over the texts.
    const int height = std::clamp(static_cast<int>(std::lround(block.extent * kBarHeight)), 3, kBarHeight);
    const int width = isWeights ? place.width() / 2 : place.width() / 4;
    QRect bar(0, 0, width, height);
    bar.moveCenter({place.center().x(), place.top() + kBarHeight / 2});
    const QColor line = block.kind == Kind::Convolution ? lineColour(0)
                        : isWeights                     ? lineColour(1)
                                                        : colours.faintText;
    painter.setPen(line);
    painter.setBrush(isWeights ? QBrush(line) : QBrush(Qt::NoBrush)); // what learns is filled
    painter.drawRoundedRect(bar, 2, 2);
    QRect text(place.left(), place.top() + kBarHeight + kGap, place.width(), fontMetrics().height());
    painter.setPen(colours.text);
    painter.drawText(text, Qt::AlignCenter, block.name);
    painter.setPen(colours.faintText);
    painter.drawText(text.translated(0, fontMetrics().height()), Qt::AlignCenter, block.shape);
}

void NetSketch::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int perRow = columns(width());
    const int step = width() / std::min<int>(perRow, std::max<int>(1, static_cast<int>(m_blocks.size())));
    for (int i = 0; i < static_cast<int>(m_blocks.size()); ++i)
        paintBlock(painter, m_blocks[static_cast<std::size_t>(i)],
                   {i % perRow * step, i / perRow * rowHeight(), step, rowHeight()});
}

} // namespace tristate::ui
