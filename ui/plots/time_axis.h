#pragma once

#include <QObject>

namespace tristate::ui {

/// The time axis all plots over time share, in epochs: zooming or pointing in one shows the same stretch and
/// moment in all. It follows the run until the user zooms, and again after follow(); what it shows of the run
/// then is one choice for all plots. GUI thread.
class TimeAxis : public QObject {
    Q_OBJECT
public:
    enum class Stretch {
        All,
        SinceChange, ///< from the last change of a setting on, or the whole run when there was none
        Last10,      ///< epochs
        Last100,
        Logarithmic, ///< the whole run, the more of the axis the earlier
    };
    Q_ENUM(Stretch)

    using QObject::QObject;

    Stretch stretch() const { return m_stretch; }
    /// Whether plots are to have a logarithmic axis; it begins above 0 then.
    bool isLogarithmic() const { return m_stretch == Stretch::Logarithmic; }
    double lower() const { return m_lower; }
    double upper() const { return m_upper; }
    bool isFollowing() const { return m_following; }

    /// A new run begins.
    void restart();
    /// The run has come to `epoch`, and a setting was changed last at `change`. Plots read the new range when
    /// they refresh; nothing is emitted.
    void extendTo(double epoch, double change = 0);

public Q_SLOTS:
    /// The user chose a stretch.
    void zoom(double lower, double upper);
    void follow();
    /// What it is to show; it follows the run.
    void setStretch(tristate::ui::TimeAxis::Stretch stretch);
    /// The user points at a moment; a negative epoch means at none.
    void pointAt(double epoch);

Q_SIGNALS:
    void zoomed();
    void followingChanged(bool following);
    void stretchChanged(tristate::ui::TimeAxis::Stretch stretch);
    void pointedAt(double epoch);

private:
    void showStretch();
    double least() const;

    Stretch m_stretch = Stretch::All;
    double m_lower = 0, m_upper = 1, m_last = 0, m_change = 0;
    bool m_following = true;
};

} // namespace tristate::ui
