#include "ui/panels/net_sketch.h"

#include "ui/look/palette.h"
#include "ui/look/text.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

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

/// Names layers as exported files do.
class Namer {
public:
    NetSketchBlock operator()(const nn::LayerSpec& layer, const Shape& output, bool isLast) {
        using Kind = NetSketchBlock::Kind;
        NetSketchBlock block{Kind::Dense, {}, shapeText(output), extentOf(output)};
        const auto name = Overloaded{
            [&](const nn::DenseSpec&) {
                block.kind = isLast ? Kind::Output : Kind::Dense;
                return isLast ? NetSketch::tr("output") : QStringLiteral("fc%1").arg(++m_dense);
            },
            [&](const nn::ConvSpec& conv) {
                block.kind = Kind::Convolution;
                return QStringLiteral("conv%1 %2").arg(++m_convolutions).arg(squareText(conv.kernel));
            },
            [&](const nn::PoolSpec& pool) {
                block.kind = Kind::Pooling;
                return (pool.kind == nn::PoolKind::Max ? NetSketch::tr("max %1") : NetSketch::tr("mean %1"))
                    .arg(squareText(pool.size));
            },
            [&](const nn::DropoutSpec& dropout) {
                block.kind = Kind::Dropout;
                return NetSketch::tr("drop %1 %").arg(dropout.percent);
            },
            [&](const nn::FeatureGatesSpec&) {
                block.kind = Kind::Gates;
                return NetSketch::tr("gates");
            },
        };
        block.name = std::visit(name, layer);
        return block;
    }

private:
    int m_dense = 0, m_convolutions = 0;
};

} // namespace

std::vector<NetSketchBlock> sketch(const nn::NetworkSpec& spec) {
    std::vector<NetSketchBlock> blocks{
        {NetSketchBlock::Kind::Input, NetSketch::tr("input"), shapeText(spec.input), extentOf(spec.input)}};
    const std::vector<Shape> shapes = nn::outputShapes(spec);
    Namer name;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        blocks.push_back(name(spec.layers[i], shapes[i], i + 1 == shapes.size()));
    return blocks;
}

NetSketch::NetSketch(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Picture of the net"));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    setFont(small);
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
    return kBarHeight + 2 * fontMetrics().height() + kGap;
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
    const int height = std::max(3, static_cast<int>(std::lround(block.extent * kBarHeight)));
    const int width = isWeights ? place.width() / 2 : place.width() / 4;
    QRect bar(0, 0, width, height);
    bar.moveCenter({place.center().x(), place.top() + kBarHeight / 2});
    const QColor line = block.kind == Kind::Convolution ? lineColour(0)
                        : isWeights                     ? lineColour(1)
                                                        : colours.faintText;
    painter.setPen(line);
    painter.setBrush(isWeights ? QBrush(line) : QBrush(Qt::NoBrush)); // what learns is filled
    painter.drawRoundedRect(bar, 2, 2);
    QRect text(place.left(), place.top() + kBarHeight, place.width(), fontMetrics().height());
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
