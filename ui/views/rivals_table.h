#pragma once

#include "core/study/rivals.h"

#include <QTreeWidget>

#include <vector>

namespace tristate::ui {

/// A name for people of what study::compareRivals trains.
QString rivalText(const QString& name);

/// A row for every method with its mean over the seeds and, where there are several, one below it for each.
/// The least error is bold.
class RivalsTable : public QTreeWidget {
    Q_OBJECT
public:
    enum Column { Method, Widths, Parameters, HeldOut, Test, Seconds, ColumnCount };

    explicit RivalsTable(QWidget* parent = nullptr);

    const std::vector<study::RivalResult>& results() const { return m_results; }
    void clearResults();
    void add(const study::RivalResult& result);

private:
    void fill();

    std::vector<study::RivalResult> m_results;
};

} // namespace tristate::ui
