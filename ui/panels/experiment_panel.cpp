#include "ui/panels/experiment_panel.h"

#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/train/reach.h"
#include "core/train/settings.h"
#include "ui/look/message_text.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/panels/experiment_form.h"
#include "ui/panels/net_sketch.h"
#include "ui/panels/setting_changes.h"
#include "ui/run/data_names.h"
#include "ui/run/layer_names.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace tristate::ui {
namespace {

QLabel* makeNote(QWidget* parent) {
    auto* note = new QLabel(parent);
    note->setWordWrap(true);
    note->hide();
    return note;
}

void say(QLabel& note, const QString& text) {
    note.setPalette(QPalette());
    note.setText(text);
    note.setVisible(!text.isEmpty());
}

/// Nothing for an empty sentence.
void explain(QLabel& note, const QString& sentence) {
    if (sentence.isEmpty()) return say(note, {});
    say(note, QStringLiteral("⚠ ") + sentence);
    QPalette colours;
    colours.setColor(QPalette::WindowText, viewColours(note.palette()).warning);
    note.setPalette(colours);
}

/// Nothing when the text is no net.
std::optional<graph::Graph> netOf(const QString& text) {
    try {
        return graph::parseGraph(text.trimmed().toStdString());
    } catch (const Error&) {
        return std::nullopt;
    }
}

} // namespace

ExperimentPanel::ExperimentPanel(QWidget* parent)
    : QWidget(parent),
      m_preset(new QComboBox(this)),
      m_presetNote(makeNote(this)),
      m_source(new QComboBox(this)),
      m_directoryRow(new QWidget(this)),
      m_directory(new QLineEdit(this)),
      m_dataNote(makeNote(this)),
      m_net(new QLineEdit(this)),
      m_netNote(makeNote(this)),
      m_sketch(new NetSketch(this)),
      m_seed(new QLineEdit(this)),
      m_seedNote(makeNote(this)),
      m_reachNote(makeNote(this)),
      m_newRun(new QPushButton(tr("New run"), this)),
      m_form(new ExperimentForm(this)) {
    setAccessibleName(tr("Experiment"));
    auto* form = m_fields = new QFormLayout(this);
    form->setContentsMargins(8, 6, 8, 8);
    form->setVerticalSpacing(5);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const auto& name : io::presetNames()) {
        m_presets.push_back(io::preset(name));
        m_preset->addItem(QString::fromStdString(m_presets.back().name), QString::fromStdString(name));
    }
    m_preset->setPlaceholderText(tr("own"));
    m_preset->setToolTip(tr("A complete recipe; choosing one fills the fields below"));
    form->addRow(tr("&Preset"), m_preset);
    m_presetNote->setObjectName(QStringLiteral("presetNote"));
    form->addRow(m_presetNote);
    buildData(form);
    buildNet(form);
    m_seed->setToolTip(tr("The same seed gives the same run"));
    form->addRow(tr("&Seed"), m_seed);
    form->addRow(m_seedNote);
    m_reachNote->setObjectName(QStringLiteral("reachNote"));
    form->addRow(m_reachNote);
    m_newRun->setObjectName(QStringLiteral("newRun"));
    m_newRun->setToolTip(tr("Start this experiment (Ctrl+N)"));
    form->addRow(m_newRun);
    form->addRow(m_form);

    connect(m_preset, &QComboBox::activated, this, &ExperimentPanel::takePreset);
    connect(m_seed, &QLineEdit::editingFinished, this, &ExperimentPanel::takeSeed);
    connect(m_newRun, &QPushButton::clicked, this, [this] { Q_EMIT newRunAsked(m_experiment); });
    connect(m_form, &ExperimentForm::edited, this,
            [this](const train::Experiment& wanted, const QString& setting) {
                const train::Experiment before = std::exchange(m_experiment, wanted);
                showExperiment();
                Q_EMIT edited(before, wanted, setting);
            });
}

