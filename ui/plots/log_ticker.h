#pragma once

#include "ui/plots/qcp.h"

namespace tristate::ui {

/// Ticks of a logarithmic axis at 1, 2, 5 of every decade, or at 1 and 3, or at every so many decades: the
/// most that there is room for, and at least two where that can be. Internal to ui/plots.
class LogTicker : public QCPAxisTickerLog {
protected:
    QVector<double> createTickVector(double tickStep, const QCPRange& range) override;

private:
    QVector<double> linearTicks(const QCPRange& range, int most);
};

} // namespace tristate::ui
