#pragma once

#include <QString>
#include <QWidget>

#include <vector>

namespace tristate::ui {

/// How far each of some forces moved something: bars to the left of a common line (down) and to the right of
/// it (up), each with its name and its number.
class ForceBars : public QWidget {
    Q_OBJECT
public:
    struct Bar {
        QString name;
        double moved = 0;
        bool isSum = false; ///< of the others: set apart
    };

    explicit ForceBars(QWidget* parent = nullptr);

    void show(std::vector<Bar> bars);
    const std::vector<Bar>& bars() const { return m_bars; }
    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    int rowHeight() const { return fontMetrics().height() + 6; }
    int nameWidth() const;

    std::vector<Bar> m_bars;
};

/// "+0.200", "−0.613".
QString signedText(double value, int decimals = 3);

} // namespace tristate::ui