void ExperimentPanel::buildNet(QFormLayout* form) {
    m_net->setToolTip(tr("784-300-100-10 for dense nets, 1x28x28:20c5-p2-50c5-p2-500-10 with convolutions"));
    form->addRow(tr("N&et"), m_net);
    form->addRow(m_netNote);
    form->addRow(m_sketch);
    connect(m_net, &QLineEdit::textChanged, this, &ExperimentPanel::takeNet);
    connect(m_net, &QLineEdit::returnPressed, m_newRun, &QPushButton::click);
}

void ExperimentPanel::buildData(QFormLayout* form) {
    for (const auto& name : namedSources()) m_source->addItem(dataName(name), QString::fromStdString(name));
    m_source->addItem(tr("File or folder"));
    form->addRow(tr("&Data"), m_source);
    auto* row = new QHBoxLayout(m_directoryRow);
    row->setContentsMargins(0, 0, 0, 0);
    m_directory->setPlaceholderText(tr("table, pictures, arrays, MNIST…"));
    m_directory->setAccessibleName(tr("Path of the data"));
    m_directory->setObjectName(QStringLiteral("dataPath"));
    m_source->setObjectName(QStringLiteral("dataSource"));
    auto* browse = new QToolButton(m_directoryRow);
    browse->setText(QStringLiteral("…"));
    browse->setAccessibleName(tr("Open data…"));
    browse->setToolTip(browse->accessibleName());
    row->addWidget(m_directory, 1);
    row->addWidget(browse);
    form->addRow(QString(), m_directoryRow);
    form->addRow(m_dataNote);
    connect(browse, &QToolButton::clicked, this, &ExperimentPanel::dataAsked);
    connect(m_source, &QComboBox::activated, this, &ExperimentPanel::takeSource);
    connect(m_directory, &QLineEdit::textChanged, this, &ExperimentPanel::takeSource);
}

void ExperimentPanel::setSource(const std::string& source) {
    const auto named = static_cast<int>(namedSources().size());
    while (m_source->count() > named + 1) m_source->removeItem(named); // what an earlier experiment brought
    const QString name = dataName(source), text = QString::fromStdString(source);
    if (m_source->findData(text) < 0 && name != text) m_source->insertItem(named, name, text);
    const int index = m_source->findData(text);
    m_source->setCurrentIndex(index >= 0 ? index : m_source->count() - 1);
    if (index < 0) m_directory->setText(text);
    m_directoryRow->setVisible(index < 0);
}

std::string ExperimentPanel::source() const {
    const QVariant generated = m_source->currentData();
    return (generated.isValid() ? generated.toString() : m_directory->text().trimmed()).toStdString();
}

void ExperimentPanel::setExperiment(const train::Experiment& experiment) {
    m_experiment = experiment;
    m_isShowing = true;
    if (netOf(m_net->text()) != experiment.net) { // equal nets stay as they were typed
        m_net->setText(QString::fromStdString(graph::toString(experiment.net)));
        m_net->setCursorPosition(0); // a long net is seen from its input on
    }
    setSource(experiment.data.source);
    m_isShowing = false;
    showExperiment();
}

/// All but a net and a folder that are being typed.
void ExperimentPanel::showExperiment() {
    m_preset->setCurrentIndex(m_preset->findText(QString::fromStdString(m_experiment.name)));
    m_seed->setText(QString::number(m_experiment.train.seed));
    m_form->setExperiment(m_experiment);
    markChanges();
    if (source() == m_experiment.data.source) say(*m_dataNote, {});
    if (netOf(m_net->text()) == m_experiment.net) {
        const QString words = m_experiment.data.task == data::TaskKind::Regression
                                  ? tr("%1 parameters, predicts %2")
                                  : tr("%1 parameters, %2 classes");
        say(*m_netNote,
            words.arg(countText(parameterCount(m_experiment.net))).arg(graph::classes(m_experiment.net)));
        m_sketch->setBlocks(sketch(m_experiment.net));
    }
    const bool isSlow = data::takesLongToOpen(m_experiment.data); // every edit comes here
    explain(*m_reachNote, isSlow ? QString() : messageText(train::reachWarning(m_experiment)));
    m_newRun->setEnabled(isValid());
}

