#pragma once

#include <QObject>

#include <vector>

class QAction;
class QMenu;
class QToolButton;
class QWidget;

namespace tristate::ui {

class MessageBar;
class Selection;
class SessionBridge;
class Timeline;

/// The commands of two futures: one that forks the run, three that end the fork, in the menu of the run,
/// beside the timeline and in the message that tells of it. GUI thread.
class ForkCommands : public QObject {
    Q_OBJECT
public:
    /// `window` owns it and the dialog; the others outlive it.
    ForkCommands(SessionBridge& bridge, const Selection& selection, MessageBar& messages, QWidget* window);

    void addTo(QMenu& menu, Timeline& timeline);
    QAction* forkAction() { return m_fork; }
    /// Keep this one, that one, both as runs.
    const std::vector<QAction*>& endings() const { return m_endings; }

private:
    void openDialog();
    void show();
    /// Says a sentence with the three ends as answers.
    void offerEnds(const QString& sentence);

    SessionBridge& m_bridge;
    const Selection& m_selection;
    MessageBar& m_messages;
    QWidget* m_window;
    QAction* m_fork;
    std::vector<QAction*> m_endings;
    QToolButton *m_forkButton, *m_endButton; ///< beside the timeline, one at a time
    QString m_said;                          ///< last by offerEnds()
};

} // namespace tristate::ui
