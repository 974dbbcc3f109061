#pragma once

#include <QObject>

namespace tristate::ui {

/// The time axis all plots over time share, in epochs: zooming or pointing in one shows the same stretch and
/// moment in all. It follows the run until the user zooms, and again after follow(). GUI thread.
class TimeAxis : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    double lower() const { return m_lower; }
    double upper() const { return m_upper; }
    bool isFollowing() const { return m_following; }

    /// A new run begins.
    void restart();
    /// The run has come to `epoch`. Plots read the new range when they refresh; nothing is emitted.
    void extendTo(double epoch);

public Q_SLOTS:
    /// The user chose a stretch.
    void zoom(double lower, double upper);
    void follow();
    /// The user points at a moment; a negative epoch means at none.
    void pointAt(double epoch);

Q_SIGNALS:
    void zoomed();
    void followingChanged(bool following);
    void pointedAt(double epoch);

private:
    void showAll();

    double m_lower = 0, m_upper = 1, m_last = 0;
    bool m_following = true;
};

} // namespace tristate::ui
