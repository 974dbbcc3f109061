#include "ui/views/export_report.h"

#include "ui/text.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>
#include <vector>

namespace tristate::ui {
namespace {

using Facts = std::vector<std::pair<QString, QString>>;

Facts factsOf(const io::ExportProof& proof) {
    const auto tr = [](const char* text) { return ExportReport::tr(text); };
    const auto change = [](long long before, long long after) {
        return QStringLiteral("%1 → %2 (%3)")
            .arg(countText(before), countText(after),
                 percentText(
                     before > 0 ? 100.0 * static_cast<double>(after) / static_cast<double>(before) : 0, 1));
    };
    return {
        {tr("File"), QString::fromStdString(proof.file.string())},
        {tr("Size"),
         QStringLiteral("%1, %2").arg(bytesText(proof.bytes), QString::fromStdString(proof.format))},
        {tr("Neurons"), QStringLiteral("%1 → %2").arg(widthsText(proof.architectureBefore),
                                                      widthsText(proof.architectureAfter))},
        {tr("Weight layers"),
         QStringLiteral("%1 → %2").arg(proof.weightLayersBefore).arg(proof.weightLayersAfter)},
        {tr("Parameters"), change(proof.parametersBefore, proof.parametersAfter)},
        {tr("Operations a sample"), change(proof.flopsBefore, proof.flopsAfter)},
        {tr("Test error"), QStringLiteral("%1 → %2").arg(percentText(proof.testErrorBefore),
                                                         percentText(proof.testErrorAfter))},
        {tr("Equal predictions"),
         QStringLiteral("%1 / %2").arg(countText(static_cast<long long>(proof.equalPredictions)),
                                       countText(static_cast<long long>(proof.samples)))},
        {tr("Largest difference of a logit"), tr("%1 (largest logit %2)")
                                                  .arg(QLocale().toString(proof.largestDifference, 'g', 2),
                                                       QLocale().toString(proof.largestLogit, 'g', 3))},
        {tr("Time of a sample"), tr("%1 µs → %2 µs")
                                     .arg(QLocale().toString(proof.microsecondsBefore, 'f', 1),
                                          QLocale().toString(proof.microsecondsAfter, 'f', 1))},
        {tr("Proof"), QString::fromStdString(proof.how)},
    };
}

} // namespace

ExportReport::ExportReport(const io::ExportProof& proof, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Exported and proven equal"));
    setModal(false);
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    auto* lead =
        new QLabel(tr("The file was read back and run on the whole test set beside the network on screen."));
    column->addWidget(lead);
    auto* form = new QFormLayout;
    for (const auto& [name, value] : factsOf(proof)) {
        auto* label = new QLabel(value, this);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        form->addRow(name + QLatin1Char(':'), label);
        m_text += QStringLiteral("%1: %2\n").arg(name, value);
    }
    column->addLayout(form);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    column->addWidget(buttons);
}

} // namespace tristate::ui
