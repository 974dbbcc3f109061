#pragma once

#include "core/inspect/reasons.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

#include <optional>
#include <vector>

class QLabel;

namespace tristate::ui {

class BackgroundWork;
class ClassBars;

/// Why the network answers as it does to one sample, of the evaluation data or one's own: the share of every
/// class, and the units that spoke for the answer, each of which can be clicked to inspect it; of a
/// regression the numbers. With what the network gets where that is a picture. Hidden until it is asked.
class AnswerPanel : public QWidget {
    Q_OBJECT
public:
    /// All outlive it.
    AnswerPanel(const RunData& run, Selection& selection, BackgroundWork& work, QWidget* parent = nullptr);

    /// Of a sample of the evaluation data; the answer appears when it is known.
    void explain(std::size_t sample);
    /// Of a sample that is called `name`, as the network gets it; `note` is said with the answer.
    void explain(const QString& name, std::vector<float> values, const QString& note);
    /// Says why something is no sample.
    void refuse(const QString& sentence);
    /// Asks again where the network shown is another one by now.
    void refresh();
    void close();
    /// The sample that is explained.
    std::optional<std::size_t> sample() const { return m_question ? m_question->sample : std::nullopt; }
    /// What is said of it, as rich text; empty until it is known.
    QString words() const;

private:
    /// What is asked: a sample of the evaluation data, or its own.
    struct Question {
        std::optional<std::size_t> sample;
        QString name, note;
        std::vector<float> values; ///< empty for one of the data
    };
    /// What is told: reasons of classes, numbers of a regression.
    struct Answer {
        std::vector<float> values; ///< of the sample
        inspect::Reasons reasons;
        std::vector<double> numbers;
    };
    static Answer answerTo(const Question& question, const nn::Network& network,
                           const data::Dataset& samples);
    void begin(Question question);
    void ask();
    void show(const Answer& answer);
    QString classWords(const inspect::Reasons& reasons) const;
    QString numberWords(const std::vector<double>& numbers) const;

    const RunData& m_run;
    Selection& m_selection;
    BackgroundWork& m_work;
    ClassBars* m_bars;
    QLabel* m_words;
    QLabel* m_seen; ///< what the network gets
    std::optional<Question> m_question;
    int m_number = 0;                           ///< of the question
    std::shared_ptr<const nn::Network> m_asked; ///< the network that was asked
    int m_runNumber = -1;                       ///< of the sample
};

} // namespace tristate::ui
