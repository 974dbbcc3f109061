#include "ui/views/export_dialog.h"

#include "ui/look/text.h"
#include "ui/run/session_bridge.h"
#include "ui/views/export_report.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <initializer_list>

namespace tristate::ui {
namespace {

constexpr int kLookEvery = 100; ///< milliseconds, while there is no moment yet
constexpr int kBytesPerParameter = 4;

struct Format {
    const char* text;
    const char* ending;
    int row, column;
};
constexpr Format kFormats[] = {
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "ONNX"), ".onnx", 0, 0},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "Safetensors"), ".safetensors", 0, 1},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "C source"), ".c", 0, 2},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "JSON"), ".json", 0, 3},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "Bundle (zip)"), ".zip", 1, 0},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "Bundle (folder)"), "/", 1, 1},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "Report (HTML)"), ".html", 1, 2},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "Curves (CSV)"), ".csv", 2, 0},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "Curves (SVG)"), ".svg", 2, 1},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "Curves (PNG)"), ".png", 2, 2},
    {QT_TRANSLATE_NOOP("tristate::ui::ExportDialog", "Curves (PDF)"), ".pdf", 2, 3},
};

/// Below the rest; nothing of what nobody takes to a small device.
QString deviceLine(const std::optional<io::CNeeds>& needs) {
    if (!needs) return {};
    return QLatin1Char('\n') + ExportDialog::tr("C source would take %1 of RAM, %2 of flash")
                                   .arg(bytesText(static_cast<long long>(needs->stack)),
                                        bytesText(static_cast<long long>(needs->constants)));
}

bool isBundle(const QString& ending) {
    return ending == QLatin1String("/") || ending == QLatin1String(".zip");
}

} // namespace

ExportDialog::ExportDialog(SessionBridge& bridge, const QString& folder, const QString& name, QWidget* parent)
    : QDialog(parent), m_bridge(bridge) {
    setWindowTitle(tr("Export pruned model"));
    setModal(false);
    setAttribute(Qt::WA_DeleteOnClose);
    m_note = new QLabel(this);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(m_note->fontMetrics().lineSpacing());
    QSizePolicy keepsPlace = m_note->sizePolicy();
    keepsPlace.setRetainSizeWhenHidden(true);
    m_note->setSizePolicy(keepsPlace);
    m_note->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress = new QProgressBar(this);
    m_progress->setAccessibleName(tr("Progress of the export"));
    m_questions = buildQuestions(folder, name);
    auto* column = new QVBoxLayout(this);
    column->addWidget(m_questions);
    column->addWidget(m_note);
    column->addWidget(m_progress);
    column->addStretch(1);
    column->addWidget(buildButtons());
    connectRun();
    connect(&m_untilThere, &QTimer::timeout, this, &ExportDialog::takeMoment);
    m_untilThere.start(kLookEvery);
    takeMoment();
    setBusy(false);
}

QWidget* ExportDialog::buildQuestions(const QString& folder, const QString& name) {
    auto* questions = new QWidget(this);
    auto* form = new QFormLayout(questions);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildPlace(*form, folder, name);
    buildFormats(*form);
    buildOptions(*form);
    m_size = new QLabel(tr("not known yet"), questions);
    m_size->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_size->setMinimumHeight(4 * m_size->fontMetrics().lineSpacing());
    form->addRow(tr("Network:"), m_size);
    m_take = new QPushButton(tr("&Update to the moment shown"), questions);
    m_take->setAutoDefault(false);
    m_take->setToolTip(tr("The run goes on; the files hold the network of the moment named here"));
    connect(m_take, &QPushButton::clicked, this, &ExportDialog::takeMoment);
    form->addRow(QString(), m_take);
    return questions;
}

void ExportDialog::buildPlace(QFormLayout& form, const QString& folder, const QString& name) {
    m_name = new QLineEdit(name, this);
    m_name->setToolTip(tr("Without an extension; every format has its own"));
    m_folder = new QLineEdit(QDir::toNativeSeparators(folder), this);
    m_folder->setMinimumWidth(360);
    auto* browse = new QPushButton(tr("&Browse…"), this);
    browse->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(m_folder, 1);
    row->addWidget(browse);
    form.addRow(tr("&Name:"), m_name);
    auto* label = new QLabel(tr("F&older:"), this);
    label->setBuddy(m_folder);
    form.addRow(label, row);
    connect(browse, &QPushButton::clicked, this, &ExportDialog::chooseFolder);
    for (auto* field : {m_folder, m_name})
        connect(field, &QLineEdit::textChanged, this, &ExportDialog::showReadiness);
}

void ExportDialog::buildFormats(QFormLayout& form) {
    auto* grid = new QGridLayout;
    for (const Format& format : kFormats) {
        auto* box = new QCheckBox(tr(format.text), this);
        const QString ending = QString::fromLatin1(format.ending);
        box->setChecked(ending == QLatin1String(".onnx"));
        box->setToolTip(isBundle(ending) ? tr("ONNX, safetensors, C source, labels, normalisation and report")
                                         : QLatin1Char('*') + ending);
        grid->addWidget(box, format.row, format.column);
        m_formats.emplace_back(box, ending);
        connect(box, &QCheckBox::toggled, this, &ExportDialog::showReadiness);
    }
    form.addRow(tr("Formats:"), grid);
}

