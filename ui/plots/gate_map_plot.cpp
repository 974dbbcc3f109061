#include "ui/plots/gate_map_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/run/layer_names.h"

#include <QComboBox>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tristate::ui {
namespace {

constexpr int kHistogramWidth = 104;
constexpr int kSortEveryMilliseconds = 1000; ///< rows that swap places at every refresh could not be read

/// Draws the painted part of a raster between its axes.
class RasterImage : public QCPAbstractPlottable {
public:
    RasterImage(QCPAxis* time, QCPAxis* rows, const GateRaster& raster)
        : QCPAbstractPlottable(time, rows), m_raster(raster) {}

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }
    QCPRange getKeyRange(bool& found, QCP::SignDomain) const override {
        found = true;
        return {0, m_raster.end()};
    }
    QCPRange getValueRange(bool& found, QCP::SignDomain, const QCPRange&) const override {
        found = true;
        return {0, static_cast<double>(m_raster.units())};
    }

protected:
    void draw(QCPPainter* painter) override {
        if (m_raster.columns() == 0) return;
        const QRectF target = QRectF(coordsToPixels(0, 0), coordsToPixels(m_raster.end(), m_raster.units()));
        // Rows finer than a pixel are mixed, others keep their sharp edges.
        painter->setRenderHint(QPainter::SmoothPixmapTransform, m_raster.units() > target.height());
        painter->drawImage(target, m_raster.image(), QRectF(0, 0, m_raster.columns(), m_raster.units()));
    }
    void drawLegendIcon(QCPPainter*, const QRectF&) const override {}

private:
    const GateRaster& m_raster;
};

} // namespace

GateMapPlot::GateMapPlot(const RunData& store, TimeAxis& axis, Selection& selection, QWidget* parent)
    : TimePlot(tr("Gate map"), store, axis, parent), m_selection(selection) {
    setObjectName(QStringLiteral("gateMap"));
    m_order = new QComboBox(this);
    m_order->addItems({tr("by index"), tr("by value")});
    m_order->setToolTip(tr("How the rows are sorted"));
    m_order->setAccessibleName(tr("Order of the rows"));
    addHeaderWidget(m_order);
    connect(m_order, &QComboBox::currentIndexChanged, this, [this] {
        m_sinceSorted.invalidate();
        refresh();
    });
    connect(&plot(), &QCustomPlot::mousePress, this,
            [this](QMouseEvent* event) { selectAt(event->position()); });
    connect(&m_selection, &Selection::unitChanged, this, &GateMapPlot::showSelection);
    buildBands({});
}

GateMapPlot::~GateMapPlot() = default;

void GateMapPlot::sortByValue(bool byValue) {
    m_order->setCurrentIndex(byValue ? 1 : 0);
}

void GateMapPlot::clearData() {
    m_lastStep = -1;
    m_sinceSorted.invalidate();
    buildBands(gatedLayerUnits(run().experiment.net));
}

