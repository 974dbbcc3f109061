#pragma once

#include "core/train/experiment.h"
#include "core/train/reports.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QSpinBox;
class QToolButton;
class QVBoxLayout;

namespace tristate::train {
struct Setting;
}

namespace tristate::ui {

class LogSlider;
class NumberField;

/// A strength or rate: a slider and a field that show the same value.
class StrengthControl : public QWidget {
    Q_OBJECT
public:
    enum class Layout { SliderBeside, SliderBelow };
    /// Of a live setting. The slider shows `lowest` to `highest`; the field takes the range of the setting.
    StrengthControl(const train::Setting& setting, double lowest, double highest, Layout layout,
                    QWidget* parent = nullptr);

    void setValue(double value);
    LogSlider& slider() const { return *m_slider; }
    NumberField& field() const { return *m_field; }

Q_SIGNALS:
    void edited(double value);

private:
    LogSlider* m_slider;
    NumberField* m_field;
};

/// Everything that may be changed while a run goes on: pruning strength lambda_3 large, the rest below and
/// under "More". Sends the whole settings at every change; they act on the next minibatch.
class RegulariserPanel : public QWidget {
    Q_OBJECT
public:
    explicit RegulariserPanel(QWidget* parent = nullptr);

    /// Shows settings; sends nothing.
    void setLive(const train::LiveSettings& live);
    const train::LiveSettings& live() const { return m_live; }
    /// Says where a run with a target stands; nothing for other runs.
    void showGoal(const train::Frame& frame);
    /// "validation error 1.20 %, 5,000 parameters"; empty without a target.
    static QString targetText(const train::Frame& frame);
    QString goalText() const;
    /// A place for a picture under the large slider.
    void setPicture(QWidget* picture);

    StrengthControl& pruningStrength() const { return *m_lambda3; }

Q_SIGNALS:
    void edited(const tristate::train::LiveSettings& live);

private:
    /// `key` of the setting in the table, which has its words and its range.
    StrengthControl* addStrength(QFormLayout* form, const char* key, double lowest, double highest,
                                 double* target);
    void addPatience(QFormLayout* form);
    void buildMore(QVBoxLayout* column);
    QCheckBox* addFreeze(const char* key, bool* target);
    template <class T>
    void take(T* target, T value);

    train::LiveSettings m_live;
    bool m_isShowing = false;
    StrengthControl* m_lambda1 = nullptr;
    StrengthControl* m_lambda2 = nullptr;
    StrengthControl* m_lambda3 = nullptr;
    StrengthControl* m_lambda4 = nullptr;
    StrengthControl* m_rate = nullptr;
    StrengthControl* m_gateRate = nullptr;
    QCheckBox* m_freezeWeights = nullptr;
    QCheckBox* m_freezeGates = nullptr;
    QSpinBox* m_patience = nullptr;
    QLabel* m_goal = nullptr;
    QLabel* m_problem = nullptr;
    QWidget* m_pictureFrame = nullptr;
};

} // namespace tristate::ui
