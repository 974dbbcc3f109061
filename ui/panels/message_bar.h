#pragma once

#include <QFrame>

#include <exception>
#include <functional>
#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace tristate::ui {

/// Says what went wrong, or asks a question, above the views and in nobody's way, until it is closed or
/// something newer comes.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);
    QString text() const;

    /// An answer to a question: the text of its button, and what it does.
    struct Answer {
        QString text;
        std::function<void()> act;
    };
    /// Asks; the bar closes with the answer.
    void ask(const QString& question, const std::vector<Answer>& answers);
    /// Of the core, in the language of the window.
    void sayProblem(const std::exception& problem);

public Q_SLOTS:
    void say(const QString& sentence);

private:
    void show(const QString& text, const QString& description);
    void addAnswer(const Answer& answer);

    QLabel* m_text;
    QHBoxLayout* m_row;
    std::vector<QPushButton*> m_answers;
};

} // namespace tristate::ui
