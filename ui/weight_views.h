#pragma once

#include "ui/jobs/background_work.h"
#include "ui/pictures.h"
#include "ui/run/selection.h"
#include "ui/run/session_bridge.h"

#include <vector>

class QTabWidget;

namespace tristate::ui {

class DecisionMap;
class DrawView;
class InputMapView;
class LiveView;
class MinibatchView;
class PredictionsView;
class UnitInspector;

/// Puts together the views that show the weights of a run and what they do to samples, with the selection
/// they share and the thread they compute on. The widgets belong to `parent`.
class WeightViews : public QObject {
    Q_OBJECT
public:
    WeightViews(SessionBridge& bridge, QWidget* parent);

    Selection& selection() { return m_selection; }
    BackgroundWork& work() { return m_work; }
    UnitInspector& inspector() { return *m_inspector; }
    InputMapView& inputMap() { return *m_inputMap; }
    DecisionMap& decisionMap() { return *m_decisionMap; }
    PredictionsView& predictions() { return *m_predictions; }
    DrawView& drawing() { return *m_drawing; }
    MinibatchView& minibatch() { return *m_minibatch; }

    void addTabs(QTabWidget& tabs);
    /// For pictures that nobody clicked for: selects the widest gate of the first layer, when nothing is
    /// selected, puts a sample on the sheet for drawing, and shows what pulls at the gates.
    void showSomething(const RunData& run);
    std::vector<LiveView*> liveViews() const;
    std::vector<Picture> pictures() const;

private:
    void connectBridge(SessionBridge& bridge);

    Selection m_selection;
    BackgroundWork m_work;
    UnitInspector* m_inspector;
    InputMapView* m_inputMap;
    DecisionMap* m_decisionMap;
    PredictionsView* m_predictions;
    DrawView* m_drawing;
    MinibatchView* m_minibatch;
};

} // namespace tristate::ui
