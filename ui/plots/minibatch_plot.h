#pragma once

#include "core/train/anatomy.h"

#include <QWidget>

#include <vector>

class QColor;
class QCPBars;
class QCustomPlot;

namespace tristate::ui {

/// What one minibatch does to a layer: values of its units over their numbers, as the network was built. GUI
/// thread.
class MinibatchPlot : public QWidget {
    Q_OBJECT
public:
    explicit MinibatchPlot(QWidget* parent = nullptr);

    void clear();
    /// What every unit puts out, in the mean.
    void showOutputs(const train::LayerAnatomy& layer);
    /// How far descent at this rate would move each gate, by the loss and by the regulariser.
    void showPulls(const train::LayerAnatomy& layer, double gateRate);
    /// The gates before and after; those from `openLimit` on are open.
    void showGates(const train::LayerAnatomy& layer, double openLimit);

protected:
    void changeEvent(QEvent* event) override;

private:
    void empty(bool withLegend);
    void finish();
    QCPBars* addBars(const QString& name, const train::LayerAnatomy& layer, const std::vector<float>& values,
                     double factor, const QColor& colour);
    void fitValues(bool withLegend);

    QCustomPlot* m_plot;
};

} // namespace tristate::ui
