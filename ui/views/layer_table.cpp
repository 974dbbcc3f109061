#include "ui/views/layer_table.h"

#include "ui/look/text.h"

#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace tristate::ui {
namespace {

QString factor(long long before, long long now) {
    if (now <= 0) return QStringLiteral("–");
    return QStringLiteral("%1×").arg(
        QLocale().toString(static_cast<double>(before) / static_cast<double>(now), 'f', 1));
}

/// What a minibatch took in the first epoch that was measured: the median, as the very first ones are slower.
std::optional<double> firstStepSeconds(const RunData& run) {
    std::vector<double> seconds;
    for (const auto& point : run.history.points()) {
        if (point.samplesPerSecond <= 0) continue;
        if (point.epoch > 1 && !seconds.empty()) break;
        seconds.push_back(run.experiment.train.batch / point.samplesPerSecond);
    }
    if (seconds.empty()) return {};
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    return *middle;
}

} // namespace

LayerTable::LayerTable(const RunData& run, Selection& selection, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_selection(selection),
      m_model(new LayerTableModel(this)),
      m_table(new QTableView(this)),
      m_summary(new QLabel(this)) {
    setAccessibleName(tr("Layer table"));
    setObjectName(QStringLiteral("layerTable"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Layers"));
    m_table->verticalHeader()->hide();
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setWordWrap(false);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_summary->setWordWrap(true);
    m_summary->setContentsMargins(8, 4, 8, 6);
    m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table, 1);
    column->addWidget(m_summary);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& now) { select(now.row()); });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex& at) { toggle(at.row()); });
    connect(new QShortcut(Qt::Key_Return, m_table, nullptr, nullptr, Qt::WidgetShortcut),
            &QShortcut::activated, this, [this] { toggle(m_table->currentIndex().row()); });
    connect(&m_selection, &Selection::unitChanged, this, &LayerTable::showSelection);
    connect(&m_selection, &Selection::viewMoved, this, [this] {
        const int line = m_model->lineOf(m_selection.firstLayer());
        if (line >= 0 && !m_table->hasFocus()) // nothing moves under the hand of who chooses here
            m_table->scrollTo(m_model->index(line, 0), QAbstractItemView::PositionAtTop);
    });
}

void LayerTable::select(int line) {
    const auto* now = m_run.shownColumn();
    if (!now || line < 0 || m_isToggling) return;
    const int layer = m_model->layerAt(line);
    if (layer < 0 || layer >= static_cast<int>(now->gates.size()) || m_selection.unitOf(layer) >= 0) return;
    const auto& gates = now->gates[static_cast<std::size_t>(layer)];
    const auto open =
        std::find_if(gates.begin(), gates.end(), [this](float gate) { return m_run.isOpen(gate); });
    m_selection.selectUnit(UnitRef{layer, open == gates.end() ? 0 : static_cast<int>(open - gates.begin())});
}

void LayerTable::toggle(int line) {
    const int block = line < 0 ? -1 : m_model->blockAt(line);
    if (block < 0) return;
    const QScopedValueRollback toggling(m_isToggling, true);
    m_model->toggle(block);
    fitColumns();
    m_table->setCurrentIndex(m_model->index(line, 0)); // where the keys go on
    showSelection();
}

void LayerTable::showSelection() {
    const auto& unit = m_selection.unit();
    const auto* rows = m_table->selectionModel();
    if (!unit) return m_table->clearSelection();
    const auto chosen = rows->selectedRows();
    const bool isShown = std::any_of(chosen.begin(), chosen.end(), [&](const QModelIndex& at) {
        return m_model->layerAt(at.row()) == unit->layer;
    });
    const int line = m_model->lineOf(unit->layer);
    if (!isShown && line >= 0 && !m_isToggling) m_table->selectRow(line);
}

void LayerTable::refresh() {
    if (m_runNumber != m_run.number) {
        m_runNumber = m_run.number;
        m_model->setLayers({});
        m_outline = outlineOf(m_run.experiment.net);
    }
    const auto* frame = m_run.shownFrame();
    if (!frame) return m_summary->setText(tr("No measurements yet."));
    const bool isFirst = m_model->rowCount() == 0;
    m_model->setLayers(frame->layers, m_outline);
    if (isFirst) {
        fitColumns();
        showSelection();
    }
    const double seconds = frame->stepSeconds;
    const double first = firstStepSeconds(m_run).value_or(seconds);
    const auto& totals = m_model->totals();
    m_summary->setText(
        (m_run.metric() == train::Metric::ErrorRate ? tr("Compression: %1 fewer parameters, %2 fewer "
                                                         "operations. A step takes %3 ms (%4 ms at first). "
                                                         "Test error %5.")
                                                    : tr("Compression: %1 fewer parameters, %2 fewer "
                                                         "operations. A step takes %3 ms (%4 ms at first). "
                                                         "Test RMSE %5."))
            .arg(factor(totals.originalParameters, totals.parameters),
                 factor(totals.originalFlops, totals.flops), QLocale().toString(seconds * 1e3, 'f', 3),
                 QLocale().toString(first * 1e3, 'f', 3), metricText(m_run.metric(), frame->testError)));
}

void LayerTable::fitColumns() {
    m_model->setBrief(false);
    m_table->setColumnHidden(LayerTableModel::Closed, false);
    auto* header = m_table->horizontalHeader();
    header->resizeSections(QHeaderView::ResizeToContents);
    int wanted = header->sectionSizeHint(LayerTableModel::Share); // as the last one it is stretched
    for (int column = 0; column < LayerTableModel::Share; ++column) wanted += header->sectionSize(column);
    int room = m_table->viewport()->width();
    const auto* bar = m_table->verticalScrollBar();
    if (!bar->isVisible() && m_table->verticalHeader()->length() > m_table->viewport()->height())
        room -= bar->sizeHint().width(); // it will come
    const bool isTight = wanted > room;
    m_model->setBrief(isTight);
    m_table->setColumnHidden(LayerTableModel::Closed, isTight);
    constexpr LayerTableModel::Column kSpared[] = {LayerTableModel::Depth, LayerTableModel::Operations};
    for (const auto column : kSpared) m_table->setColumnHidden(column, false);
    header->setStretchLastSection(false); // or it would keep the width of its contents
    header->resizeSections(QHeaderView::ResizeToContents);
    // Large numbers in bold, a scroll bar, and a projector's letters: what least is said by has to go.
    for (const auto column : kSpared) m_table->setColumnHidden(column, header->length() > room);
    header->setStretchLastSection(true);
}

void LayerTable::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    fitColumns();
}

QString LayerTable::summary() const {
    return m_summary->text();
}

} // namespace tristate::ui
