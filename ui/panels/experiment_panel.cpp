#include "ui/panels/experiment_panel.h"

#include "core/base/error.h"
#include "core/io/experiment_json.h"
#include "ui/layer_names.h"
#include "ui/palette.h"
#include "ui/text.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <limits>

namespace tristate::ui {
namespace {

struct Source {
    const char* name; ///< as in DataSpec::source
    const char* text;
};
constexpr Source kGenerated[] = {
    {"digits", QT_TRANSLATE_NOOP("tristate::ui::ExperimentPanel", "Generated digits")},
    {"spiral", QT_TRANSLATE_NOOP("tristate::ui::ExperimentPanel", "Spiral (2-D)")},
    {"moons", QT_TRANSLATE_NOOP("tristate::ui::ExperimentPanel", "Moons (2-D)")},
    {"circles", QT_TRANSLATE_NOOP("tristate::ui::ExperimentPanel", "Circles (2-D)")},
    {"xor", QT_TRANSLATE_NOOP("tristate::ui::ExperimentPanel", "Xor (2-D)")},
    {"gaussians", QT_TRANSLATE_NOOP("tristate::ui::ExperimentPanel", "Gaussians (2-D)")},
};

} // namespace

ExperimentPanel::ExperimentPanel(QWidget* parent)
    : QWidget(parent),
      m_preset(new QComboBox(this)),
      m_source(new QComboBox(this)),
      m_directoryRow(new QWidget(this)),
      m_directory(new QLineEdit(this)),
      m_net(new QLineEdit(this)),
      m_netNote(new QLabel(this)),
      m_seed(new QSpinBox(this)),
      m_newRun(new QPushButton(tr("New run"), this)) {
    setAccessibleName(tr("Experiment"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(8, 6, 8, 8);
    form->setVerticalSpacing(5);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const auto& name : io::presetNames())
        m_preset->addItem(QString::fromStdString(io::preset(name).name), QString::fromStdString(name));
    m_preset->setPlaceholderText(tr("own"));
    m_preset->setToolTip(tr("A complete recipe; choosing one fills the fields below"));
    form->addRow(tr("&Preset"), m_preset);
    buildData(form);

    m_net->setToolTip(tr("784-300-100-10 for dense nets, 1x28x28:20c5-p2-50c5-p2-500-10 with convolutions"));
    form->addRow(tr("N&et"), m_net);
    m_netNote->setWordWrap(true);
    form->addRow(QString(), m_netNote);
    m_seed->setRange(0, std::numeric_limits<int>::max());
    m_seed->setToolTip(tr("The same seed gives the same run"));
    form->addRow(tr("&Seed"), m_seed);
    m_newRun->setToolTip(tr("Start this experiment (Ctrl+N)"));
    form->addRow(m_newRun);

    connect(m_preset, &QComboBox::activated, this,
            [this] { setExperiment(io::preset(m_preset->currentData().toString().toStdString())); });
    connect(m_net, &QLineEdit::textChanged, this, &ExperimentPanel::checkNet);
    connect(m_net, &QLineEdit::returnPressed, m_newRun, &QPushButton::click);
    connect(m_newRun, &QPushButton::clicked, this, [this] { Q_EMIT newRunAsked(experiment()); });
}

void ExperimentPanel::buildData(QFormLayout* form) {
    for (const auto& [name, text] : kGenerated) m_source->addItem(tr(text), QString::fromLatin1(name));
    m_source->addItem(tr("Directory (IDX files)"));
    form->addRow(tr("&Data"), m_source);
    auto* row = new QHBoxLayout(m_directoryRow);
    row->setContentsMargins(0, 0, 0, 0);
    m_directory->setPlaceholderText(tr("folder of MNIST files"));
    m_directory->setAccessibleName(tr("Data directory"));
    auto* browse = new QToolButton(m_directoryRow);
    browse->setText(QStringLiteral("…"));
    browse->setAccessibleName(tr("Choose the data directory"));
    browse->setToolTip(browse->accessibleName());
    row->addWidget(m_directory, 1);
    row->addWidget(browse);
    form->addRow(QString(), m_directoryRow);
    connect(browse, &QToolButton::clicked, this, &ExperimentPanel::chooseDirectory);
    connect(m_source, &QComboBox::currentIndexChanged, this, &ExperimentPanel::showDirectory);
    connect(m_directory, &QLineEdit::textChanged, this, &ExperimentPanel::checkNet);
}

void ExperimentPanel::showDirectory() {
    m_directoryRow->setVisible(!m_source->currentData().isValid());
    checkNet();
}

void ExperimentPanel::chooseDirectory() {
    auto* dialog = new QFileDialog(this, tr("Directory with IDX files"), m_directory->text());
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& directory) {
        m_source->setCurrentIndex(m_source->count() - 1);
        m_directory->setText(directory);
    });
    dialog->show();
}

void ExperimentPanel::setSource(const std::string& source) {
    const int index = m_source->findData(QString::fromStdString(source));
    m_source->setCurrentIndex(index >= 0 ? index : m_source->count() - 1);
    if (index < 0) m_directory->setText(QString::fromStdString(source));
    showDirectory();
}

std::string ExperimentPanel::source() const {
    const QVariant generated = m_source->currentData();
    return (generated.isValid() ? generated.toString() : m_directory->text().trimmed()).toStdString();
}

void ExperimentPanel::setExperiment(const train::Experiment& experiment) {
    m_base = experiment;
    m_preset->setCurrentIndex(m_preset->findText(QString::fromStdString(experiment.name)));
    setSource(experiment.data.source);
    m_net->setText(QString::fromStdString(nn::toString(experiment.net)));
    m_seed->setValue(static_cast<int>(experiment.train.seed));
    checkNet();
}

train::Experiment ExperimentPanel::experiment() const {
    train::Experiment experiment = m_base;
    experiment.net = nn::parseNetworkSpec(m_net->text().trimmed().toStdString());
    experiment.data.source = source();
    experiment.train.seed = static_cast<std::uint64_t>(m_seed->value());
    return experiment;
}

void ExperimentPanel::checkNet() {
    QPalette colours;
    try {
        const auto wanted = experiment();
        train::validate(wanted);
        m_netNote->setText(tr("%1 parameters, %2 classes")
                               .arg(countText(parameterCount(wanted.net)))
                               .arg(nn::classes(wanted.net)));
        m_valid = true;
    } catch (const Error& error) {
        m_netNote->setText(QStringLiteral("⚠ ") + QString::fromStdString(error.what()));
        colours.setColor(QPalette::WindowText, viewColours(palette()).warning);
        m_valid = false;
    }
    m_netNote->setPalette(colours);
    m_newRun->setEnabled(m_valid);
}

QString ExperimentPanel::netNote() const {
    return m_netNote->text();
}

} // namespace tristate::ui
