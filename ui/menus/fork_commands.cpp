#include "ui/menus/fork_commands.h"

#include "ui/look/text.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/timeline.h"
#include "ui/run/session_bridge.h"
#include "ui/views/fork_dialog.h"

#include <QAction>
#include <QMenu>
#include <QToolButton>

namespace tristate::ui {

ForkCommands::ForkCommands(SessionBridge& bridge, const Selection& selection, MessageBar& messages,
                           QWidget* window)
    : QObject(window),
      m_bridge(bridge),
      m_selection(selection),
      m_messages(messages),
      m_window(window),
      m_fork(new QAction(tr("&Fork…"), this)),
      m_endings({new QAction(tr("Keep &this one"), this), new QAction(tr("Keep t&hat one"), this),
                 new QAction(tr("Keep b&oth as runs"), this)}),
      m_forkButton(new QToolButton(window)),
      m_endButton(new QToolButton(window)) {
    m_fork->setObjectName(QStringLiteral("fork"));
    m_fork->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_F);
    m_fork->setToolTip(tr("A second future from the moment shown: the same minibatches, one thing different "
                          "(%1)")
                           .arg(m_fork->shortcut().toString(QKeySequence::NativeText)));
    m_endings[0]->setToolTip(tr("The run goes on alone, that one is dropped"));
    m_endings[1]->setToolTip(tr("That one goes on as the run, this one is dropped"));
    m_endings[2]->setToolTip(tr("This one goes on, that one stays in the list Runs"));
    connect(m_fork, &QAction::triggered, this, &ForkCommands::openDialog);
    connect(m_endings[0], &QAction::triggered, this, [this] { m_bridge.keep(train::Future::First); });
    connect(m_endings[1], &QAction::triggered, this, [this] { m_bridge.keep(train::Future::Second); });
    connect(m_endings[2], &QAction::triggered, this, [this] { m_bridge.keepBoth(); });
    connect(&m_bridge, &SessionBridge::stateChanged, this, &ForkCommands::show);
    connect(&m_bridge, &SessionBridge::forkChanged, this, [this] {
        show();
        const Fork& futures = m_bridge.futures();
        if (futures.isOn())
            offerEnds(tr("Two futures from step %1 on, with the same minibatches. That one: %2.")
                          .arg(countText(futures.beginStep()), futures.words()));
        else if (m_messages.text() == m_said)
            m_messages.hide();
    });
    connect(&m_bridge, &SessionBridge::futuresLeft, this,
            [this] { m_messages.ask(tr("Both futures of the run before are in the list Runs."), {}); });
}

void ForkCommands::addTo(QMenu& menu, Timeline& timeline) {
    menu.addSeparator();
    menu.addAction(m_fork);
    auto* ends = new QMenu(m_window);
    for (QAction* ending : m_endings) {
        menu.addAction(ending);
        ends->addAction(ending);
    }
    m_forkButton->setDefaultAction(m_fork);
    m_endButton->setText(tr("Futures"));
    m_endButton->setToolTip(tr("Which of the two futures is to stay"));
    m_endButton->setMenu(ends);
    m_endButton->setPopupMode(QToolButton::InstantPopup);
    for (auto* button : {m_forkButton, m_endButton}) {
        button->setToolButtonStyle(Qt::ToolButtonTextOnly);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::TabFocus);
        timeline.addButton(button);
    }
    auto& moments = m_bridge.moments();
    connect(&moments, &Moments::changed, this, &ForkCommands::show);
    connect(&moments, &Moments::heldBack, this, [this, &timeline] {
        timeline.refresh(); // the handle goes back
        offerEnds(tr("A moment of the past is one run's, and two futures go on. Which one is to stay?"));
    });
    show();
}

void ForkCommands::offerEnds(const QString& sentence) {
    std::vector<MessageBar::Answer> answers;
    for (QAction* ending : m_endings) answers.push_back({ending->text(), [ending] { ending->trigger(); }});
    m_said = sentence;
    m_messages.ask(sentence, answers);
}

void ForkCommands::show() {
    using train::RunState;
    const bool isOn = m_bridge.futures().isOn();
    const RunState state = m_bridge.state();
    const bool goesOn = state == RunState::Running || state == RunState::Paused;
    m_fork->setEnabled(!isOn && (goesOn || m_bridge.data().past));
    for (QAction* ending : m_endings) ending->setEnabled(isOn);
    m_forkButton->setVisible(!isOn);
    m_endButton->setVisible(isOn);
}

void ForkCommands::openDialog() {
    const int run = m_bridge.data().number; // it goes on while the dialog is open
    ForkDialog dialog(m_bridge.data(), m_selection, m_window);
    if (dialog.exec() != QDialog::Accepted || m_bridge.data().number != run) return;
    if (const auto& difference = dialog.difference()) m_bridge.fork(*difference);
}

} // namespace tristate::ui
