#pragma once

#include "core/train/reports.h"

#include <QToolBar>

class QAction;
class QComboBox;
class QLabel;

namespace tristate::ui {

/// Play, pause, step, reset and speed, like a player. The actions are the same as in the Run menu. It only
/// asks; what the run does comes back through setState().
class RunControl : public QToolBar {
    Q_OBJECT
public:
    explicit RunControl(QWidget* parent = nullptr);

    QAction* playPauseAction() const { return m_playPause; }
    QAction* stepAction() const { return m_step; }
    QAction* stepEpochAction() const { return m_stepEpoch; }
    QAction* resetAction() const { return m_reset; }

    /// Takes the widget between the buttons and the words.
    void setTimeline(QWidget* timeline);
    void setState(train::RunState state);
    /// `epochs` 0: the run has no end.
    void setProgress(double epoch, long long step, int epochs);
    /// Between full speed and the one for watching.
    QAction* fullSpeedAction() const { return m_fullSpeed; }
    /// Shows a speed set elsewhere; sends nothing.
    void setSpeed(bool watch, double pauseSeconds);

Q_SIGNALS:
    void playPauseAsked();
    void stepAsked();
    void stepEpochAsked();
    void resetAsked();
    void speedChanged(bool watch, double pauseSeconds);

protected:
    void changeEvent(QEvent* event) override;

private:
    QAction* addCommand(const QString& text, const QKeySequence& shortcut);
    void buildSpeed();
    void loadIcons();
    void fitSizes();

    QAction* m_playPause;
    QAction* m_step;
    QAction* m_stepEpoch;
    QAction* m_reset;
    QAction* m_fullSpeed;
    QComboBox* m_speed = nullptr;
    QLabel* m_moment = nullptr;
    QAction* m_momentPlace = nullptr; ///< of the label in the tool bar
    bool m_running = false;
};

} // namespace tristate::ui
