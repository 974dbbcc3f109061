#pragma once

#include "core/graph/graph_text.h"

#include <QString>
#include <QWidget>

#include <vector>

namespace tristate::ui {

/// What a net spec means, for a picture: one block for the input and one for every layer of weights,
/// pooling, dropout or input gates.
struct NetSketchBlock {
    enum class Kind { Input, Dense, Convolution, Pooling, Dropout, Gates, Output };
    Kind kind;
    QString name;  ///< "conv1 5×5", "max 2×2"
    QString shape; ///< what comes out: "20×24×24", "500"
    double extent; ///< 0 to 1, of the values that come out, on a logarithmic scale
    friend bool operator==(const NetSketchBlock&, const NetSketchBlock&) = default;
};

/// Of a valid spec.
std::vector<NetSketchBlock> sketch(const graph::Graph& spec);

/// Draws the blocks from left to right, in rows where they do not fit into one.
class NetSketch : public QWidget {
    Q_OBJECT
public:
    explicit NetSketch(QWidget* parent = nullptr);

    void setBlocks(std::vector<NetSketchBlock> blocks);
    const std::vector<NetSketchBlock>& blocks() const { return m_blocks; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int columns(int width) const;
    int blockWidth() const;
    int rowHeight() const;
    void paintBlock(QPainter& painter, const NetSketchBlock& block, const QRect& place) const;

    std::vector<NetSketchBlock> m_blocks;
};

} // namespace tristate::ui
