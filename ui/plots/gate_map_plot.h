#pragma once

#include "ui/plots/gate_raster.h"
#include "ui/plots/time_plot.h"
#include "ui/run/net_outline.h"
#include "ui/run/selection.h"

#include <QElapsedTimer>

#include <deque>
#include <vector>

class QComboBox;
class QCPAxis;
class QCPItemStraightLine;

namespace tristate::ui {

class HistogramPlot;
class LayerStrip;

/// The gates of every layer over time: one band a layer (column = time, row = neuron or feature map, colour =
/// w, fixed to [0, 1]) and, beside it, how they are spread now. Rows are sorted by index or by the present
/// value. Click a row to select its unit. Where there is no room for all bands, those of the layers in view
/// are shown, and a strip above tells of all.
class GateMapPlot : public TimePlot {
    Q_OBJECT
public:
    GateMapPlot(const RunData& run, TimeAxis& axis, Selection& selection, QWidget* parent = nullptr);
    ~GateMapPlot() override;

    int bands() const { return static_cast<int>(m_bands.size()); }
    const GateRaster& raster(int band) const { return m_bands[static_cast<std::size_t>(band)].raster; }
    /// The layers in view.
    int first() const { return m_first; }
    int inView() const { return m_inView; }
    /// Units in each bar of the histogram beside the band, which is in view.
    std::vector<int> histogram(int band) const;
    QSize sizeHint() const override { return {420, 560}; }

    /// Where the row of a unit is drawn, in the coordinates of the plot; null where its layer is out of view.
    QPointF placeOf(const UnitRef& unit) const;
    /// Selects the unit drawn there.
    void selectAt(QPointF place);

public Q_SLOTS:
    void sortByValue(bool byValue);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void clearData() override;
    void updateData() override;
    QString valuesAt(const train::Point& point) const override;

private:
    struct Band {
        explicit Band(int units) : raster(units) {}
        GateRaster raster;
        HistogramPlot* histogram = nullptr; ///< null when out of view, and so are the others
        QCPAxis* rows = nullptr;
        QCPItemStraightLine* selected = nullptr; ///< the row of the selected unit
    };
    void buildBands();
    /// Shows the bands of the layers in view, anew where those are others than before.
    void arrange(bool isNew);
    void buildBand(int index);
    void buildColourScale(int row);
    int legibleHeight() const;
    int roomForBands() const;
    /// About how high, of those in view.
    double lowestBand() const;
    void bringIntoView(int layer);
    void turn(QWheelEvent* event);
    void showHistograms();
    void addColumns();
    void sortRows();
    void showSelection();

    Selection& m_selection;
    NetOutline m_outline;
    std::deque<Band> m_bands; ///< of all layers; what is on screen refers to the rasters
    LayerStrip* m_strip = nullptr;
    int m_first = 0;
    int m_inView = 0;
    QComboBox* m_order = nullptr;
    QElapsedTimer m_sinceSorted;
    std::int64_t m_lastStep = -1;
};

} // namespace tristate::ui
