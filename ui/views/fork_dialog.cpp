#include "ui/views/fork_dialog.h"

#include "core/base/error.h"
#include "core/train/gate_edit.h"
#include "ui/look/message_text.h"
#include "ui/look/palette.h"
#include "ui/look/text.h"
#include "ui/run/fork.h"
#include "ui/run/layer_names.h"
#include "ui/run/setting_words.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace tristate::ui {
namespace {

enum Page { kValuePage, kSwitchPage, kUnitPage };

/// Where there is none yet.
constexpr double kFirstStrength = 1e-3;
/// The strength of another future, as a multiple of this one's: enough to see a difference.
constexpr double kMultiple = 3;

/// Not the pace of the run, which both futures share.
std::vector<const train::Setting*> settingsOfAFuture() {
    std::vector<const train::Setting*> found;
    for (const train::Setting& setting : train::settings())
        if (isTold(setting)) found.push_back(&setting);
    return found;
}

/// What the field proposes.
QString proposal(const train::SettingValue& now, const train::Setting& setting) {
    if (const int* whole = std::get_if<int>(&now))
        return QString::number(std::clamp(2.0 * std::max(*whole, 1), setting.least, setting.most), 'f', 0);
    const double value = std::get<double>(now);
    return strengthText(
        std::clamp(value > 0 ? kMultiple * value : kFirstStrength, setting.least, setting.most));
}

} // namespace

ForkDialog::ForkDialog(const RunData& run, const Selection& selection, QWidget* parent)
    : QDialog(parent),
      m_run(run),
      m_settings(settingsOfAFuture()),
      m_choice(new QComboBox(this)),
      m_value(new QLineEdit(this)),
      m_switch(new QLabel(this)),
      m_layer(new QComboBox(this)),
      m_unit(new QSpinBox(this)),
      m_deed(new QLabel(this)),
      m_problem(new QLabel(this)) {
    setWindowTitle(tr("Fork into two futures"));
    build();
    for (const auto* setting : m_settings) m_choice->addItem(settingText(setting->liveTexts->name));
    m_choice->addItem(tr("One neuron, cut or open"));
    for (const auto& name : gatedLayerNames(run.experiment.net)) m_layer->addItem(name);
    fitUnits();
    if (const auto& unit = selection.unit()) {
        m_layer->setCurrentIndex(unit->layer);
        fitUnits();
        m_unit->setValue(unit->unit);
    }
    const auto* strength = train::findSetting("lambda3");
    const auto first = std::find(m_settings.begin(), m_settings.end(), strength);
    m_choice->setCurrentIndex(static_cast<int>(first - m_settings.begin()));
    choose();
    connect(m_choice, &QComboBox::currentIndexChanged, this, &ForkDialog::choose);
    connect(m_value, &QLineEdit::textChanged, this, &ForkDialog::check);
    connect(m_layer, &QComboBox::currentIndexChanged, this, [this] {
        fitUnits();
        check();
    });
    connect(m_unit, &QSpinBox::valueChanged, this, &ForkDialog::check);
}

void ForkDialog::build() {
    const auto* point = m_run.shownPoint();
    auto* what = new QLabel(tr("A second future begins beside the run at step %1: it sees the same "
                               "minibatches, and one thing is different.")
                                .arg(countText(m_run.past ? m_run.past->step
                                               : point    ? point->step
                                                          : 0)),
                            this);
    what->setWordWrap(true);
    m_choice->setAccessibleName(tr("What is different"));
    auto* form = new QFormLayout;
    form->addRow(tr("&Different:"), m_choice);
    form->addRow(tr("&There:"), buildValues());
    m_problem->setWordWrap(true);
    m_problem->setMinimumHeight(2 * fontMetrics().height());
    QPalette colours = m_problem->palette();
    colours.setColor(QPalette::WindowText, viewColours(palette()).warning);
    m_problem->setPalette(colours);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_ok = buttons->addButton(tr("&Fork"), QDialogButtonBox::AcceptRole);
    m_ok->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(what);
    column->addLayout(form);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    setMinimumWidth(420);
}

