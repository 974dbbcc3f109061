#pragma once

#include "core/sweep/plan.h"
#include "core/sweep/result.h"

#include <QTableWidget>

namespace tristate::ui {

/// Two runs of a sweep side by side: what varies and every figure. What differs is bold.
class SweepComparison : public QTableWidget {
    Q_OBJECT
public:
    explicit SweepComparison(QWidget* parent = nullptr);
    void show(const sweep::Plan& plan, const sweep::Result& first, const sweep::Result& second);

private:
    void addRow(const QString& what, const QString& first, const QString& second);
};

} // namespace tristate::ui
