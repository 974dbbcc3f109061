#pragma once

#include "core/io/export_model.h"

#include <QDialog>

namespace tristate::ui {

/// What an export did and how it was proven, beside the running experiment: not modal, closes by itself
/// never.
class ExportReport : public QDialog {
    Q_OBJECT
public:
    ExportReport(const io::ExportProof& proof, QWidget* parent);
    /// The same as text, one line a fact.
    QString text() const { return m_text; }

private:
    QString m_text;
};

} // namespace tristate::ui