void ExportDialog::buildOptions(QFormLayout& form) {
    m_keepsWidths = new QCheckBox(tr("&Keep closed neurons, as zeros at the original widths"), this);
    m_merge = new QComboBox(this);
    m_merge->addItem(tr("merged where that saves parameters"), static_cast<int>(prune::MergeMode::Auto));
    m_merge->addItem(tr("always merged"), static_cast<int>(prune::MergeMode::Always));
    m_merge->addItem(tr("kept"), static_cast<int>(prune::MergeMode::Never));
    m_merge->setToolTip(tr("A layer whose neurons are all linear can be multiplied into the next one"));
    form.addRow(tr("Closed neurons:"), m_keepsWidths);
    form.addRow(tr("&Linear layers:"), m_merge);
    connect(m_keepsWidths, &QCheckBox::toggled, this, [this](bool keeps) {
        m_merge->setEnabled(!keeps); // at the original widths nothing is merged
        askPreview();
    });
    connect(m_merge, &QComboBox::currentIndexChanged, this, &ExportDialog::askPreview);
}

QWidget* ExportDialog::buildButtons() {
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_export = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
    m_export->setDefault(true);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::startExport);
    connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);
    return buttons;
}

void ExportDialog::connectRun() {
    connect(&m_run, &ExportRun::previewed, this, &ExportDialog::showPreview);
    connect(&m_run, &ExportRun::progressed, this, &ExportDialog::showProgress);
    connect(&m_run, &ExportRun::ended, this, &ExportDialog::showEnd);
}

QCheckBox* ExportDialog::format(const QString& ending) {
    for (const auto& [box, its] : m_formats)
        if (its == ending) return box;
    return nullptr;
}

ExportOrder ExportDialog::order() const {
    ExportOrder order;
    const QString base = QDir(m_folder->text()).filePath(m_name->text());
    for (const auto& [box, ending] : m_formats)
        if (box->isChecked()) order.files.emplace_back((base + ending).toStdString());
    order.merge = static_cast<prune::MergeMode>(m_merge->currentData().toInt());
    order.closed = m_keepsWidths->isChecked() ? prune::ClosedUnits::Zeroed : prune::ClosedUnits::Removed;
    return order;
}

QStringList ExportDialog::replaced() const {
    QStringList names;
    for (const auto& file : order().files)
        if (QFileInfo::exists(QString::fromStdString(file.string()))) names << fileText(file);
    return names;
}

QString ExportDialog::obstacle() const {
    const QString name = m_name->text();
    const QFileInfo folder(m_folder->text());
    if (name.isEmpty() || name == QLatin1String(".") || name == QLatin1String("..") ||
        name.contains(QLatin1Char('/')))
        return tr("The name “%1” cannot be that of a file.").arg(name);
    if (!folder.isDir()) return tr("There is no folder “%1”.").arg(m_folder->text());
    if (!folder.isWritable()) return tr("Nothing can be written into “%1”.").arg(m_folder->text());
    if (order().files.empty()) return tr("Choose at least one format.");
    if (!m_source.network) return tr("The network of this moment is not known yet.");
    return {};
}

void ExportDialog::showReadiness() {
    const QString obstacle = this->obstacle();
    m_export->setEnabled(obstacle.isEmpty());
    if (!obstacle.isEmpty())
        say(obstacle);
    else if (const QStringList names = replaced(); !names.isEmpty())
        say(tr("Will be replaced: %1").arg(names.join(QStringLiteral(", "))));
    else
        say({});
}

void ExportDialog::takeMoment() {
    m_source = m_bridge.exportSource();
    if (m_source.network) m_untilThere.stop();
    if (!m_run.isBusy()) showReadiness();
    askPreview();
}

void ExportDialog::askPreview() {
    if (!m_run.isBusy()) m_run.preview(order(), m_source);
}

void ExportDialog::showPreview(const ExportPreview& preview) {
    const auto change = [](long long before, long long after) {
        return QStringLiteral("%1 → %2").arg(countText(before), countText(after));
    };
    m_size->setText(tr("%1 → %2 at epoch %3")
                        .arg(widthsText(preview.architectureBefore), widthsText(preview.architectureAfter),
                             QLocale().toString(preview.epoch, 'f', 1)) +
                    QLatin1Char('\n') +
                    tr("%1 parameters, %2 as 32-bit numbers")
                        .arg(change(preview.parametersBefore, preview.parametersAfter),
                             bytesText(preview.parametersAfter * kBytesPerParameter)) +
                    QLatin1Char('\n') +
                    tr("%1 operations a sample").arg(change(preview.flopsBefore, preview.flopsAfter)) +
                    deviceLine(preview.device));
}

void ExportDialog::startExport() {
    const ExportOrder order = this->order();
    m_progress->setRange(0, static_cast<int>(order.files.size()));
    m_progress->setValue(0);
    setBusy(true);
    m_run.start(order, [source = m_source] { return source; });
}

void ExportDialog::showProgress(int done, const QString& next) {
    m_progress->setValue(done);
    say(tr("Writing and proving %1").arg(fileText(next.toStdString())));
}

void ExportDialog::showEnd(const std::vector<io::ExportProof>& written, const QString& problem) {
    setBusy(false);
    if (!written.empty()) {
        auto* report = new ExportReport(written, parentWidget());
        report->show();
    }
    if (problem.isEmpty())
        accept();
    else
        say(problem);
}

void ExportDialog::setBusy(bool busy) {
    m_questions->setEnabled(!busy);
    m_progress->setVisible(busy);
    if (busy)
        m_export->setEnabled(false);
    else
        showReadiness();
}

void ExportDialog::say(const QString& sentence) {
    m_note->setText(sentence);
    m_note->setVisible(!sentence.isEmpty());
}

QString ExportDialog::note() const {
    return m_note->text();
}

void ExportDialog::reject() {
    if (!m_run.isBusy()) return QDialog::reject();
    m_run.cancel(); // closed when it has ended, if the person still wants to
    say(tr("Cancelling…"));
}

void ExportDialog::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Folder for the export"), m_folder->text());
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, m_folder, &QLineEdit::setText);
    dialog->show();
}

} // namespace tristate::ui
