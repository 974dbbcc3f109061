#pragma once

#include "core/baselines/baselines.h"

#include <QTreeWidget>

#include <vector>

namespace tristate::ui {

/// A name for people of what baselines::compareBaselines trains.
QString baselineText(const QString& name);
QString baselineText(baselines::Method method);

/// A row for every method with its mean over the seeds and, where there are several, one below it for each.
/// The least error is bold.
class BaselinesTable : public QTreeWidget {
    Q_OBJECT
public:
    enum Column { Method, Widths, Parameters, Evaluation, Test, Seconds, ColumnCount };

    explicit BaselinesTable(QWidget* parent = nullptr);

    const std::vector<baselines::BaselineResult>& results() const { return m_results; }
    void clearResults();
    void add(const baselines::BaselineResult& result);

private:
    void fill();

    std::vector<baselines::BaselineResult> m_results;
};

} // namespace tristate::ui
