#pragma once

#include "ui/lessons/lesson_progress.h"

#include <QObject>
#include <QTimer>

#include <optional>
#include <vector>

class QAction;
class QDockWidget;
class QMainWindow;
class QMenuBar;

namespace tristate::ui {

class FileCommands;
class LessonPanel;
class Selection;
class SessionBridge;
class TargetFrame;

/// The menu of lessons and the dock they are shown in. While a lesson is open, looks a few times a second
/// what goes on in the window and ticks what is done. Begins a lesson's run as New run does, and never stops
/// or changes one. GUI thread.
class LessonGuide : public QObject {
    Q_OBJECT
public:
    LessonGuide(QMainWindow& window, SessionBridge& bridge, const Selection& selection,
                const FileCommands& files, QMenuBar& bar);
    ~LessonGuide() override;

    const std::vector<Lesson>& lessons() const { return m_lessons; }
    /// Null when none is open.
    const LessonProgress* progress() const { return m_progress ? &*m_progress : nullptr; }
    LessonPanel& panel() { return *m_panel; }
    QDockWidget& dock() { return *m_dock; }
    /// Writes lesson.png: the step on view, or one of the first lesson, opened for the moment.
    void savePicture(const QString& directory);

    void open(const Lesson& lesson);

Q_SIGNALS:
    /// A sentence: what is wrong with a file.
    void problem(const QString& sentence);

public Q_SLOTS:
    void open(int lesson);
    /// Of a file (lesson_file.h); what is wrong with it is said instead.
    void openFile(const QString& file);
    /// Asks for one.
    void chooseFile();
    /// Begins the run of the lesson.
    void begin();
    void next();
    void back();
    /// Without the mouse, the control gets the focus as well.
    void showMe();
    void end();
    /// Ticks the step on view if it is done by now; the guide does so by itself a few times a second.
    void look();

private:
    void buildDock();
    void buildMenu(QMenuBar& bar);
    void connectPanel();
    void makeRoom();
    void show();
    LessonFacts facts() const;

    QMainWindow& m_window;
    SessionBridge& m_bridge;
    const Selection& m_selection;
    std::vector<Lesson> m_lessons;
    std::optional<LessonProgress> m_progress;
    LessonPanel* m_panel;
    QDockWidget* m_dock;
    TargetFrame* m_frame;
    std::vector<QAction*> m_steering; ///< of an open lesson
    QTimer m_timer;
    int m_begun = 0; ///< number of the run that was begun for the open lesson; 0: none yet
    int m_exports = 0;
};

} // namespace tristate::ui
