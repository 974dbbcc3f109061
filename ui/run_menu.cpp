#include "ui/run_menu.h"

#include "ui/main_window.h"
#include "ui/panels/run_control.h"
#include "ui/panels/timeline.h"
#include "ui/views/baselines_dialog.h"

#include <QAction>
#include <QKeySequence>
#include <QMenu>
#include <QMenuBar>

namespace tristate::ui {

void addRunMenu(QMenuBar& bar, MainWindow& window) {
    RunControl& control = window.runControl();
    auto* menu = bar.addMenu(MainWindow::tr("&Run"));
    menu->addActions({control.playPauseAction(), control.stepAction(), control.stepEpochAction()});
    menu->addSeparator();
    menu->addAction(control.resetAction());
    menu->addSeparator();
    menu->addActions({window.timeline().liveAction(), window.timeline().branchAction()});
    menu->addSeparator();
    menu->addAction(MainWindow::tr("Compare with ri&vals…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R),
                    &window, [&window] { showBaselines(window.bridge(), &window); });
}

} // namespace tristate::ui
