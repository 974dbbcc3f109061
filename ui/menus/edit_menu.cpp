#include "ui/menus/edit_menu.h"

#include "core/base/error.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/recipes/experiment_link.h"
#include "ui/look/message_text.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/run/session_bridge.h"
#include "ui/views/link_dialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMenu>
#include <QMenuBar>

namespace tristate::ui {

EditMenu::EditMenu(SessionBridge& bridge, ExperimentPanel& experiment, RegulariserPanel& regulariser,
                   RunControl& control, QWidget* window)
    : QObject(window),
      m_window(window),
      m_bridge(bridge),
      m_experiment(experiment),
      m_history([&experiment](const train::Experiment& value) { experiment.setExperiment(value); },
                [&bridge] { return bridge.data().shownLive(); },
                [&bridge](const train::LiveSettings& live) { bridge.setLive(live); }) {
    connect(&bridge, &SessionBridge::runStarted, this, [this] { m_history.forget(); });
    connect(&regulariser, &RegulariserPanel::edited, this, &EditMenu::setLive);
    connect(&control, &RunControl::speedChanged, this, [this](bool watch, double pauseSeconds) {
        train::LiveSettings live = m_bridge.data().shownLive();
        live.watch = watch;
        live.pauseSeconds = pauseSeconds;
        setLive(live);
    });
    connect(&experiment, &ExperimentPanel::edited, this,
            [this](const train::Experiment& before, const train::Experiment& after, const QString& setting) {
                m_history.edit(before, after, setting);
            });
}

void EditMenu::setLive(const train::LiveSettings& live) {
    const train::LiveSettings before = m_bridge.data().shownLive();
    m_bridge.setLive(live);
    m_history.edit(before, m_bridge.data().shownLive());
}

void EditMenu::addTo(QMenuBar& bar) {
    auto* menu = bar.addMenu(tr("&Edit"));
    auto* undo = m_history.stack().createUndoAction(menu, tr("&Undo"));
    auto* redo = m_history.stack().createRedoAction(menu, tr("&Redo"));
    undo->setShortcuts(QKeySequence::Undo);
    redo->setShortcuts(QKeySequence::Redo);
    menu->addActions({undo, redo});
    menu->addSeparator();
    menu->addAction(tr("&Copy experiment as text"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), this,
                    &EditMenu::copyExperiment);
    menu->addAction(tr("Copy experiment as &link"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L), this,
                    &EditMenu::copyLink);
    menu->addAction(tr("&Paste experiment"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V), this,
                    &EditMenu::pasteExperiment);
}

void EditMenu::copyExperiment() {
    QApplication::clipboard()->setText(QString::fromStdString(io::toJson(m_experiment.experiment())));
    Q_EMIT told(tr("The experiment is on the clipboard"));
}

void EditMenu::copyLink() {
    try {
        const auto link = QString::fromStdString(io::toLink(m_experiment.experiment()));
        QApplication::clipboard()->setText(link);
        (new LinkDialog(link, m_experiment.experiment(), m_window))->show();
    } catch (const Error& error) {
        Q_EMIT problem(messageText(error.message()));
    }
}

void EditMenu::pasteExperiment() {
    const std::string text = QApplication::clipboard()->text().toStdString();
    if (text.empty())
        return Q_EMIT problem(tr("The clipboard holds no text, expected an experiment as JSON or a link."));
    try {
        const train::Experiment pasted =
            io::isLink(text) ? io::experimentFromLink(text) : io::experimentFromJson(text, "clipboard");
        train::validate(pasted);
        const train::Experiment before = m_experiment.experiment();
        m_experiment.setExperiment(pasted);
        m_history.edit(before, pasted, tr("Paste experiment"));
        Q_EMIT told(tr("The experiment is in the panel; New run starts it"));
    } catch (const Error& error) {
        Q_EMIT problem(messageText(error.message()));
    }
}

} // namespace tristate::ui
