#pragma once

#include "core/inspect/decision_raster.h"
#include "ui/run/live_view.h"
#include "ui/run/run_data.h"

#include <QImage>
#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace tristate::ui {

class BackgroundWork;
class DecisionPicture;

/// For data in the plane: what the network says everywhere, under the samples. Points can be added by a
/// click, or with the arrow keys and Enter; a new run trains on them too.
class DecisionMap : public QWidget, public LiveView {
    Q_OBJECT
public:
    static constexpr int kSide = 72; ///< cells of the raster in each direction

    DecisionMap(const RunData& run, BackgroundWork& work, QWidget* parent = nullptr);

    QWidget* widget() override { return this; }
    void refresh() override;
    /// Adds a sample of the class chosen to those that the next run is to train on; 0 to 1.
    void addPoint(QPointF place);
    const std::vector<data::AddedPoint>& points() const { return m_points; }
    QPushButton& trainButton() { return *m_train; }
    DecisionPicture& picture() { return *m_picture; }

Q_SIGNALS:
    /// The present experiment with these points.
    void newRunAsked(const tristate::train::Experiment& experiment);

private:
    void build();
    void showButtons();
    bool isPlane() const;

    const RunData& m_run;
    BackgroundWork& m_work;
    DecisionPicture* m_picture;
    QComboBox* m_class;
    QPushButton* m_train;
    QPushButton* m_clear;
    QLabel* m_hint;
    std::vector<data::AddedPoint> m_points;
    std::shared_ptr<const nn::Network> m_asked; ///< the raster was asked for
    int m_runNumber = -1;
};

} // namespace tristate::ui
