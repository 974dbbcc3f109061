#pragma once

#include <QObject>

#include <optional>

namespace tristate::ui {

/// A neuron, feature map or single input that has a gate: which of which gated layer, as the network was
/// built.
struct UnitRef {
    int layer = 0;
    int unit = 0;
    friend bool operator==(const UnitRef&, const UnitRef&) = default;
};

/// Samples of a class that were taken for a class: a cell of the confusion matrix.
struct ConfusionCell {
    int label = 0;
    int predicted = 0;
    friend bool operator==(const ConfusionCell&, const ConfusionCell&) = default;
};

/// What the user is looking at, the same in every view: who selects tells it here, and who shows it listens.
/// GUI thread.
class Selection : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    const std::optional<UnitRef>& unit() const { return m_unit; }
    /// The unit, when it is of this layer; else -1.
    int unitOf(int layer) const { return m_unit && m_unit->layer == layer ? m_unit->unit : -1; }
    const std::optional<ConfusionCell>& cell() const { return m_cell; }

    void selectUnit(std::optional<UnitRef> unit) {
        if (unit == m_unit) return;
        m_unit = unit;
        Q_EMIT unitChanged();
    }
    void selectCell(std::optional<ConfusionCell> cell) {
        if (cell == m_cell) return;
        m_cell = cell;
        Q_EMIT cellChanged();
    }
    /// Of a net that has no room on screen, the first gated layer in view: every view shows as many from
    /// there on as it has room for, or the last ones.
    int firstLayer() const { return m_firstLayer; }
    void showFrom(int layer) {
        if (layer < 0) layer = 0;
        if (layer == m_firstLayer) return;
        m_firstLayer = layer;
        Q_EMIT viewMoved();
    }
    /// For a new run, whose units are others.
    void clear() {
        selectUnit({});
        selectCell({});
        showFrom(0);
    }

Q_SIGNALS:
    void unitChanged();
    void cellChanged();
    void viewMoved();

private:
    std::optional<UnitRef> m_unit;
    int m_firstLayer = 0;
    std::optional<ConfusionCell> m_cell;
};

} // namespace tristate::ui
