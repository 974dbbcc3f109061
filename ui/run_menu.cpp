#include "ui/run_menu.h"

#include "ui/panels/run_control.h"
#include "ui/panels/timeline.h"
#include "ui/run/session_bridge.h"
#include "ui/views/baselines_dialog.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>

namespace tristate::ui {
namespace {

struct RunMenuTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::MainWindow)
};

} // namespace

void addRunMenu(QMenuBar& bar, RunControl& control, Timeline& timeline, SessionBridge& bridge) {
    auto* menu = bar.addMenu(RunMenuTexts::tr("&Run"));
    menu->addActions({control.playPauseAction(), control.stepAction(), control.stepEpochAction()});
    menu->addAction(control.fullSpeedAction());
    menu->addSeparator();
    menu->addAction(control.resetAction());
    menu->addSeparator();
    menu->addActions({timeline.liveAction(), timeline.branchAction()});
    menu->addSeparator();
    menu->addAction(RunMenuTexts::tr("Compare with &baselines…"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), &bridge,
                    [&bridge, window = bar.window()] { showBaselines(bridge, window); });
}

} // namespace tristate::ui
