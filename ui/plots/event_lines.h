#pragma once

#include "ui/plots/qcp.h"
#include "ui/run/event_marks.h"

namespace tristate::ui {

/// Draws event marks as dashed vertical lines over an axis rect, with their texts at the top as far as they
/// do not overlap (the latest first). One object whatever the number of marks. Internal to ui/plots.
class EventLines : public QCPLayerable {
    Q_OBJECT
public:
    explicit EventLines(QCPAxisRect* rect, bool withTexts);

    void setMarks(const std::vector<EventMark>& marks) { m_marks = marks; }
    void setColour(const QColor& colour) { m_colour = colour; }
    std::size_t count() const { return m_marks.size(); }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    QCPAxisRect* m_rect;
    bool m_withTexts;
    QColor m_colour;
    std::vector<EventMark> m_marks;
};

/// A vertical line under the pointer, or at the moment shown; lives on the overlay layer, which is painted by
/// itself.
class PointerLine : public QCPLayerable {
    Q_OBJECT
public:
    explicit PointerLine(QCPAxisRect* rect);
    /// Epoch to stand at; negative: nowhere.
    void setEpoch(double epoch) { m_epoch = epoch; }
    void setColour(const QColor& colour) { m_colour = colour; }
    void setWidth(double pixels) { m_width = pixels; }

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    QCPAxisRect* m_rect;
    QColor m_colour;
    double m_width = 0; ///< 0: one pixel
    double m_epoch = -1;
};

} // namespace tristate::ui
