#include "ui/plots/gate_map_plot.h"

#include "ui/look/palette.h"
#include "ui/plots/histogram_plot.h"
#include "ui/plots/layer_strip.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/plots/raster_image.h"

#include <QComboBox>
#include <QFontMetrics>
#include <QLocale>
#include <QStringList>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace tristate::ui {
namespace {

constexpr int kHistogramWidth = 104;
constexpr int kLegibleBand = 44;             ///< height of a band, in pixels
constexpr int kAroundBands = 136;            ///< title and scales, in the usual font
constexpr int kUsualLine = 17;               ///< height of a line in it
constexpr int kBetweenBands = 18;            ///< their margins and the space between them
constexpr int kSortEveryMilliseconds = 1000; ///< rows that swap places at every refresh could not be read

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
    m_strip = new LayerStrip(selection, this);
    static_cast<QVBoxLayout*>(layout())->insertWidget(1, m_strip);
    connect(&plot(), &QCustomPlot::mousePress, this,
            [this](QMouseEvent* event) { selectAt(event->position()); });
    connect(&plot(), &QCustomPlot::mouseWheel, this, &GateMapPlot::turn);
    connect(&m_selection, &Selection::unitChanged, this, [this] {
        if (m_selection.unit()) bringIntoView(m_selection.unit()->layer);
        showSelection();
        replotSoon();
    });
    connect(&m_selection, &Selection::viewMoved, this, [this] { arrange(false); });
    buildBands();
}

GateMapPlot::~GateMapPlot() = default;

void GateMapPlot::sortByValue(bool byValue) {
    m_order->setCurrentIndex(byValue ? 1 : 0);
}

void GateMapPlot::clearData() {
    m_lastStep = -1;
    m_sinceSorted.invalidate();
    buildBands();
}

void GateMapPlot::buildBands() {
    removeTimeRects(); // the images on screen refer to the rasters
    m_bands.clear();
    m_outline = outlineOf(run().experiment.net);
    for (const auto& layer : m_outline.layers) m_bands.emplace_back(layer.units);
    m_strip->show(m_outline, run());
    arrange(true);
}

int GateMapPlot::legibleHeight() const {
    int height = kLegibleBand; // names stand upright beside their bands
    for (const auto& layer : m_outline.layers)
        height = std::max(height, QFontMetrics(font()).horizontalAdvance(layer.name) + 8);
    return height;
}

int GateMapPlot::roomForBands() const {
    const int room = height() - kAroundBands * QFontMetrics(font()).height() / kUsualLine;
    const auto fit = [&](int pixels) { return std::max(pixels / (legibleHeight() + kBetweenBands), 1); };
    return fit(room) >= bands() ? bands() : fit(room - m_strip->sizeHint().height());
}

double GateMapPlot::lowestBand() const {
    double sum = 0, least = std::numeric_limits<double>::max();
    for (int i = m_first; i < m_first + m_inView; ++i) {
        const double height = std::sqrt(m_bands[static_cast<std::size_t>(i)].raster.units());
        sum += height;
        least = std::min(least, height);
    }
    return (height() - kAroundBands) * least / sum;
}

void GateMapPlot::arrange(bool isNew) {
    const int count = roomForBands();
    const int first = std::clamp(m_selection.firstLayer(), 0, bands() - count);
    if (!isNew && first == m_first && count == m_inView) return;
    m_first = first;
    m_inView = count;
    m_strip->setInView(first, count, count == bands());
    removeTimeRects();
    for (auto& band : m_bands) band.histogram = nullptr, band.rows = nullptr, band.selected = nullptr;
    for (int i = first; i < first + count; ++i) buildBand(i);
    if (count > 0) buildColourScale(count);
    plot().plotLayout()->setRowSpacing(6);
    plot().plotLayout()->setColumnSpacing(2);
    finishTimeRects();
    if (!isNew) refresh();
}

void GateMapPlot::bringIntoView(int layer) {
    if (layer < m_first) m_selection.showFrom(layer);
    if (layer >= m_first + m_inView) m_selection.showFrom(layer - m_inView + 1);
}

void GateMapPlot::turn(QWheelEvent* event) {
    const auto isOnTime = [&](const Band& band) {
        return band.rows && band.rows->axisRect()->rect().contains(event->position().toPoint());
    };
    const bool zooms = std::any_of(m_bands.begin(), m_bands.end(), isOnTime);
    if (m_inView < bands() && !zooms) m_strip->turn(*event);
}

