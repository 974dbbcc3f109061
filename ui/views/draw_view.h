#pragma once

#include "ui/run/live_view.h"
#include "ui/run/run_data.h"

#include <QWidget>

#include <vector>

class QLabel;
class QPushButton;

namespace tristate::ui {

class BackgroundWork;
class ClassBars;
class InkCanvas;

/// Draw a digit and see what the network says to it, as it learns. The drawing is brought into the form of
/// MNIST's digits first.
class DrawView : public QWidget, public LiveView {
    Q_OBJECT
public:
    DrawView(const RunData& run, BackgroundWork& work, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    void showSomething() override { takeSample(); }
    InkCanvas& canvas() { return *m_canvas; }
    /// Of the classes, for the drawing; empty while there is none.
    const std::vector<float>& probabilities() const { return m_probabilities; }
    QString answer() const;
    /// Puts the next of the evaluation samples on the sheet.
    void takeSample();

private:
    void build();
    void nameSamples();
    void askNetwork();
    void show(const std::vector<float>& probabilities);
    bool fits() const;

    const RunData& m_run;
    BackgroundWork& m_work;
    InkCanvas* m_canvas;
    ClassBars* m_bars;
    QLabel* m_seen; ///< what the network gets
    QLabel* m_answer;
    QPushButton* m_clear;
    QPushButton* m_sample;
    std::vector<float> m_input;
    std::vector<float> m_probabilities;
    std::shared_ptr<const nn::Network> m_asked;
    std::size_t m_nextSample = 0;
};

} // namespace tristate::ui
