#pragma once

#include "core/train/experiment.h"

#include <QDialog>

namespace tristate::ui {

/// The link of an experiment for an audience: as a QR code when it fits into one, as a text, and how to open
/// it. GUI thread.
class LinkDialog : public QDialog {
    Q_OBJECT
public:
    /// `link` is that of the experiment (io::toLink).
    LinkDialog(const QString& link, const train::Experiment& experiment, QWidget* parent);
};

} // namespace tristate::ui
