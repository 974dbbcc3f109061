#pragma once

#include "core/inspect/reasons.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

#include <optional>

class QLabel;

namespace tristate::ui {

class BackgroundWork;
class ClassBars;

/// Why the network answers as it does to one sample of the evaluation data: the share of every class, and the
/// units that spoke for the answer, each of which can be clicked to inspect it. Hidden until it is asked.
class AnswerPanel : public QWidget {
    Q_OBJECT
public:
    /// All outlive it.
    AnswerPanel(const RunData& run, Selection& selection, BackgroundWork& work, QWidget* parent = nullptr);

    /// Of a sample of the evaluation data; the answer appears when it is known.
    void explain(std::size_t sample);
    /// Asks again where the network shown is another one by now.
    void refresh();
    void close();
    /// The sample that is explained.
    const std::optional<std::size_t>& sample() const { return m_sample; }
    /// What is said of it, as rich text; empty until it is known.
    QString words() const;

private:
    void ask();
    void show(const inspect::Reasons& reasons);

    const RunData& m_run;
    Selection& m_selection;
    BackgroundWork& m_work;
    ClassBars* m_bars;
    QLabel* m_words;
    std::optional<std::size_t> m_sample;
    std::shared_ptr<const nn::Network> m_asked; ///< the network that was asked
    int m_runNumber = -1;                       ///< of the sample
};

} // namespace tristate::ui