void GateMapPlot::resizeEvent(QResizeEvent* event) {
    TimePlot::resizeEvent(event);
    arrange(false);
}

void GateMapPlot::buildBand(int index) {
    auto& band = m_bands[static_cast<std::size_t>(index)];
    const int units = band.raster.units(), row = index - m_first;
    const bool isLast = row + 1 == m_inView;
    auto* rect = new QCPAxisRect(&plot());
    plot().plotLayout()->addElement(row, 0, rect);
    plot().plotLayout()->setRowStretchFactor(row, std::sqrt(static_cast<double>(units)));
    addTimeRect(rect, row == 0);
    rect->setMinimumSize(60, legibleHeight());
    rect->setMinimumMargins(QMargins(6, 3, 4, 3));
    auto* rows = rect->axis(QCPAxis::atLeft);
    rows->setRange(0, units);
    rows->setRangeReversed(true);
    rows->setLabel(m_outline.layers[static_cast<std::size_t>(index)].name);
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
    side->setMinimumSize(kHistogramWidth, legibleHeight());
    side->setMaximumSize(kHistogramWidth, QWIDGETSIZE_MAX);
    side->setRangeDrag({});
    side->setRangeZoom({});
    side->setMinimumMargins(QMargins(2, 3, 6, 3));
    plot().plotLayout()->addElement(row, 1, side);
    auto* gate = side->axis(QCPAxis::atBottom);
    auto* counts = side->axis(QCPAxis::atLeft);
    band.histogram = new HistogramPlot(gate, counts, units, run().openLimit());
    if (lowestBand() < QFontMetrics(font()).horizontalAdvance(counts->label()) + kBetweenBands)
        counts->setLabel({});
    gate->setTickLabels(isLast);
    if (isLast) gate->setLabel(tr("gate w now"));
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
    for (int i = 0; i < m_inView; ++i)
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
    if (!band.rows) return {}; // out of view
    return {static_cast<double>(band.rows->axisRect()->center().x()),
            band.rows->coordToPixel(band.raster.rowOf(unit.unit) + 0.5)};
}

void GateMapPlot::selectAt(QPointF place) {
    for (int i = 0; i < bands(); ++i) {
        const auto& band = m_bands[static_cast<std::size_t>(i)];
        if (!band.rows || !band.rows->axisRect()->rect().contains(place.toPoint())) continue;
        const int row = static_cast<int>(std::floor(band.rows->pixelToCoord(place.y())));
        const int unit = band.raster.unitAt(std::clamp(row, 0, band.raster.units() - 1));
        m_selection.selectUnit(UnitRef{i, unit});
    }
}

void GateMapPlot::showSelection() {
    for (int i = m_first; i < m_first + m_inView; ++i) {
        auto& band = m_bands[static_cast<std::size_t>(i)];
        const int unit = m_selection.unitOf(i);
        band.selected->setVisible(unit >= 0 && unit < band.raster.units());
        if (!band.selected->visible()) continue;
        const double row = band.raster.rowOf(unit) + 0.5;
        band.selected->point1->setCoords(0, row);
        band.selected->point2->setCoords(1, row);
        band.selected->setPen(QPen(viewColours(palette()).warning, 1.6));
    }
}

void GateMapPlot::updateData() {
    addColumns();
    sortRows();
    showSelection();
    m_strip->show(m_outline, run());
    showHistograms();
}

void GateMapPlot::showHistograms() {
    if (const auto* now = run().shownColumn())
        for (std::size_t i = 0; i < m_bands.size() && i < now->gates.size(); ++i)
            if (auto* histogram = m_bands[i].histogram) histogram->setGates(now->gates[i]);
}

std::vector<int> GateMapPlot::histogram(int band) const {
    const auto& counts = m_bands[static_cast<std::size_t>(band)].histogram->counts();
    return {counts.begin(), counts.end()};
}

QString GateMapPlot::valuesAt(const train::Point& point) const {
    QStringList open;
    for (int i = m_first; i < m_first + m_inView && i < std::ssize(point.open); ++i)
        open << QLocale().toString(point.open[static_cast<std::size_t>(i)]);
    return tr("open %1").arg(open.join(QStringLiteral(" - ")));
}

} // namespace tristate::ui
