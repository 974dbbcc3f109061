#pragma once

#include <QSlider>

class QPainter;

namespace tristate::ui {

/// A horizontal slider over a strength on a logarithmic scale, with "off" (0) as a place of its own at the
/// left end. A click jumps to where it points. Decades are labelled under the groove.
class LogSlider : public QSlider {
    Q_OBJECT
public:
    enum class Size { Small, Large };

    LogSlider(double lowest, double highest, Size size, QWidget* parent = nullptr);

    /// 0, or lowest..highest.
    double strength() const { return strengthAt(value()); }
    /// Moves to the nearest place; sends nothing.
    void setStrength(double strength);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

Q_SIGNALS:
    void strengthEdited(double strength);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    double strengthAt(int place) const;
    int placeOf(double strength) const;
    double pixelOf(int place) const;
    int placeAt(double pixel) const;
    void paintScale(QPainter& painter, double grooveY) const;
    int handleRadius() const;
    double grooveY() const { return handleRadius() + 2.5; }

    double m_lowest, m_highest;
    Size m_size;
    int m_lastPlace = 0;
};

} // namespace tristate::ui
