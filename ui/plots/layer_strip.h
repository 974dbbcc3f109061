#pragma once

#include "ui/run/net_outline.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

#include <vector>

namespace tristate::ui {

/// All gated layers of a net in a strip, over a view that has room for some of them: a cell each with the
/// share of its units that are open as a bar, blocks framed and numbered, crossed out once nothing of them
/// is open, and a frame about what is in view. Click or drag, turn the wheel, or use the arrow, page, Home
/// and End keys to move the view.
class LayerStrip : public QWidget {
    Q_OBJECT
public:
    explicit LayerStrip(Selection& selection, QWidget* parent = nullptr);

    /// The moment shown of a run, whose net is `outline`.
    void show(const NetOutline& outline, const RunData& run);
    /// What the view has room for; the strip is there only where that is not all of the net.
    void setInView(int first, int count, bool isAll);
    int first() const { return m_first; }
    int inView() const { return m_inView; }
    /// One for every layer, in the strip's coordinates.
    std::vector<QRectF> cells() const;
    /// What the tool tip over the cell of a layer says.
    QString textOf(int layer) const;
    /// Nothing of this layer is open.
    bool hasVanished(int layer) const { return m_open[static_cast<std::size_t>(layer)] == 0; }
    /// Moves the view by so many layers.
    void moveBy(int layers);
    void turn(QWheelEvent& event);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {60, sizeHint().height()}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct BlockFrame {
        int block;
        int first, last; ///< layers
    };
    std::vector<BlockFrame> blockFrames() const;
    int layerAt(double x) const;
    void showAround(double x);
    void paintCell(QPainter& painter, int layer, const QRectF& cell) const;

    Selection& m_selection;
    NetOutline m_outline;
    std::vector<int> m_open; ///< units of each layer
    int m_first = 0;
    int m_inView = 0;
    int m_wheel = 0; ///< eighths of a degree that moved nothing yet
};

} // namespace tristate::ui
