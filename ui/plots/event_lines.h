#pragma once

#include "ui/plots/qcp.h"
#include "ui/run/event_marks.h"

#include <functional>
#include <vector>

namespace tristate::ui {

/// A mark on a time axis of pixels.
struct PlacedMark {
    double x = 0;
    QString text;
};

/// Marks that share a text: that of the latest, and how many more there are.
struct MarkGroup {
    double first = 0; ///< pixel of the earliest
    double label = 0; ///< where the text begins
    QString text;
    int marks = 1;
};

/// Gathers marks, which stand in the order of their x, until every text has room between `left` and `right`
/// and none lies over another; the latest mark comes first and is never left out.
std::vector<MarkGroup> gatherMarks(const std::vector<PlacedMark>& marks, double left, double right,
                                   const std::function<QString(const QString&, double)>& elide,
                                   const std::function<double(const QString&)>& widthOf);

/// Draws event marks as dashed vertical lines over an axis rect, with their texts above it, where no curve
/// is. One object whatever the number of marks. Internal to ui/plots.
class EventLines : public QCPLayerable {
    Q_OBJECT
public:
    explicit EventLines(QCPAxisRect* rect, bool withTexts);

    void setMarks(const std::vector<EventMark>& marks) { m_marks = marks; }
    void setColour(const QColor& colour) { m_colour = colour; }
    std::size_t count() const { return m_marks.size(); }
    /// Pixels that the texts take above the rect.
    int roomAbove() const;
    /// Where the texts stand in the plot.
    std::vector<QRectF> labels() const;

protected:
    void applyDefaultAntialiasingHint(QCPPainter* painter) const override;
    void draw(QCPPainter* painter) override;

private:
    std::vector<MarkGroup> groups() const;

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
