#pragma once

#include "core/inspect/predictions.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"
#include "ui/run/selection.h"

#include <QWidget>

#include <vector>

class QLabel;
class QListWidget;
class QPushButton;
class QTableView;

namespace tristate::ui {

class BackgroundWork;
class ConfusionTable;

/// What the network takes the evaluation samples (data::Splits::evaluation()) for: the confusion matrix, and
/// the samples themselves, the surest mistakes first. A cell of the matrix chooses its samples.
class PredictionsView : public QWidget, public LiveView {
    Q_OBJECT
public:
    static constexpr std::size_t kSamples = 1000; ///< the first ones of the evaluation data
    static constexpr std::size_t kMaxShown = 60;

    PredictionsView(const RunData& run, Selection& selection, BackgroundWork& work,
                    QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;

    const ConfusionTable& table() const { return *m_table; }
    QTableView& matrix() { return *m_matrix; }
    QPushButton& allButton() { return *m_all; }
    /// Indices into the evaluation data, as listed.
    const std::vector<std::size_t>& shownSamples() const { return m_shown; }
    QString summary() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void showPredictions();
    void showCell();
    void showSamples();
    QStringList classNames() const;
    QPixmap thumbnail(const data::Dataset& dataset, std::size_t sample) const;

    const RunData& m_run;
    Selection& m_selection;
    BackgroundWork& m_work;
    ConfusionTable* m_table;
    QTableView* m_matrix;
    QListWidget* m_samples;
    QLabel* m_summary;
    QPushButton* m_all; ///< takes back the choice of a cell
    std::vector<inspect::Prediction> m_predictions;
    std::vector<std::size_t> m_shown;
    std::shared_ptr<const nn::Network> m_asked; ///< the predictions were asked for
    int m_runNumber = -1;
};

/// A sample as a picture, one pixel a value: grey, or in colour with three channels. Null for other data.
QImage sampleImage(const data::Dataset& dataset, std::size_t sample);

} // namespace tristate::ui
