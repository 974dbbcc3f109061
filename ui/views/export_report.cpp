#include "ui/views/export_report.h"

#include "ui/look/message_text.h"
#include "ui/look/text.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr int kColumnGap = 18, kBlockGap = 8;

std::string folderOf(const std::filesystem::path& file) {
    return (file.has_filename() ? file : file.parent_path()).parent_path().string();
}

using Facts = std::vector<std::pair<QString, QString>>;

QString microsecondsText(double microseconds) {
    return ExportReport::tr("%1 µs").arg(QLocale().toString(microseconds, 'f', 1));
}

Facts factsOf(const io::ExportProof& proof) {
    const auto change = [](long long before, long long after) {
        return QStringLiteral("%1 → %2 (%3)")
            .arg(countText(before), countText(after),
                 percentText(
                     before > 0 ? 100.0 * static_cast<double>(after) / static_cast<double>(before) : 0, 1));
    };
    return {
        {ExportReport::tr("Neurons"), QStringLiteral("%1 → %2").arg(widthsText(proof.architectureBefore),
                                                                    widthsText(proof.architectureAfter))},
        {ExportReport::tr("Weight layers"),
         QStringLiteral("%1 → %2").arg(proof.weightLayersBefore).arg(proof.weightLayersAfter)},
        {ExportReport::tr("Parameters"), change(proof.parametersBefore, proof.parametersAfter)},
        {ExportReport::tr("Operations a sample"), change(proof.flopsBefore, proof.flopsAfter)},
        {proof.metric == train::Metric::ErrorRate ? ExportReport::tr("Test error")
                                                  : ExportReport::tr("Test RMSE"),
         ExportReport::tr("%1 in the lab, %2 in the file")
             .arg(metricText(proof.metric, proof.testErrorBefore),
                  metricText(proof.metric, proof.testErrorAfter))},
        {ExportReport::tr("Time of a sample before"), microsecondsText(proof.microsecondsBefore)},
    };
}

QStringList cellsOf(const QString& name, const io::ExportProof& proof) {
    if (proof.samples == 0) return {name, bytesText(proof.bytes), {}, {}, {}};
    if (proof.state == io::ProofState::NotProven)
        return {name, bytesText(proof.bytes), ExportReport::tr("not proven"), {}, {}};
    return {name, bytesText(proof.bytes),
            QStringLiteral("%1 / %2").arg(countText(static_cast<long long>(proof.equalPredictions)),
                                          countText(static_cast<long long>(proof.samples))),
            ExportReport::tr("%1 of %2")
                .arg(QLocale().toString(proof.largestDifference, 'g', 2),
                     QLocale().toString(proof.largestLogit, 'g', 3)),
            microsecondsText(proof.microsecondsAfter)};
}

/// "model.c: 1.2 kB of RAM …"
QString deviceText(const QString& name, const io::DeviceNeeds& needs) {
    QString text = ExportReport::tr("%1 takes %2 of RAM for the values between its layers, and %3 of flash.")
                       .arg(name, bytesText(static_cast<long long>(needs.stack)),
                            bytesText(static_cast<long long>(needs.constants)));
    QStringList layers;
    for (const auto& layer : needs.layers)
        layers << QStringLiteral("%1 %2").arg(QString::fromStdString(layer.name),
                                              QLocale().toString(layer.microseconds, 'f', 2));
    if (layers.empty()) return text;
    return text + QLatin1Char(' ') +
           ExportReport::tr("Its layers take here, in µs: %1.").arg(layers.join(QStringLiteral(", ")));
}

} // namespace

ExportReport::ExportReport(const std::vector<io::ExportProof>& proofs, QWidget* parent) : QDialog(parent) {
    setModal(false);
    setAttribute(Qt::WA_DeleteOnClose);
    m_column = new QVBoxLayout(this);
    const auto isOf = [](io::ProofState state) {
        return [state](const io::ExportProof& proof) { return proof.state == state; };
    };
    const auto proven = std::find_if(proofs.begin(), proofs.end(), isOf(io::ProofState::Proven));
    const bool isProven = proven != proofs.end();
    const bool isAll = std::none_of(proofs.begin(), proofs.end(), isOf(io::ProofState::NotProven));
    setWindowTitle(isProven && isAll ? tr("Exported and proven equal") : tr("Exported"));
    addLine(tr("Written to %1").arg(QString::fromStdString(folderOf(proofs.front().file))));
    if (isProven) {
        addLine(isAll ? tr("Each network was run on the whole test set beside the one on screen.")
                      : tr("Each proven network was run on the whole test set beside the one on screen."));
        addFacts(factsOf(*proven));
    }
    addFiles(proofs);
    for (const auto& proof : proofs) addRemarks(proof);
    const bool hasOnnxOrC = std::any_of(proofs.begin(), proofs.end(), [](const io::ExportProof& proof) {
        return proof.format == "onnx" || proof.format == "c" || !proof.parts.empty();
    });
    if (hasOnnxOrC)
        addLine(tr("Tools for devices take the ONNX file as it is, ST's among them (X-CUBE-AI, ST Edge AI); "
                   "the C source "
                   "needs a compiler, and nothing else."));
    addButtons();
}

void ExportReport::addLine(const QString& line) {
    auto* label = new QLabel(line, this);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_column->addWidget(label);
    m_text += line + QLatin1Char('\n');
}

void ExportReport::addFacts(const Facts& facts) {
    auto* form = new QFormLayout;
    for (const auto& [name, value] : facts) {
        auto* label = new QLabel(value, this);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        form->addRow(name + QLatin1Char(':'), label);
        m_text += QStringLiteral("%1: %2\n").arg(name, value);
    }
    m_column->addSpacing(kBlockGap);
    m_column->addLayout(form);
}

void ExportReport::addFiles(const std::vector<io::ExportProof>& proofs) {
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(kColumnGap);
    const auto addRow = [this, grid](const QStringList& cells) {
        const int row = grid->rowCount();
        for (int column = 0; column < cells.size(); ++column) {
            auto* label = new QLabel(cells[column], this);
            label->setTextInteractionFlags(Qt::TextSelectableByMouse);
            grid->addWidget(label, row, column, column > 0 ? Qt::AlignRight : Qt::AlignLeft);
        }
        m_text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    const bool isRate = proofs.front().metric == train::Metric::ErrorRate;
    addRow({tr("File"), tr("Size"), tr("Equal predictions"),
            isRate ? tr("Largest difference of a logit") : tr("Largest difference of an output"),
            tr("Time of a sample")});
    for (const auto& proof : proofs) {
        const QString name = fileText(proof.file);
        addRow(cellsOf(name, proof));
        for (const auto& part : proof.parts)
            addRow(cellsOf(QStringLiteral("%1: %2").arg(name, fileText(part.file)), part));
    }
    m_column->addSpacing(kBlockGap);
    m_column->addLayout(grid);
    m_column->addSpacing(kBlockGap);
}

void ExportReport::addRemarks(const io::ExportProof& proof) {
    const auto how = [this](const io::ExportProof& of) {
        addLine(QStringLiteral("%1: %2").arg(fileText(of.file), QString::fromStdString(of.how)));
    };
    if (proof.parts.empty()) how(proof);
    for (const auto& part : proof.parts) how(part);
    for (const auto& note : proof.notes) addLine(messageText(note));
    if (proof.device) addLine(deviceText(fileText(proof.file), *proof.device));
    for (const auto& part : proof.parts)
        if (part.device) addLine(deviceText(fileText(part.file), *part.device));
}

void ExportReport::addButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* copy = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_column->addWidget(buttons);
}

} // namespace tristate::ui
