#pragma once

#include "ui/plots/qcp.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace tristate::ui {

/// The legend of a plot, beside it and never over it: names with their lines, from left to right, in as many
/// rows as the plot can spare. What has no room is counted at the end, and named in the tooltip. Internal to
/// ui/plots.
class LegendRow : public QWidget {
    Q_OBJECT
public:
    explicit LegendRow(QWidget* parent = nullptr);

    /// Names these curves, the most important first; takes what it needs of them, and may outlive them.
    void setCurves(const std::vector<QCPGraph*>& curves);
    /// All names, with room or without.
    QStringList names() const;

    /// Where a name and its line are.
    struct Place {
        QRect rect;
        QString text; ///< as it is drawn
        int entry;    ///< -1: the count of those without room
    };
    /// In a row of this width.
    std::vector<Place> places(int width) const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    /// A plot of another height spares another number of rows.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Entry {
        QString name;
        QPen pen;
        QCPScatterStyle dot;
    };
    int mostRows() const;
    int lineHeight() const;

    std::vector<Entry> m_entries;
    int m_mostRows = 0; ///< when the layout asked last
};

} // namespace tristate::ui
