#include "ui/panels/experiment_form.h"

#include "core/base/error.h"
#include "ui/look/message_text.h"
#include "ui/look/palette.h"
#include "ui/panels/experiment_fields.h"
#include "ui/panels/number_field.h"
#include "ui/panels/section_toggle.h"
#include "ui/panels/setting_changes.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cstring>
#include <map>
#include <set>

namespace tristate::ui {
namespace {

const QString kChangedMark = QStringLiteral(" •");

NumberField* numberControl(const ExperimentField& field, QWidget* parent) {
    return new NumberField(ExperimentFields::tr(field.label), field.lowest, field.highest, parent);
}

QSpinBox* wholeControl(const ExperimentField& field, QWidget* parent) {
    auto* box = new QSpinBox(parent);
    box->setRange(static_cast<int>(field.lowest), static_cast<int>(field.highest));
    box->setKeyboardTracking(false); // a number is sent when it is whole
    // Where thousands are set apart by the point, it would look like the one of the other fields' decimals.
    box->setGroupSeparatorShown(box->locale().groupSeparator() != QLatin1String("."));
    if (field.atZero) box->setSpecialValueText(ExperimentFields::tr(field.atZero));
    return box;
}

QComboBox* choiceControl(const ExperimentField& field, QWidget* parent) {
    auto* box = new QComboBox(parent);
    for (const char* choice : field.choices) box->addItem(ExperimentFields::tr(choice));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

} // namespace

void markLabel(QLabel& label, const QString& text, const SettingChange* change) {
    label.setText(change ? text + kChangedMark : text);
    QFont font = label.font();
    font.setBold(change != nullptr);
    label.setFont(font);
    label.setToolTip(change ? ExperimentForm::tr("The preset has: %1").arg(change->before) : QString());
}

ExperimentForm::ExperimentForm(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    std::map<FieldGroup, QFormLayout*> groups;
    for (const ExperimentField& field : ExperimentFields::all()) {
        auto& form = groups[field.group];
        if (!form) form = addGroup(column, field.group);
        addRow(form, field);
    }
}

QFormLayout* ExperimentForm::addGroup(QVBoxLayout* column, FieldGroup group) {
    auto* body = new QWidget(this);
    auto* form = new QFormLayout(body);
    form->setContentsMargins(12, 0, 0, 4);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto* toggle = makeSectionToggle(ExperimentFields::title(group), body, false);
    m_toggles.emplace_back(group, toggle);
    column->addWidget(toggle);
    column->addWidget(body);
    return form;
}

ExperimentForm::Row ExperimentForm::makeRow(const ExperimentField& field) {
    const std::size_t index = m_rows.size();
    const auto send = [this, index](double value) { take(index, value); };
    switch (field.kind) {
    case ExperimentField::Kind::Number: {
        auto* number = numberControl(field, this);
        connect(number, &NumberField::valueEdited, this, send);
        connect(number, &NumberField::refused, this,
                [this, index](const QString& sentence) { showProblem(m_rows[index], sentence); });
        return {&field, number, nullptr, nullptr, [number](double value) { number->setValue(value); }};
    }
    case ExperimentField::Kind::Whole: {
        auto* box = wholeControl(field, this);
        connect(box, &QSpinBox::valueChanged, this, send);
        return {&field, box, nullptr, nullptr,
                [box](double value) { box->setValue(static_cast<int>(value)); }};
    }
    case ExperimentField::Kind::Choice: {
        auto* box = choiceControl(field, this);
        connect(box, &QComboBox::activated, this, send);
        return {&field, box, nullptr, nullptr,
                [box](double value) { box->setCurrentIndex(static_cast<int>(value)); }};
    }
    case ExperimentField::Kind::Switch:
    case ExperimentField::Kind::Seed: // these two have controls of their own, beside the form
    case ExperimentField::Kind::Text:
        break;
    }
    auto* box = new QCheckBox(this);
    connect(box, &QCheckBox::toggled, this, send);
    return {&field, box, nullptr, nullptr, [box](double value) { box->setChecked(value != 0); }};
}

void ExperimentForm::addRow(QFormLayout* form, const ExperimentField& field) {
    Row row = makeRow(field);
    auto* label = new QLabel(ExperimentFields::tr(field.label), this);
    label->setBuddy(row.control);
    for (QWidget* widget : {static_cast<QWidget*>(label), row.control})
        widget->setToolTip(ExperimentFields::tr(field.tip));
    row.control->setAccessibleName(label->text());
    row.control->setAccessibleDescription(ExperimentFields::tr(field.tip));
    row.label = label;
    row.problem = new QLabel(this);
    row.problem->setWordWrap(true);
    row.problem->hide();
    form->addRow(label, row.control);
    form->addRow(row.problem);
    m_rows.push_back(std::move(row));
}

void ExperimentForm::take(std::size_t index, double value) {
    if (m_isShowing) return;
    const Row& row = m_rows[index];
    train::Experiment wanted = m_experiment;
    row.field->set(wanted, value);
    if (wanted == m_experiment) return;
    try {
        train::validate(wanted);
    } catch (const Error& error) {
        setExperiment(m_experiment); // the control goes back
        return showProblem(row, messageText(error.message()));
    }
    m_experiment = wanted;
    showProblem(row, {});
    Q_EMIT edited(wanted, ExperimentFields::tr(row.field->label));
}

void ExperimentForm::showProblem(const Row& row, const QString& sentence) {
    QPalette colours;
    colours.setColor(QPalette::WindowText, viewColours(palette()).warning);
    row.problem->setPalette(colours);
    row.problem->setText(sentence);
    row.problem->setVisible(!sentence.isEmpty());
}

void ExperimentForm::setExperiment(const train::Experiment& experiment) {
    m_experiment = experiment;
    m_isShowing = true;
    for (const Row& row : m_rows) {
        row.show(row.field->get(experiment));
        showProblem(row, {});
    }
    m_isShowing = false;
}

void ExperimentForm::mark(const std::vector<SettingChange>& changes) {
    std::set<train::SettingGroup> changed;
    for (const Row& row : m_rows) {
        const auto its = std::find_if(changes.begin(), changes.end(), [&row](const SettingChange& change) {
            return change.setting && change.setting->label == row.field->label;
        });
        const bool isChanged = its != changes.end();
        if (isChanged) changed.insert(row.field->group);
        markLabel(*row.label, ExperimentFields::tr(row.field->label), isChanged ? &*its : nullptr);
        const QString tip = ExperimentFields::tr(row.field->tip);
        row.label->setToolTip(isChanged ? QStringLiteral("%1\n%2").arg(tip, row.label->toolTip()) : tip);
        row.control->setAccessibleDescription(row.label->toolTip());
    }
    for (const auto& [group, toggle] : m_toggles)
        toggle->setText(ExperimentFields::title(group) + (changed.count(group) ? kChangedMark : QString()));
}

const ExperimentForm::Row* ExperimentForm::find(const char* label) const {
    const auto row = std::find_if(m_rows.begin(), m_rows.end(), [label](const Row& candidate) {
        return std::strcmp(candidate.field->label, label) == 0;
    });
    return row == m_rows.end() ? nullptr : &*row;
}

QWidget* ExperimentForm::control(const char* label) const {
    const Row* row = find(label);
    return row ? row->control : nullptr;
}

QString ExperimentForm::problem(const char* label) const {
    const Row* row = find(label);
    return row && !row->problem->isHidden() ? row->problem->text() : QString();
}

void ExperimentForm::openAll() {
    for (const auto& [group, toggle] : m_toggles) toggle->setChecked(true);
}

} // namespace tristate::ui