/// What is not as the preset has it.
void ExperimentPanel::markChanges() {
    const int preset = m_preset->currentIndex();
    std::vector<SettingChange> changes;
    if (preset >= 0) changes = changesBetween(m_presets[static_cast<std::size_t>(preset)], m_experiment);
    m_form->mark(changes);
    const auto mark = [&](QWidget* field, const QString& text, const char* path) {
        const auto its = std::find_if(changes.begin(), changes.end(), [path](const SettingChange& change) {
            return path ? change.setting && change.setting->path == std::string_view(path) : !change.setting;
        });
        if (auto* label = qobject_cast<QLabel*>(m_fields->labelForField(field)))
            markLabel(*label, text, its == changes.end() ? nullptr : &*its);
    };
    mark(m_source, tr("&Data"), "data.source");
    mark(m_net, tr("N&et"), nullptr);
    mark(m_seed, tr("&Seed"), "train.seed");
    say(*m_presetNote, changes.empty() ? QString() : tr("Not as the preset: %1.").arg(changedNames(changes)));
    m_presetNote->setToolTip(changedValues(changes));
}

bool ExperimentPanel::isValid() const {
    return netOf(m_net->text()) == m_experiment.net && source() == m_experiment.data.source;
}

void ExperimentPanel::take(const QString& setting, QLabel& note,
                           const std::function<void(train::Experiment&)>& change) {
    if (m_isShowing) return;
    const train::Experiment before = m_experiment;
    try {
        train::Experiment wanted = m_experiment;
        change(wanted);
        train::validate(wanted);
        m_experiment = wanted;
        showExperiment();
    } catch (const Error& error) {
        explain(note, messageText(error.message()));
        m_newRun->setEnabled(false);
    }
    if (before != m_experiment) Q_EMIT edited(before, m_experiment, setting);
}

void ExperimentPanel::choose(const train::Experiment& experiment, const QString& setting) {
    const train::Experiment before = m_experiment;
    setExperiment(experiment);
    if (before != m_experiment) Q_EMIT edited(before, m_experiment, setting);
}

void ExperimentPanel::takePreset() {
    const auto& preset = m_presets[static_cast<std::size_t>(m_preset->currentIndex())];
    const auto changes = changesBetween(m_experiment, preset);
    choose(preset, tr("Preset"));
    say(*m_presetNote,
        changes.empty() ? QString() : tr("The preset changed: %1.").arg(changedNames(changes)));
    m_presetNote->setToolTip(changedValues(changes));
}

void ExperimentPanel::takeSource() {
    m_directoryRow->setVisible(!m_source->currentData().isValid());
    if (!m_isShowing && source().empty()) { // nothing is wrong yet
        say(*m_dataNote, tr("Name a file or a folder, or choose one with the button beside."));
        m_newRun->setEnabled(false);
        return;
    }
    take(tr("Data"), *m_dataNote, [this](train::Experiment& experiment) {
        if (experiment.data.source != source())
            experiment.data.task = data::TaskKind::Guess; // of another table
        experiment.data.source = source();
    });
}

void ExperimentPanel::takeNet() {
    take(tr("Net"), *m_netNote, [this](train::Experiment& experiment) {
        experiment.net = graph::parseGraph(m_net->text().trimmed().toStdString());
    });
}

void ExperimentPanel::takeSeed() {
    const train::Setting& setting = *train::findSetting("train.seed");
    try {
        const auto seed = train::parseSetting(setting, m_seed->text().trimmed().toStdString());
        say(*m_seedNote, {});
        take(settingText(setting.label), *m_seedNote,
             [&](train::Experiment& experiment) { setting.set(experiment, seed); });
    } catch (const Error& error) {
        m_seed->setText(QString::number(m_experiment.train.seed));
        explain(*m_seedNote, messageText(error.message()));
    }
}

QString ExperimentPanel::netNote() const {
    return m_netNote->text();
}

QString ExperimentPanel::reachNote() const {
    return m_reachNote->text();
}

} // namespace tristate::ui
