#include "ui/views/network_picture.h"

#include "ui/look/text.h"
#include "ui/plots/layer_strip.h"
#include "ui/run/unit_state.h"
#include "ui/views/weight_image.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QStringList>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

constexpr double kSide = 6; ///< pixels left and right of the columns

} // namespace

NetworkPicture::NetworkPicture(const RunData& run, Selection& selection, QWidget* parent)
    : QWidget(parent), m_run(run), m_selection(selection), m_strip(new LayerStrip(selection, this)) {
    m_clock.start(); // before anything that makes it look at the time
    setAccessibleName(tr("Network picture"));
    setObjectName(QStringLiteral("network"));
    setFocusPolicy(Qt::StrongFocus);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    m_marksEnd.setSingleShot(true);
    connect(&m_marksEnd, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(&m_selection, &Selection::unitChanged, this, &NetworkPicture::showSelection);
    connect(&m_selection, &Selection::viewMoved, this, &NetworkPicture::arrange);
}

void NetworkPicture::refresh() {
    const auto network = m_run.shownNetwork();
    if (network != m_network) {
        m_links = network ? inspect::Links(*network) : inspect::Links();
        m_kernels.clear();
        m_network = network;
    }
    if (m_runNumber != m_run.number || m_net != m_run.experiment.net) {
        m_runNumber = m_run.number;
        m_net = m_run.experiment.net;
        m_outline = outlineOf(m_net);
        m_toggled.clear();
    }
    m_strip->show(m_outline, m_run);
    m_futures.reset();
    if (m_fork && m_fork->isOn() && !m_run.past) m_futures = countFutures(m_run, *m_fork->other());
    const double now = static_cast<double>(m_clock.elapsed()) / 1000;
    if (m_run.past)
        m_motion.forget();
    else
        m_motion.see(m_run, now);
    sayFalls();
    if (m_motion.marksEnd() > now) m_marksEnd.start(static_cast<int>(1000 * (m_motion.marksEnd() - now)) + 1);
    arrange();
    QStringList words;
    for (const auto& column : describeNetwork(m_run, m_outline))
        words << QStringLiteral("%1: %2").arg(column.name, column.count);
    if (m_futures) words << futuresText(*m_futures);
    setAccessibleDescription(words.join(QStringLiteral(", ")));
}

std::vector<NetworkColumn> NetworkPicture::described() const {
    auto columns = describeNetwork(m_run, m_outline, m_collapsed);
    if (m_futures && m_fork->isOn()) // it may have ended since refresh()
        addFuture(columns, describeNetwork(*m_fork->other(), m_outline, m_collapsed));
    return columns;
}

void NetworkPicture::arrange() {
    const auto sizes = columnSizes(font());
    QRectF area =
        QRectF(rect()).adjusted(kSide, 6, -kSide, -6 - fontMetrics().height()); // fallText() is below
    m_collapsed = collapsedAtFirst(m_outline, sizes, area.width());
    for (const auto& [block, isCollapsed] : m_toggled)
        if (isCollapsed)
            m_collapsed.insert(block);
        else
            m_collapsed.erase(block);
    m_columns = described();
    m_rails = findRails(m_columns, m_outline);
    const auto place = [&] {
        m_layout = layOut(m_columns, area, sizes, m_selection.firstLayer(), lanesOf(m_rails));
    };
    place();
    m_strip->setGeometry(0, 0, width(), m_strip->sizeHint().height());
    m_strip->setInView(m_layout.firstLayer(m_columns), m_layout.layers(m_columns), m_layout.isComplete);
    if (!m_layout.isComplete) area.setTop(area.top() + m_strip->height());
    addKernels();
    place();
    update();
}

void NetworkPicture::addKernels() {
    if (!m_network) return;
    for (std::size_t i = m_layout.first; i < m_layout.end; ++i) {
        auto& column = m_columns[i];
        if (!column.isGated()) continue;
        auto known = m_kernels.find(column.layer);
        if (known == m_kernels.end())
            known = m_kernels
                        .emplace(column.layer, kernelImages(*m_network, m_outline, column.layer,
                                                            weightColours(palette()).zero))
                        .first;
        column.kernels = known->second;
    }
}

void NetworkPicture::showSelection() {
    const auto& unit = m_selection.unit();
    if (!unit || m_columns.empty() || unit->layer >= m_outline.count()) return update();
    const int block = m_outline.layers[static_cast<std::size_t>(unit->layer)].block;
    if (m_columns[columnOf(m_columns, unit->layer)].collapsed) m_toggled[block] = false;
    arrange();
    const int first = m_layout.firstLayer(m_columns), layers = m_layout.layers(m_columns);
    if (unit->layer < first) m_selection.showFrom(unit->layer);
    if (unit->layer >= first + layers) m_selection.showFrom(unit->layer - layers + 1);
}

void NetworkPicture::toggle(int block) {
    m_toggled[block] = m_collapsed.count(block) == 0;
    arrange();
}

void NetworkPicture::toggleBlockOf(int layer) {
    if (layer >= m_outline.count()) return;
    if (const int block = m_outline.layers[static_cast<std::size_t>(layer)].block; block >= 0) toggle(block);
}

QFont NetworkPicture::boldFont() const {
    QFont bold = font();
    bold.setBold(true);
    return bold;
}

std::pair<QString, QString> NetworkPicture::textsOf(const NetworkColumn& column) const {
    const double room = textArea(column, columnSizes(font())).width();
    const QFontMetricsF bold(boldFont()), plain(font());
    QString name = column.name, count = column.count;
    if (const QString linear = tr("%1 (linear)").arg(name);
        column.linear && !column.merged && bold.horizontalAdvance(linear) <= room)
        name = linear;
    if (column.narrow && bold.horizontalAdvance(QStringLiteral("conv00")) > room)
        name.clear(); // the block has its number
    if (plain.horizontalAdvance(count) > room && !column.shortCount.isEmpty()) count = column.shortCount;
    if (plain.horizontalAdvance(count) > room) count = count.section(QLatin1Char('/'), 0, 0); // the open ones
    if (const QString shared = tr("%1 (%2 a dot)").arg(count).arg(column.perDot);
        column.perDot > 1 && column.isGated() && plain.horizontalAdvance(shared) <= room)
        count = shared;
    return {bold.elidedText(name, Qt::ElideRight, room), plain.elidedText(count, Qt::ElideRight, room)};
}

void NetworkPicture::sayFalls() {
    const auto falls = m_motion.falls();
    m_fallText.clear();
    if (falls.empty()) return;
    const auto seconds = [](double value) { return QLocale().toString(std::ceil(value), 'f', 0); };
    m_fallText = tr("Falling: %1. The next one closes in %2 s, half of them within %3 s.")
                     .arg(countText(static_cast<long long>(falls.size())), seconds(falls.front()),
                          seconds(falls[falls.size() / 2]));
}

QString NetworkPicture::footText() const {
    const auto& train = m_run.experiment.train;
    const auto* point = m_run.shownPoint();
    const bool isWarmingUp = train.gates && point && !m_run.past && point->epoch < train.warmupEpochs;
    return m_fallText.isEmpty() && isWarmingUp
               ? tr("Warm-up: gates begin to move at epoch %1.").arg(train.warmupEpochs)
               : m_fallText;
}

QString NetworkPicture::titleOf(const BlockGround& ground) const {
    const QFontMetricsF metrics(font());
    const QString sign =
        m_collapsed.count(ground.block) ? QStringLiteral("\u25b8") : QStringLiteral("\u25be");
    const QString name = blockName(ground.block);
    for (const QString& text : {sign + QLatin1Char(' ') + name, name})
        if (metrics.horizontalAdvance(text) <= ground.title.width() - 4) return text;
    return metrics.elidedText(QString::number(ground.block + 1), Qt::ElideRight, ground.title.width() - 4);
}

QString NetworkPicture::tipAt(QPointF place) const {
    const auto block = [&](int number) {
        QStringList words;
        for (const auto& layer : m_outline.layers)
            if (layer.block == number)
                words << m_strip->textOf(static_cast<int>(&layer - m_outline.layers.data()));
        return blockName(number) + QLatin1Char('\n') + words.join(QLatin1Char('\n'));
    };
    for (const auto& ground : m_layout.grounds)
        if (ground.title.contains(place)) return block(ground.block);
    for (const auto& column : m_columns) {
        if (!column.isInView() || !column.cell.contains(place)) continue;
        if (column.collapsed) return block(column.block);
        const QString text = QStringLiteral("%1: %2").arg(column.name, column.count);
        if (column.perDot > 1 && column.isGated()) return tr("%1 (%2 a dot)").arg(text).arg(column.perDot);
        const auto unit = unitAt(m_columns, place);
        return unit ? text + QLatin1Char('\n') + tipOf(column, *unit) : text;
    }
    return {};
}

QString NetworkPicture::tipOf(const NetworkColumn& column, const UnitRef& unit) const {
    const auto state = unitState(m_run, unit);
    if (!state) return {};
    const QString gate =
        QLocale().toString(static_cast<double>(column.gates[column.dotOf(unit.unit)]), 'f', 2);
    return *state == UnitState::Removed
               ? tr("%1 of %2: %3").arg(unit.unit).arg(column.name, unitStateText(*state))
               : tr("%1 of %2: gate w %3, %4").arg(unit.unit).arg(column.name, gate, unitStateText(*state));
}

void NetworkPicture::resizeEvent(QResizeEvent* event) {
    arrange();
    QWidget::resizeEvent(event);
}

void NetworkPicture::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) {
        m_network = nullptr; // kernels have colours of the theme
        refresh();
    }
    QWidget::changeEvent(event);
}