QWidget* ForkDialog::buildValues() {
    m_pages = new QStackedWidget(this);
    m_value->setAccessibleName(tr("Its value there"));
    m_pages->addWidget(m_value);
    m_pages->addWidget(m_switch);
    auto* neuron = new QWidget(this);
    auto* row = new QHBoxLayout(neuron);
    row->setContentsMargins(0, 0, 0, 0);
    m_layer->setAccessibleName(tr("Layer of the neuron"));
    m_unit->setAccessibleName(tr("Number of the neuron"));
    row->addWidget(m_layer, 1);
    row->addWidget(m_unit, 1);
    row->addWidget(m_deed, 1);
    m_pages->addWidget(neuron);
    return m_pages;
}

void ForkDialog::fitUnits() {
    const auto units = gatedLayerUnits(m_run.experiment.net);
    const auto layer = static_cast<std::size_t>(std::max(m_layer->currentIndex(), 0));
    if (layer < units.size()) m_unit->setRange(0, units[layer] - 1);
}

const train::Setting* ForkDialog::setting() const {
    const auto index = static_cast<std::size_t>(m_choice->currentIndex());
    return index < m_settings.size() ? m_settings[index] : nullptr;
}

void ForkDialog::choose() {
    const auto* chosen = setting();
    const bool isSwitch = chosen && chosen->kind == train::Setting::Kind::Switch;
    m_pages->setCurrentIndex(!chosen ? kUnitPage : isSwitch ? kSwitchPage : kValuePage);
    if (chosen && !isSwitch) m_value->setText(proposal(chosen->live.get(m_run.shownLive()), *chosen));
    check();
}

bool ForkDialog::isOpen(const UnitRef& unit) const {
    const auto* now = m_run.shownColumn();
    const auto layer = static_cast<std::size_t>(unit.layer), index = static_cast<std::size_t>(unit.unit);
    return !now || layer >= now->gates.size() || index >= now->gates[layer].size() ||
           m_run.isOpen(now->gates[layer][index]);
}

train::SettingValue ForkDialog::typedValue(const train::Setting& setting) const {
    const QString text = m_value->text().trimmed();
    if (setting.kind == train::Setting::Kind::Number) {
        if (text == strengthText(0)) return 0.0; // as fields show it
        bool isNumber = false;
        const double value = QLocale().toDouble(text, &isNumber); // 0,01 where that is how one writes
        if (isNumber && !text.contains(QLatin1Char('.'))) return value;
    }
    return train::parseSetting(setting, text.toStdString());
}

train::Difference ForkDialog::chosen() const {
    const auto* chosen = setting();
    if (!chosen) {
        const UnitRef unit{m_layer->currentIndex(), m_unit->value()};
        return train::GateEdit{.layer = unit.layer, .unit = unit.unit, .open = !isOpen(unit)};
    }
    if (chosen->kind == train::Setting::Kind::Switch)
        return train::OtherSetting{chosen->key(), !std::get<bool>(chosen->live.get(m_run.shownLive()))};
    return train::OtherSetting{chosen->key(), typedValue(*chosen)};
}

QString ForkDialog::problem() const {
    try {
        const train::Difference difference = chosen();
        train::validate(difference);
        if (const auto* edit = std::get_if<train::GateEdit>(&difference)) {
            const auto network = m_run.shownNetwork();
            return network ? messageText(train::refusal(*network, *edit)) : QString();
        }
        if (train::withDifference(m_run.shownLive(), difference) == m_run.shownLive())
            return tr("This is what the run has already: nothing would be different.");
    } catch (const Error& error) {
        return messageText(error.message());
    }
    return {};
}

void ForkDialog::check() {
    const QString sentence = problem();
    m_problem->setText(sentence);
    m_ok->setEnabled(sentence.isEmpty());
    m_difference = sentence.isEmpty() ? std::optional(chosen()) : std::nullopt;
    if (m_pages->currentIndex() == kSwitchPage)
        m_switch->setText(differenceText(chosen(), m_run.experiment.net));
    if (m_pages->currentIndex() == kUnitPage)
        m_deed->setText(std::get<train::GateEdit>(chosen()).open ? tr("is opened") : tr("is cut"));
}

} // namespace tristate::ui
