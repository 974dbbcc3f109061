#pragma once

#include "core/inspect/predictions.h"

#include <QString>
#include <QWidget>

#include <array>
#include <vector>

class QCPAxisRect;
class QCPGraph;
class QCustomPlot;

namespace tristate::ui {

/// What a network says of numbers: each sample a dot, above predicted against true with the diagonal on which
/// both are equal, below the residual, predicted minus true, against predicted.
class RegressionPlot : public QWidget {
    Q_OBJECT
public:
    explicit RegressionPlot(QWidget* parent = nullptr);

    /// `target` is its name, for the axes.
    void show(const std::vector<inspect::NumberPrediction>& predictions, const QString& target);

    int dots() const;
    /// The ends of the axes of the upper plot, which are the same for both.
    double least() const;
    double most() const;
    QCustomPlot& plot() { return *m_plot; }

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Panel {
        QCPAxisRect* rect = nullptr;
        QCPGraph* line = nullptr; ///< where a prediction is right
        QCPGraph* dots = nullptr;
    };

    void build(Panel& panel, int row);
    void applyTheme();

    QCustomPlot* m_plot;
    std::array<Panel, 2> m_panels; ///< predicted against true, residuals
};

} // namespace tristate::ui
