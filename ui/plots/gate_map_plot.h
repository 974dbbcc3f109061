#pragma once

#include "ui/plots/gate_raster.h"
#include "ui/plots/time_plot.h"
#include "ui/run/selection.h"

#include <QElapsedTimer>

#include <memory>
#include <vector>

class QComboBox;
class QCPAxis;
class QCPItemStraightLine;

namespace tristate::ui {

class HistogramPlot;

/// The gates of every layer over time: one band a layer (column = time, row = neuron or feature map, colour =
/// w, fixed to [0, 1]) and, beside it, how they are spread now. Rows are sorted by index or by the present
/// value. Click a row to select its unit.
class GateMapPlot : public TimePlot {
    Q_OBJECT
public:
    GateMapPlot(const RunData& run, TimeAxis& axis, Selection& selection, QWidget* parent = nullptr);
    ~GateMapPlot() override;

    int bands() const { return static_cast<int>(m_bands.size()); }
    const GateRaster& raster(int band) const { return m_bands[static_cast<std::size_t>(band)].raster; }
    /// Units in each bar of the histogram beside the band.
    std::vector<int> histogram(int band) const;
    QSize sizeHint() const override { return {420, 560}; }

    /// Where the row of a unit is drawn, in the coordinates of the plot.
    QPointF placeOf(const UnitRef& unit) const;
    /// Selects the unit drawn there.
    void selectAt(QPointF place);

public Q_SLOTS:
    void sortByValue(bool byValue);

protected:
    void clearData() override;
    void updateData() override;
    QString valuesAt(const train::Point& point) const override;

private:
    struct Band {
        explicit Band(int units) : raster(units) {}
        GateRaster raster;
        HistogramPlot* histogram = nullptr;
        QCPAxis* rows = nullptr;
        QCPItemStraightLine* selected = nullptr; ///< the row of the selected unit
    };
    void buildBands(const std::vector<int>& units);
    void buildBand(int index, const QString& name);
    void buildColourScale(int row);
    void addColumns();
    void sortRows();
    void showSelection();

    Selection& m_selection;
    std::vector<Band> m_bands;
    QComboBox* m_order = nullptr;
    QElapsedTimer m_sinceSorted;
    std::int64_t m_lastStep = -1;
};

} // namespace tristate::ui