void GateMapPlot::buildBands(const std::vector<int>& units) {
    removeTimeRects();
    m_bands.clear();
    m_bands.reserve(units.size()); // the images on screen refer to the rasters
    for (const int count : units) m_bands.emplace_back(count);
    const auto names = gatedLayerNames(run().experiment.net);
    for (int i = 0; i < bands(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        buildBand(i, index < names.size() ? names[index] : tr("layer %1").arg(i + 1));
    }
    if (!units.empty()) buildColourScale(bands());
    plot().plotLayout()->setRowSpacing(6);
    plot().plotLayout()->setColumnSpacing(2);
    finishTimeRects();
}

void GateMapPlot::buildBand(int index, const QString& name) {
    auto& band = m_bands[static_cast<std::size_t>(index)];
    const int units = band.raster.units();
    auto* rect = new QCPAxisRect(&plot());
    plot().plotLayout()->addElement(index, 0, rect);
    plot().plotLayout()->setRowStretchFactor(index, std::sqrt(static_cast<double>(units)));
    addTimeRect(rect, index == 0);
    rect->setMinimumMargins(QMargins(6, 3, 4, 3));
    auto* rows = rect->axis(QCPAxis::atLeft);
    rows->setRange(0, units);
    rows->setRangeReversed(true);
    rows->setLabel(name);
    rows->setLabelPadding(3);
    for (auto* axis : rect->axes()) axis->grid()->setVisible(false);
    auto* image = new RasterImage(rect->axis(QCPAxis::atBottom), rows, band.raster);
    image->setLayer(QStringLiteral("background")); // under the marks
    band.rows = rows;
    band.selected = new QCPItemStraightLine(&plot());
    band.selected->setClipAxisRect(rect);
    for (auto* point : {band.selected->point1, band.selected->point2}) {
        point->setTypeX(QCPItemPosition::ptAxisRectRatio);
        point->setTypeY(QCPItemPosition::ptPlotCoords);
        point->setAxisRect(rect);
        point->setAxes(rect->axis(QCPAxis::atBottom), rows);
    }
    band.selected->setVisible(false);

    auto* side = new QCPAxisRect(&plot());
    side->setMinimumSize(kHistogramWidth, 40);
    side->setMaximumSize(kHistogramWidth, QWIDGETSIZE_MAX);
    side->setMinimumMargins(QMargins(2, 3, 6, 3));
    plot().plotLayout()->addElement(index, 1, side);
    auto* gate = side->axis(QCPAxis::atBottom);
    band.histogram = new HistogramPlot(gate, side->axis(QCPAxis::atLeft), units, run().openLimit());
    const bool last = index + 1 == bands();
    gate->setTickLabels(last);
    if (last) gate->setLabel(tr("gate w now"));
    gate->setLabelPadding(1);
    for (auto* axis : side->axes()) axis->grid()->setVisible(false);
    auto* group = new QCPMarginGroup(&plot());
    rect->setMarginGroup(QCP::msTop | QCP::msBottom, group);
    side->setMarginGroup(QCP::msTop | QCP::msBottom, group);
}

void GateMapPlot::buildColourScale(int row) {
    auto* scale = new QCPColorScale(&plot());
    plot().plotLayout()->addElement(row, 0, scale);
    plot().plotLayout()->setRowStretchFactor(row, 0.01);
    scale->setType(QCPAxis::atBottom);
    scale->setGradient(gateGradient());
    scale->setDataRange({0, 1});
    scale->setBarWidth(8);
    const QString limit = QLocale().toString(run().openLimit(), 'g', 2);
    scale->setLabel(run().openLimit() > 0 ? tr("gate w: closed < %1 ≤ open").arg(limit)
                                          : tr("gate w: closed at 0, open above"));
    scale->setRangeDrag(false);
    scale->setRangeZoom(false);
    auto ticker = QSharedPointer<QCPAxisTickerText>::create();
    ticker->addTick(0, QStringLiteral("0"));
    if (run().openLimit() > 0) ticker->addTick(run().openLimit(), limit);
    ticker->addTick(1, QStringLiteral("1"));
    scale->axis()->setTicker(ticker);
    auto* group = new QCPMarginGroup(&plot());
    scale->setMarginGroup(QCP::msLeft | QCP::msRight, group);
    for (int i = 0; i < bands(); ++i)
        plot().axisRect(2 * i)->setMarginGroup(QCP::msLeft | QCP::msRight, group);
}

void GateMapPlot::addColumns() {
    const auto& history = run().history;
    const auto& columns = history.columns();
    auto first = columns.end();
    while (first != columns.begin() && history.points()[*std::prev(first)].step > m_lastStep) --first;
    for (; first != columns.end(); ++first) {
        const auto& point = history.points()[*first];
        for (std::size_t i = 0; i < m_bands.size() && i < point.gates.size(); ++i)
            m_bands[i].raster.add(point.epoch, point.gates[i]);
        m_lastStep = point.step;
    }
}

void GateMapPlot::sortRows() {
    if (m_sinceSorted.isValid() && m_sinceSorted.elapsed() < kSortEveryMilliseconds) return;
    m_sinceSorted.start();
    const auto* now = run().shownColumn();
    for (std::size_t i = 0; i < m_bands.size(); ++i) {
        std::vector<int> units(static_cast<std::size_t>(m_bands[i].raster.units()));
        std::iota(units.begin(), units.end(), 0);
        if (m_order->currentIndex() == 1 && now && i < now->gates.size()) {
            const auto& gates = now->gates[i];
            std::stable_sort(units.begin(), units.end(), [&](int a, int b) {
                return gates[static_cast<std::size_t>(a)] > gates[static_cast<std::size_t>(b)];
            });
        }
        std::vector<int> rowOfUnit(units.size());
        for (std::size_t row = 0; row < units.size(); ++row)
            rowOfUnit[static_cast<std::size_t>(units[row])] = static_cast<int>(row);
        m_bands[i].raster.setRows(rowOfUnit);
    }
}

QPointF GateMapPlot::placeOf(const UnitRef& unit) const {
    const auto& band = m_bands[static_cast<std::size_t>(unit.layer)];
    return {static_cast<double>(band.rows->axisRect()->center().x()),
            band.rows->coordToPixel(band.raster.rowOf(unit.unit) + 0.5)};
}

void GateMapPlot::selectAt(QPointF place) {
    for (int i = 0; i < bands(); ++i) {
        const auto& band = m_bands[static_cast<std::size_t>(i)];
        if (!band.rows->axisRect()->rect().contains(place.toPoint())) continue;
        const int row = static_cast<int>(std::floor(band.rows->pixelToCoord(place.y())));
        const int unit = band.raster.unitAt(std::clamp(row, 0, band.raster.units() - 1));
        m_selection.selectUnit(UnitRef{i, unit});
    }
}

void GateMapPlot::showSelection() {
    for (int i = 0; i < bands(); ++i) {
        auto& band = m_bands[static_cast<std::size_t>(i)];
        const int unit = m_selection.unitOf(i);
        band.selected->setVisible(unit >= 0 && unit < band.raster.units());
        if (!band.selected->visible()) continue;
        const double row = band.raster.rowOf(unit) + 0.5;
        band.selected->point1->setCoords(0, row);
        band.selected->point2->setCoords(1, row);
        band.selected->setPen(QPen(viewColours(palette()).warning, 1.6));
    }
    replotSoon();
}

void GateMapPlot::updateData() {
    addColumns();
    sortRows();
    showSelection();
    if (const auto* now = run().shownColumn())
        for (std::size_t i = 0; i < m_bands.size() && i < now->gates.size(); ++i)
            m_bands[i].histogram->setGates(now->gates[i]);
}

std::vector<int> GateMapPlot::histogram(int band) const {
    const auto& counts = m_bands[static_cast<std::size_t>(band)].histogram->counts();
    return {counts.begin(), counts.end()};
}

QString GateMapPlot::valuesAt(const train::Point& point) const {
    QStringList open;
    for (const int count : point.open) open << QLocale().toString(count);
    return tr("open %1").arg(open.join(QStringLiteral(" - ")));
}

} // namespace tristate::ui
