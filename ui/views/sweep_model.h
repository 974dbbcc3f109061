#pragma once

#include "core/sweep/pick.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSortFilterProxyModel>
#include <QString>
#include <QStringList>

#include <vector>

namespace tristate::ui {

/// A row for every run of a sweep that has its result: what varies, then the figures; a failed one says why.
/// In the order in which they arrived.
class SweepModel : public QAbstractTableModel {
    Q_OBJECT
public:
    /// Behind the columns of what varies.
    enum Figure { Error, Parameters, Operations, Bytes, Microseconds, Units, FigureCount };
    static constexpr int kSortRole = Qt::UserRole; ///< numbers as numbers

    using QAbstractTableModel::QAbstractTableModel;

    /// Forgets all runs.
    void begin(const sweep::Plan& plan);
    void add(const std::vector<sweep::Result>& results);
    /// Of a run; does nothing when there is none of this name.
    void setMicroseconds(const QString& run, double microseconds);
    const std::vector<sweep::Result>& results() const { return m_results; }
    /// -1 for none.
    int rowOf(const QString& run) const { return m_rows.value(run, -1); }
    int columnOf(Figure figure) const { return static_cast<int>(m_plan.axes.size()) + figure; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QVariant setting(const sweep::Result& result, std::size_t axis, bool asText) const;
    QString conditionName(int column) const;
    QVariant figure(const sweep::Result& result, int figure, bool asText) const;

    sweep::Plan m_plan;
    std::vector<sweep::Result> m_results;
    QHash<QString, int> m_rows;
};

/// The rows that fulfil conditions, all of them when there are none; sorts by numbers.
class SweepFilter : public QSortFilterProxyModel {
    Q_OBJECT
public:
    explicit SweepFilter(SweepModel& model, QObject* parent = nullptr);
    void setConditions(const std::vector<sweep::Condition>& conditions);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    SweepModel& m_model;
    std::vector<sweep::Condition> m_conditions;
};

/// What varies as the window calls it: the label of the setting, or "Net".
QString axisText(const sweep::Axis& axis);
/// Of a sample, two decimals; empty when it was not measured.
QString microsecondsText(double microseconds);
/// The value that a run has for what varies, as it would be typed.
QString valueText(const sweep::Result& result, const sweep::Axis& axis);

} // namespace tristate::ui
