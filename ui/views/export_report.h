#pragma once

#include "core/io/export/export_model.h"

#include <QDialog>

#include <utility>
#include <vector>

class QVBoxLayout;

namespace tristate::ui {

/// What an export wrote and how it was proven, beside the running experiment: not modal, closes by itself
/// never. The network's facts come once, then a row for each file.
class ExportReport : public QDialog {
    Q_OBJECT
public:
    /// `proofs`: at least one.
    ExportReport(const std::vector<io::ExportProof>& proofs, QWidget* parent);
    /// The same as text, one line a fact.
    QString text() const { return m_text; }

private:
    void addLine(const QString& line);
    void addFacts(const std::vector<std::pair<QString, QString>>& facts);
    void addFiles(const std::vector<io::ExportProof>& proofs);
    void addRemarks(const io::ExportProof& proof);
    void addButtons();

    QVBoxLayout* m_column;
    QString m_text;
};

} // namespace tristate::ui
