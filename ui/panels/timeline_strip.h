#pragma once

#include "ui/run/run_data.h"

#include <QAbstractSlider>

#include <vector>

namespace tristate::ui {

/// The run as a strip from its first step to the newest: how many units were open, event marks, and the
/// moment that is shown. Dragging and the keys go to other moments: left and right by a minibatch, page up
/// and down by an epoch, Home to the start, End back to the newest step. Asks only; it shows what RunData
/// says. A slider to assistive technology.
class TimelineStrip : public QAbstractSlider {
    Q_OBJECT
public:
    explicit TimelineStrip(const RunData& run, QWidget* parent = nullptr);

    /// Brings the strip up to the run.
    void refresh();
    /// How far a replay has come, from 0 to 1; negative: there is none.
    void setReplay(double share);
    QSize sizeHint() const override { return {400, 30}; }
    QSize minimumSizeHint() const override { return {120, 26}; }

Q_SIGNALS:
    void momentAsked(std::int64_t step);
    void liveAsked();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    QRectF track() const;
    std::int64_t lastStep() const;
    std::int64_t shownStep() const;
    void askFor(std::int64_t step);
    void paintGround(QPainter& painter, const QRectF& area) const;
    void paintMarks(QPainter& painter, const QRectF& area) const;
    void paintMoment(QPainter& painter, const QRectF& area) const;

    const RunData& m_run;
    std::vector<double> m_open; ///< share of open units for every pixel of the track
    double m_replay = -1;
};

} // namespace tristate::ui
