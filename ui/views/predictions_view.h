#pragma once

#include "core/inspect/predictions.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLabel;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace tristate::ui {

class AnswerPanel;
class BackgroundWork;
class ConfusionOverview;
class ConfusionTable;
class Fork;
class FutureSamples;
class OwnSampleInput;
class RegressionPlot;

/// What the network takes the evaluation samples (data::Splits::evaluation()) for: the confusion matrix, and
/// the samples themselves, the surest mistakes first. A cell of the matrix chooses its samples. The matrix of
/// many classes is shown as a whole, or with names and counts. Of a regression the numbers that it predicts
/// against the true ones, and the residuals; of several targets the one that is chosen.
class PredictionsView : public QWidget, public LiveView {
    Q_OBJECT
public:
    static constexpr std::size_t kSamples = 1000; ///< the first ones of the evaluation data
    static constexpr std::size_t kMaxShown = 60;

    PredictionsView(const RunData& run, Selection& selection, BackgroundWork& work,
                    QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    /// Lists below which samples only one of two futures gets right, while there are two; `fork` outlives the
    /// view.
    void compareWith(const Fork& fork);

    const ConfusionTable& table() const { return *m_table; }
    QTableView& matrix() { return *m_matrix; }
    QPushButton& allButton() { return *m_all; }
    QPushButton& wholeButton() { return *m_whole; }
    /// Indices into the evaluation data, as listed.
    const std::vector<std::size_t>& shownSamples() const { return m_shown; }
    QString summary() const;
    bool showsNumbers() const { return m_run.metric() != train::Metric::ErrorRate; }
    RegressionPlot& numbers() { return *m_numbers; }
    QComboBox& targetChoice() { return *m_target; }
    /// Says why, once a sample was clicked.
    AnswerPanel& answer() { return *m_answer; }
    OwnSampleInput& own() { return *m_own; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void ask();
    void showTask();
    void showPredictions();
    void showMatrix();
    void showSummary();
    void showNumbers();
    void showCell();
    void showSamples();
    QStringList namesOfClasses() const;
    QPixmap thumbnail(const data::Dataset& dataset, std::size_t sample) const;

    const RunData& m_run;
    Selection& m_selection;
    BackgroundWork& m_work;
    ConfusionTable* m_table;
    QStackedWidget* m_pages; ///< classes, numbers
    QTableView* m_matrix;
    RegressionPlot* m_numbers;
    QComboBox* m_target; ///< of a regression with several
    QListWidget* m_samples;
    QLabel* m_summary;
    FutureSamples* m_future = nullptr;
    AnswerPanel* m_answer;
    OwnSampleInput* m_own;
    QPushButton* m_all;   ///< takes back the choice of a cell
    QPushButton* m_whole; ///< of many classes the matrix as a whole
    ConfusionOverview* m_overview;
    std::vector<inspect::Prediction> m_predictions;
    std::vector<inspect::NumberPrediction> m_predicted; ///< of a regression
    std::vector<std::size_t> m_shown;
    std::shared_ptr<const nn::Network> m_asked; ///< the predictions were asked for
    int m_runNumber = -1;
    bool m_knowsData = false; ///< of the run
};

/// A sample as a picture, one pixel a value: grey, or in colour with three channels. Null for other data.
QImage sampleImage(const data::Dataset& dataset, std::size_t sample);

} // namespace tristate::ui
