#include "ui/panels/regulariser_panel.h"

#include "core/train/settings.h"
#include "ui/look/message_text.h"
#include "ui/look/palette.h"
#include "ui/look/scale.h"
#include "ui/look/text.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/number_field.h"
#include "ui/panels/section_toggle.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

namespace tristate::ui {
namespace {

// What the sliders show; the fields take the whole range of the setting.
constexpr double kMinLambda = 1e-6, kMaxLambda = 0.1;

QString nameOf(const train::Setting& setting) {
    return settingText(setting.liveTexts->name);
}

QString tipOf(const train::Setting& setting) {
    return settingText(setting.liveTexts->help);
}

QString captionOf(const train::Setting& setting) {
    const train::LiveSettingTexts& texts = *setting.liveTexts;
    return settingText(texts.caption ? texts.caption : texts.name);
}

} // namespace

StrengthControl::StrengthControl(const train::Setting& setting, double lowest, double highest, Layout layout,
                                 QWidget* parent)
    : QWidget(parent),
      m_slider(new LogSlider(lowest, highest,
                             layout == Layout::SliderBelow ? LogSlider::Size::Large : LogSlider::Size::Small,
                             this)),
      m_field(new NumberField(nameOf(setting), setting.least, setting.most, this)) {
    m_slider->setAccessibleName(nameOf(setting));
    setToolTip(tipOf(setting));
    if (layout == Layout::SliderBelow) {
        auto* title = new QLabel(nameOf(setting), this);
        setRelativeFont(*title, 1.15, true);
        auto* top = new QHBoxLayout;
        top->addWidget(title, 1);
        top->addWidget(m_field);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(0, 0, 0, 0);
        column->addLayout(top);
        column->addWidget(m_slider);
    } else {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 0, 0, 0);
        row->addWidget(m_slider, 1);
        row->addWidget(m_field, 0, Qt::AlignTop);
    }
    connect(m_slider, &LogSlider::strengthEdited, this, [this](double value) {
        m_field->setValue(value);
        Q_EMIT edited(value);
    });
    connect(m_field, &NumberField::valueEdited, this, [this](double value) {
        m_slider->setStrength(value);
        Q_EMIT edited(value);
    });
}

void StrengthControl::setValue(double value) {
    m_slider->setStrength(value);
    m_field->setValue(value);
}

RegulariserPanel::RegulariserPanel(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Regulariser"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 6, 8, 6);
    column->setSpacing(6);
    m_lambda3 = new StrengthControl(*train::findSetting("lambda3"), kMinLambda, kMaxLambda,
                                    StrengthControl::Layout::SliderBelow, this);
    connect(m_lambda3, &StrengthControl::edited, this,
            [this](double v) { take(&m_live.lambdas.lambda3, v); });
    m_lambda3->setObjectName(QStringLiteral("pruningStrength"));
    column->addWidget(m_lambda3);

    m_goal = new QLabel(this);
    m_goal->setWordWrap(true);
    m_goal->hide();
    column->addWidget(m_goal);

    m_problem = new QLabel(this);
    m_problem->setWordWrap(true);
    m_problem->hide();
    column->addWidget(m_problem);

    m_pictureFrame = new QWidget(this);
    (new QVBoxLayout(m_pictureFrame))->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pictureFrame);

    auto* freezes = new QHBoxLayout;
    m_freezeWeights = addFreeze("freezeWeights", &m_live.freezeWeights);
    m_freezeGates = addFreeze("freezeGates", &m_live.freezeGates);
    m_freezeGates->setObjectName(QStringLiteral("freezeGates"));
    freezes->addWidget(m_freezeWeights);
    freezes->addWidget(m_freezeGates);
    column->addLayout(freezes);
    buildMore(column);

    for (auto* control : {m_lambda1, m_lambda2, m_lambda3, m_lambda4, m_rate, m_gateRate})
        connect(&control->field(), &NumberField::refused, this, [this](const QString& sentence) {
            QPalette colours;
            colours.setColor(QPalette::WindowText, viewColours(palette()).warning);
            m_problem->setPalette(colours);
            m_problem->setText(sentence);
            m_problem->setVisible(!sentence.isEmpty());
        });
    setLive(m_live);
}

void RegulariserPanel::buildMore(QVBoxLayout* column) {
    auto* more = new QWidget(this);
    auto* form = new QFormLayout(more);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    auto& l = m_live.lambdas;
    m_lambda1 = addStrength(form, "lambda1", kMinLambda, kMaxLambda, &l.lambda1);
    m_lambda2 = addStrength(form, "lambda2", kMinLambda, kMaxLambda, &l.lambda2);
    m_lambda4 = addStrength(form, "lambda4", kMinLambda, kMaxLambda, &l.lambda4);
    m_gateRate = addStrength(form, "gateRate", 1e-3, 10, &m_live.gateRate);
    m_rate = addStrength(form, "rate", 1e-5, 0.1, &m_live.rate);
    m_lambda1->setObjectName(QStringLiteral("lambda1"));
    m_lambda4->setObjectName(QStringLiteral("lambda4"));
    addPatience(form);
    column->addWidget(makeSectionToggle(tr("More"), more, false));
    column->addWidget(more);
}

