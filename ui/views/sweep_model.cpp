#include "ui/views/sweep_model.h"

#include "core/train/settings.h"
#include "ui/look/message_text.h"
#include "ui/look/text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace tristate::ui {

QString axisText(const sweep::Axis& axis) {
    if (axis.isNet()) return SweepModel::tr("Net");
    const char* label = train::findSetting(axis.path)->label;
    return label ? settingText(label) : QString::fromStdString(axis.name());
}

QString microsecondsText(double microseconds) {
    return std::isnan(microseconds) ? QString() : QLocale().toString(microseconds, 'f', 2);
}

QString valueText(const sweep::Result& result, const sweep::Axis& axis) {
    return QString::fromStdString(sweep::settingText(result, axis.name()));
}

void SweepModel::begin(const sweep::Plan& plan) {
    beginResetModel();
    m_plan = plan;
    m_results.clear();
    m_rows.clear();
    endResetModel();
}

void SweepModel::add(const std::vector<sweep::Result>& results) {
    if (results.empty()) return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(results.size()) - 1);
    for (const sweep::Result& result : results) {
        m_rows.insert(QString::fromStdString(result.id), static_cast<int>(m_results.size()));
        m_results.push_back(result);
    }
    endInsertRows();
}

void SweepModel::setMicroseconds(const QString& run, double microseconds) {
    const int row = rowOf(run);
    if (row < 0) return;
    m_results[static_cast<std::size_t>(row)].microseconds = microseconds;
    const QModelIndex cell = index(row, columnOf(Microseconds));
    Q_EMIT dataChanged(cell, cell);
}

int SweepModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_results.size());
}

int SweepModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() || m_plan.axes.empty() ? 0 : columnOf(FigureCount);
}

QVariant SweepModel::setting(const sweep::Result& result, std::size_t axis, bool asText) const {
    if (!asText)
        if (const auto value = result.settings.find(m_plan.axes[axis].name());
            value != result.settings.end() && value->is_number())
            return value->get<double>();
    return valueText(result, m_plan.axes[axis]);
}

QVariant SweepModel::figure(const sweep::Result& result, int figure, bool asText) const {
    if (result.failed()) // behind all others when sorted
        return figure == Error ? QVariant(asText ? tr("failed") : QString()) : QVariant();
    const auto count = [asText](long long value) {
        return asText ? QVariant(countText(value)) : QVariant(value);
    };
    switch (figure) {
    case Error:
        return asText ? QVariant(metricText(result.metric, result.error())) : QVariant(result.error());
    case Parameters:
        return count(result.parameters);
    case Operations:
        return count(result.operations);
    case Bytes:
        return count(result.bytes);
    case Microseconds:
        if (!asText && std::isnan(result.microseconds)) return {};
        return asText ? QVariant(microsecondsText(result.microseconds)) : QVariant(result.microseconds);
    default:
        return widthsText(result.architecture);
    }
}

QVariant SweepModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const sweep::Result& result = m_results[static_cast<std::size_t>(index.row())];
    const int figure = index.column() - columnOf(Error);
    if (role == Qt::DisplayRole || role == kSortRole)
        return figure < 0 ? setting(result, static_cast<std::size_t>(index.column()), role == Qt::DisplayRole)
                          : this->figure(result, figure, role == Qt::DisplayRole);
    if (role == Qt::ToolTipRole && result.failed()) return messageText(result.failure);
    if (role == Qt::TextAlignmentRole && figure != Units) return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

/// How a column is called in a condition.
QString SweepModel::conditionName(int column) const {
    constexpr const char* kNames[] = {"error", "parameters", "operations", "bytes", "microseconds"};
    const int figure = column - columnOf(Error);
    if (figure < 0) return QString::fromStdString(m_plan.axes[static_cast<std::size_t>(column)].name());
    return figure < Units ? QString::fromLatin1(kNames[figure]) : QString();
}

QVariant SweepModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    const int figure = section - columnOf(Error);
    if (role == Qt::ToolTipRole) return conditionName(section);
    if (role != Qt::DisplayRole) return {};
    if (figure < 0) return axisText(m_plan.axes[static_cast<std::size_t>(section)]);
    switch (figure) {
    case Error:
        return m_plan.base.data.hasValidation() ? tr("Validation error") : tr("Test error");
    case Parameters:
        return tr("Parameters");
    case Operations:
        return tr("Operations");
    case Bytes:
        return tr("Bytes");
    case Microseconds:
        return tr("µs per sample");
    default:
        return tr("Open units");
    }
}

SweepFilter::SweepFilter(SweepModel& model, QObject* parent) : QSortFilterProxyModel(parent), m_model(model) {
    setSourceModel(&model);
    setSortRole(SweepModel::kSortRole);
}

void SweepFilter::setConditions(const std::vector<sweep::Condition>& conditions) {
    m_conditions = conditions;
    invalidateFilter();
}

bool SweepFilter::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const {
    return m_conditions.empty() ||
           sweep::fulfils(m_model.results()[static_cast<std::size_t>(row)], m_conditions);
}

} // namespace tristate::ui
