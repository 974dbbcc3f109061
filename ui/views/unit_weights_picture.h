#pragma once

#include "core/inspect/unit_weights.h"

#include <QWidget>

#include <optional>

namespace tristate::ui {

/// The weights into one unit, as images or bars, with the scale below.
class UnitWeightsPicture : public QWidget {
    Q_OBJECT
public:
    explicit UnitWeightsPicture(QWidget* parent = nullptr);

    /// `without` says why there are no weights to show.
    void show(std::optional<inspect::UnitWeights> weights, const QString& without);
    const std::optional<inspect::UnitWeights>& weights() const { return m_weights; }
    QSize sizeHint() const override { return {240, 170}; }
    QSize minimumSizeHint() const override { return {120, 70}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<inspect::UnitWeights> m_weights;
    QString m_without;
};

} // namespace tristate::ui
