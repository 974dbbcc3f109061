#pragma once

#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"
#include "ui/views/network_blocks.h"

#include <QWidget>

#include <vector>

namespace tristate::ui {

class BlendedLines;

/// The net as a picture: a block of dots for every layer, one dot a neuron or feature map (several neurons a
/// dot where they are too many), in the colour of its gate; feature maps are their kernels where there is
/// room. A neuron fades as w falls and is hollow once closed; links have the colour of their weight, and thin
/// out as neurons vanish. Click a neuron, or move with the arrow keys, to select it.
class NetworkPicture : public QWidget, public LiveView {
    Q_OBJECT
public:
    NetworkPicture(const RunData& run, Selection& selection, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    /// As last drawn.
    const std::vector<NetworkBlock>& blocks() const { return m_blocks; }
    QSize sizeHint() const override { return {760, 300}; }
    QSize minimumSizeHint() const override { return {320, 150}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void layOutBlocks();
    void drawLinks(BlendedLines& lines, const NetworkBlock& from, const NetworkBlock& to) const;
    void paintBlock(QPainter& painter, const NetworkBlock& block) const;
    void paintDot(QPainter& painter, const NetworkBlock& block, std::size_t dot) const;
    void paintTexts(QPainter& painter, const NetworkBlock& block) const;
    void select(int layer, int unit);

    const RunData& m_run;
    Selection& m_selection;
    std::shared_ptr<const nn::Network> m_network; ///< what m_links refers to
    inspect::Links m_links;
    std::vector<std::vector<QImage>> m_kernels; ///< of m_network, in the colours of the theme
    std::vector<NetworkBlock> m_blocks;
};

} // namespace tristate::ui
