#pragma once

#include "core/train/gate_ledger.h"

#include <QListWidget>

namespace tristate::ui {

/// The samples of a minibatch that pushed a gate, those of the class that pushed hardest the same way first:
/// pictures as pictures, all else as rows.
class PushSamples : public QListWidget {
    Q_OBJECT
public:
    explicit PushSamples(QWidget* parent = nullptr);

    /// Of the training data.
    void show(const data::Dataset& dataset, const train::GatePush& push);
};

/// Of classes the name, of a regression the numbers: what a sample is to be taken for.
QString labelOf(const data::Dataset& data, std::size_t sample);
/// "a 0.31, b 0.72: circle", of as many values as fit.
QString rowOf(const data::Dataset& data, std::size_t sample);

} // namespace tristate::ui
