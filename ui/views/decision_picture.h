#pragma once

#include "core/data/dataset.h"
#include "core/inspect/decision_raster.h"

#include <QImage>
#include <QWidget>

namespace tristate::ui {

/// One pixel a cell: the colour of the winning class, paler where the network is less sure. y points up.
QImage decisionImage(const inspect::DecisionRaster& raster, QColor ground);

/// The square 0..1 x 0..1 with the decision of a network, samples as dots and added points as rings.
class DecisionPicture : public QWidget {
    Q_OBJECT
public:
    explicit DecisionPicture(QWidget* parent = nullptr);

    void setRaster(inspect::DecisionRaster raster);
    void setSamples(const data::Dataset* samples); ///< copied as far as they are drawn; null: none
    void setPoints(const std::vector<data::AddedPoint>& points);
    void setText(const QString& text); ///< instead of a picture
    const inspect::DecisionRaster& raster() const { return m_raster; }
    QPointF toWidget(QPointF place) const;
    QSize sizeHint() const override { return {320, 320}; }
    QSize minimumSizeHint() const override { return {120, 120}; }

Q_SIGNALS:
    void placeChosen(QPointF place); ///< 0 to 1, y upwards

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Dot {
        QPointF place;
        int label;
    };
    QRectF square() const;
    void paintDots(QPainter& painter) const;
    void move(double dx, double dy);

    inspect::DecisionRaster m_raster;
    std::vector<Dot> m_samples, m_points;
    QString m_text;
    QPointF m_cursor{0.5, 0.5};
};

} // namespace tristate::ui
