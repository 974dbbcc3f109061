#pragma once

#include "core/inspect/input_map.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

#include <optional>

namespace tristate::ui {

/// Which inputs the network still looks at, as an image: gates of the inputs where there are some, else the
/// norm of the first layer's weights. Click a pixel, or move with the arrow keys, to select its gate.
class InputMapView : public QWidget, public LiveView {
    Q_OBJECT
public:
    InputMapView(const RunData& run, Selection& selection, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    QString summary() const;
    /// The input drawn at a place of the widget, or -1.
    int inputAt(QPointF place) const;
    /// Where an input is drawn, in the first channel.
    QRectF placeOf(int input) const;
    QSize sizeHint() const override { return {420, 320}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::vector<QRectF> tiles() const;
    void paintTile(QPainter& painter, const QRectF& place, int channel) const;
    void select(int input);

    const RunData& m_run;
    Selection& m_selection;
    std::optional<inspect::InputMap> m_map;
    std::shared_ptr<const nn::Network> m_shown; ///< what m_map is of
};

} // namespace tristate::ui
