#pragma once

#include "ui/run/live_view.h"
#include "ui/run/run_data.h"

#include <QWidget>

class QAction;
class QToolButton;

namespace tristate::ui {

class TimelineStrip;

/// The timeline across the bottom of the window: the strip to scrub on, "Live" to keep up with the run again,
/// "Continue from here" to begin a branch at the moment shown. Asks by its signals. GUI thread.
class Timeline : public QWidget, public LiveView {
    Q_OBJECT
public:
    explicit Timeline(const RunData& run, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    TimelineStrip& strip() { return *m_strip; }
    QAction* liveAction() { return m_live; }
    QAction* branchAction() { return m_branch; }
    /// At its end.
    void addButton(QWidget* button);

public Q_SLOTS:
    void showReplay(bool busy);
    void showReplayProgress(double share);

Q_SIGNALS:
    void momentAsked(std::int64_t step);
    void liveAsked();
    void branchAsked();
    void cancelAsked();

private:
    QToolButton* addButton(QAction* action);

    const RunData& m_run;
    TimelineStrip* m_strip;
    QAction* m_live;
    QAction* m_branch;
    QToolButton* m_cancel = nullptr;
};

} // namespace tristate::ui
