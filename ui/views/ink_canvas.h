#pragma once

#include <QImage>
#include <QWidget>

#include <cstdint>
#include <vector>

namespace tristate::ui {

/// A square sheet to draw on with the mouse or a pen.
class InkCanvas : public QWidget {
    Q_OBJECT
public:
    static constexpr int kSide = 140; ///< pixels of the sheet in each direction

    explicit InkCanvas(QWidget* parent = nullptr);

    void clear();
    /// Puts an image on the sheet, scaled to it: 0 is paper.
    void setImage(const QImage& image);
    /// kSide x kSide values from 0 (paper) to 255, row by row.
    std::vector<std::uint8_t> ink() const;
    QSize sizeHint() const override { return {240, 240}; }
    QSize minimumSizeHint() const override { return {100, 100}; }

Q_SIGNALS:
    void changed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    QRectF square() const;
    QPointF toSheet(QPointF place) const;
    void drawTo(QPointF place);

    QImage m_sheet;
    QPointF m_pen;
};

} // namespace tristate::ui
