#pragma once

#include <QLabel>

class QCPAxisRect;

namespace tristate::ui {

/// What a plot says of one moment: a small sheet on an axis rect, on the side where the moment is not, in as
/// many lines as the words need. Mouse events go through it. Internal to ui/plots; GUI thread.
class PlotReadout : public QLabel {
    Q_OBJECT
public:
    explicit PlotReadout(QWidget* plot);

    /// Nothing to say hides it. `at`: where the moment is on the time axis.
    void say(const QString& text, double at);
    /// Call when the rect has another size or range.
    void placeOn(const QCPAxisRect& rect);

private:
    double m_at = 0;
};

} // namespace tristate::ui