void NetworkPicture::mousePressEvent(QMouseEvent* event) {
    for (const auto& ground : m_layout.grounds)
        if (ground.title.contains(event->position())) return toggle(ground.block);
    for (const auto& column : m_columns)
        if (column.collapsed && column.cell.contains(event->position())) return toggle(column.block);
    m_selection.selectUnit(unitAt(m_columns, event->position()));
}

void NetworkPicture::wheelEvent(QWheelEvent* event) {
    if (m_layout.isComplete) return QWidget::wheelEvent(event);
    m_strip->turn(*event);
}

bool NetworkPicture::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto& help = static_cast<QHelpEvent&>(*event);
    QToolTip::showText(help.globalPos(), tipAt(help.pos()), this);
    return true;
}

void NetworkPicture::select(int layer, int unit) {
    if (layer < 0 || layer >= m_outline.count()) return;
    const int units = m_outline.layers[static_cast<std::size_t>(layer)].units;
    m_selection.selectUnit(UnitRef{layer, std::clamp(unit, 0, units - 1)});
}

void NetworkPicture::keyPressEvent(QKeyEvent* event) {
    const UnitRef now = m_selection.unit().value_or(UnitRef{0, -1});
    const int inView = m_layout.layers(m_columns);
    switch (event->key()) {
    case Qt::Key_Up:
        return select(now.layer, now.unit - 1);
    case Qt::Key_Down:
        return select(now.layer, now.unit + 1);
    case Qt::Key_Left:
        return select(now.layer - 1, now.unit);
    case Qt::Key_Right:
        return select(now.layer + 1, now.unit);
    case Qt::Key_PageUp:
        return m_strip->moveBy(-inView);
    case Qt::Key_PageDown:
        return m_strip->moveBy(inView);
    case Qt::Key_Home:
        return m_strip->moveBy(-m_outline.count());
    case Qt::Key_End:
        return m_strip->moveBy(m_outline.count());
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return toggleBlockOf(now.layer);
    case Qt::Key_Escape:
        return m_selection.selectUnit({});
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace tristate::ui
