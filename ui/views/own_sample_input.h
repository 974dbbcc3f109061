#pragma once

#include "ui/run/run_data.h"

#include <QPushButton>

class QMimeData;

namespace tristate::ui {

class AnswerPanel;

/// Asks the network about a sample that somebody brings: a picture, or a row of values where the data are a
/// table or points. It is chosen or typed with this button, dropped on a view, or pasted there; what cannot
/// be is said where the answer would be.
class OwnSampleInput : public QPushButton {
    Q_OBJECT
public:
    /// All outlive it.
    OwnSampleInput(const RunData& run, AnswerPanel& answer, QWidget& view);

    /// Whether the data of the run take what was dropped or copied.
    bool canTake(const QMimeData& mime) const;
    void take(const QMimeData& mime);
    void takePicture(const QString& file);
    void takeRow(const QString& text);
    /// What is asked for depends on the data.
    void refresh();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void askForOne();

    const RunData& m_run;
    AnswerPanel& m_answer;
};

} // namespace tristate::ui
