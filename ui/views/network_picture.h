#pragma once

#include "ui/live_view.h"
#include "ui/run_data.h"

#include <QWidget>

#include <vector>

namespace tristate::ui {

/// The net as a picture: a block of dots for every layer, one dot a neuron or feature map (several neurons a
/// dot where they are too many), in the colour of its gate. A neuron fades as w falls and is a hollow dot
/// once closed; the links between two layers thin out as their neurons vanish. The input and output layers
/// have no gates and are drawn plainly.
class NetworkPicture : public QWidget, public LiveView {
    Q_OBJECT
public:
    explicit NetworkPicture(const RunData& run, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    QSize sizeHint() const override { return {760, 300}; }
    QSize minimumSizeHint() const override { return {320, 150}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    /// A layer laid out: a grid of dots in a rectangle.
    struct Block {
        QString name;
        QString count;             ///< "62 of 300"
        std::vector<float> gates;  ///< one value a dot
        std::vector<QPointF> dots; ///< their centres
        QRectF area;
        double radius = 0;
        int perDot = 1; ///< neurons a dot stands for
        bool gated = false;
        bool linear = false; ///< d >= 0.5
        bool folded = false; ///< multiplied into the next layer: only its name is left
    };
    std::vector<Block> layOut() const;
    std::vector<Block> describeLayers() const;
    static void placeDots(Block& block);
    void paintLinks(QPainter& painter, const Block& from, const Block& to) const;
    void paintBlock(QPainter& painter, const Block& block) const;

    const RunData& m_run;
};

} // namespace tristate::ui
