#include "ui/run_menu.h"

#include "ui/menus/fork_commands.h"
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

void addRunMenu(const RunMenuParts& parts) {
    auto* menu = parts.bar.addMenu(RunMenuTexts::tr("&Run"));
    RunControl& control = parts.control;
    menu->addActions({control.playPauseAction(), control.stepAction(), control.stepEpochAction()});
    menu->addAction(control.fullSpeedAction());
    menu->addSeparator();
    menu->addAction(control.resetAction());
    menu->addSeparator();
    menu->addActions({parts.timeline.liveAction(), parts.timeline.branchAction()});
    auto* futures = new ForkCommands(parts.bridge, parts.selection, parts.messages, parts.bar.window());
    futures->addTo(*menu, parts.timeline);
    menu->addSeparator();
    menu->addAction(RunMenuTexts::tr("Compare with &baselines…"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), &parts.bridge,
                    [&bridge = parts.bridge, window = parts.bar.window()] { showBaselines(bridge, window); });
}

} // namespace tristate::ui