StrengthControl* RegulariserPanel::addStrength(QFormLayout* form, const char* key, double lowest,
                                               double highest, double* target) {
    const train::Setting& setting = *train::findSetting(key);
    auto* control = new StrengthControl(setting, lowest, highest, StrengthControl::Layout::SliderBeside,
                                        form->parentWidget());
    auto* caption = new QLabel(captionOf(setting), form->parentWidget());
    caption->setBuddy(&control->slider());
    caption->setToolTip(tipOf(setting));
    form->addRow(caption, control);
    connect(control, &StrengthControl::edited, this, [this, target](double value) { take(target, value); });
    return control;
}

void RegulariserPanel::addPatience(QFormLayout* form) {
    const train::Setting& setting = *train::findSetting("patience");
    m_patience = new QSpinBox(form->parentWidget());
    m_patience->setRange(static_cast<int>(setting.least), static_cast<int>(setting.most));
    m_patience->setSingleStep(100);
    m_patience->setSpecialValueText(settingText(setting.atZero));
    m_patience->setSuffix(tr(" steps"));
    m_patience->setKeyboardTracking(false);
    m_patience->setAccessibleName(nameOf(setting));
    m_patience->setToolTip(tipOf(setting));
    connect(m_patience, &QSpinBox::valueChanged, this, [this](int steps) { take(&m_live.patience, steps); });
    form->addRow(captionOf(setting), m_patience);
}

QCheckBox* RegulariserPanel::addFreeze(const char* key, bool* target) {
    const train::Setting& setting = *train::findSetting(key);
    auto* box = new QCheckBox(captionOf(setting), this);
    box->setToolTip(tipOf(setting));
    box->setFocusPolicy(Qt::TabFocus); // a click must not take the space bar away from play and pause
    connect(box, &QCheckBox::toggled, this, [this, target](bool on) { take(target, on); });
    return box;
}

template <class T>
void RegulariserPanel::take(T* target, T value) {
    if (m_isShowing || *target == value) return;
    *target = value;
    Q_EMIT edited(m_live);
}

void RegulariserPanel::setLive(const train::LiveSettings& live) {
    m_live = live;
    m_isShowing = true; // a control that cannot show a value as it is must not send its own
    m_lambda1->setValue(live.lambdas.lambda1);
    m_lambda2->setValue(live.lambdas.lambda2);
    m_lambda3->setValue(live.lambdas.lambda3);
    m_lambda4->setValue(live.lambdas.lambda4);
    m_rate->setValue(live.rate);
    m_gateRate->setValue(live.gateRate);
    m_freezeWeights->setChecked(live.freezeWeights);
    m_freezeGates->setChecked(live.freezeGates);
    m_patience->setValue(live.patience);
    m_isShowing = false;
}

QString RegulariserPanel::targetText(const train::Frame& frame) {
    QStringList parts;
    const bool isRate = frame.metric == train::Metric::ErrorRate;
    if (frame.targetError > 0)
        parts << (isRate ? tr("validation error %1") : tr("validation RMSE %1"))
                     .arg(metricText(frame.metric, frame.targetError));
    if (frame.targetParameters > 0) parts << tr("%1 parameters").arg(countText(frame.targetParameters));
    if (frame.targetOperations > 0) parts << tr("%1 operations").arg(countText(frame.targetOperations));
    if (frame.targetBytes > 0) parts << tr("%1 of weights").arg(bytesText(frame.targetBytes));
    return parts.join(QStringLiteral(", "));
}

void RegulariserPanel::showGoal(const train::Frame& frame) {
    const QString target = targetText(frame);
    m_goal->setVisible(!target.isEmpty());
    if (target.isEmpty()) return;
    QString text = frame.goal.isPruning
                       ? tr("Target: %1. λ₃ prunes at %2.").arg(target, strengthText(frame.goal.lambda3()))
                       : tr("Target: %1. λ₃ rests while the network recovers.").arg(target);
    const auto error = [&frame](double value) { return metricText(frame.metric, value); };
    text += QLatin1Char(' ');
    text += frame.goal.isMet() ? tr("Best so far: %1 parameters at %2.")
                                     .arg(countText(frame.goal.bestParameters), error(frame.goal.bestError))
                               : tr("Not met yet.");
    if (text != m_goal->text()) m_goal->setText(text);
}

QString RegulariserPanel::goalText() const {
    return m_goal->isHidden() ? QString() : m_goal->text();
}

void RegulariserPanel::setPicture(QWidget* picture) {
    m_pictureFrame->layout()->addWidget(picture);
}

} // namespace tristate::ui
