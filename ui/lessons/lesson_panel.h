#pragma once

#include <QStringList>
#include <QWidget>

class QFrame;
class QLabel;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QToolButton;

namespace tristate::ui {

class LessonProgress;
struct Lesson;

/// Shows a step of a lesson, or the list of lessons when there is none. It only asks; what is done and where
/// the lesson is comes through showStep(). Return goes on, Escape ends the lesson; the buttons are reached by
/// Tab and, as the space bar belongs to play and pause, take no focus from a click.
class LessonPanel : public QWidget {
    Q_OBJECT
public:
    LessonPanel(const QStringList& titles, QWidget* parent = nullptr);

    void showStep(const LessonProgress& progress);
    void showList();
    QPushButton& nextButton() const { return *m_next; }
    QPushButton& backButton() const { return *m_back; }
    QPushButton& beginButton() const { return *m_begin; }
    QPushButton& showMeButton() const { return *m_showMe; }
    QToolButton& endButton() const { return *m_end; }
    QPushButton& lessonButton(int lesson) const;
    /// "step 2 of 5".
    QString place() const;
    /// All that is said, without markup.
    QString text() const;
    bool isTicked() const;
    QSize sizeHint() const override { return {300, 330}; }

Q_SIGNALS:
    void lessonAsked(int lesson);
    void beginAsked();
    void nextAsked();
    void backAsked();
    void showMeAsked();
    void endAsked();
    void resized(); ///< texts want another height

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QWidget* buildHead();
    QWidget* buildStep();
    QWidget* buildList(const QStringList& titles);
    QWidget* buildButtons();
    void setPage(bool isStep);
    void fill(const Lesson& lesson, int step);
    void reserve(const Lesson& lesson);
    void setTextHeight(int wanted);
    void activateLayouts();
    void makeRoom();
    void announce();

    QLabel *m_title, *m_place, *m_text, *m_tick, *m_task, *m_watch, *m_note;
    QWidget *m_head, *m_step, *m_list, *m_buttons;
    QFrame* m_taskFrame;
    QScrollArea* m_scroll;
    QStackedWidget* m_middle; ///< Begin in the first step, Back in the others
    QPushButton *m_begin, *m_back, *m_next, *m_showMe;
    QToolButton* m_end;
    QString m_reserved; ///< title and place for which there is room for every step
};

} // namespace tristate::ui
