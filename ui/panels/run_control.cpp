#include "ui/panels/run_control.h"

#include "core/train/settings.h"
#include "ui/look/icons.h"
#include "ui/look/message_text.h"
#include "ui/look/scale.h"
#include "ui/look/text.h"

#include <QAction>
#include <QComboBox>
#include <QEvent>
#include <QLabel>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace tristate::ui {
namespace {

/// An entry of the box.
struct Speed {
    bool watch;
    double pause; ///< seconds after each minibatch
    friend bool operator==(const Speed&, const Speed&) = default;
};
constexpr std::array<Speed, 5> kSpeeds = {{{false, 0}, {true, 0}, {false, 0.02}, {false, 0.1}, {false, 0.5}}};
constexpr int kIconSide = 22; ///< pixels
constexpr int kFull = 0, kWatch = 1;
} // namespace

RunControl::RunControl(QWidget* parent)
    : QToolBar(tr("Run control"), parent),
      m_playPause(addCommand(tr("Play"), QKeySequence(Qt::Key_Space))),
      m_step(addCommand(tr("Step one minibatch"), QKeySequence(Qt::Key_Period))),
      m_stepEpoch(addCommand(tr("Step one epoch"), QKeySequence(Qt::SHIFT | Qt::Key_Period))),
      m_reset(addCommand(tr("Reset"), QKeySequence(Qt::CTRL | Qt::Key_R))),
      m_fullSpeed(new QAction(tr("Full speed or watch"), this)) {
    setObjectName(QStringLiteral("runControl"));
    setAccessibleName(tr("Run control"));
    m_playPause->setObjectName(QStringLiteral("playPause"));
    m_reset->setObjectName(QStringLiteral("reset"));
    setMovable(false);
    connect(m_playPause, &QAction::triggered, this, &RunControl::playPauseAsked);
    connect(m_step, &QAction::triggered, this, &RunControl::stepAsked);
    connect(m_stepEpoch, &QAction::triggered, this, &RunControl::stepEpochAsked);
    connect(m_reset, &QAction::triggered, this, &RunControl::resetAsked);
    m_fullSpeed->setShortcut(Qt::Key_W);
    connect(m_fullSpeed, &QAction::triggered, this,
            [this] { m_speed->setCurrentIndex(m_speed->currentIndex() == kFull ? kWatch : kFull); });
    addSeparator();
    buildSpeed();
    addSeparator();
    m_moment = new QLabel(this);
    m_moment->setContentsMargins(10, 0, 6, 0);
    fitSizes();
    m_momentPlace = addWidget(m_moment);
    loadIcons();
    setState(train::RunState::Idle);
}

void RunControl::fitSizes() {
    const int side = scaled(kIconSide);
    setIconSize({side, side});
    m_moment->setMinimumWidth(
        fontMetrics().horizontalAdvance(tr("epoch %1 of %2, step %3").arg("88.88", "888", "888,888")) + 20);
}

void RunControl::setTimeline(QWidget* timeline) {
    insertWidget(m_momentPlace, timeline);
}

QAction* RunControl::addCommand(const QString& text, const QKeySequence& shortcut) {
    auto* action = addAction(text);
    action->setShortcut(shortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(text, shortcut.toString(QKeySequence::NativeText)));
    return action;
}

void RunControl::buildSpeed() {
    m_speed = new QComboBox(this);
    const train::LiveSettingTexts& watch = *train::findSetting("watch")->liveTexts;
    for (const Speed& speed : kSpeeds)
        m_speed->addItem(speed.watch        ? settingText(watch.name)
                         : speed.pause == 0 ? tr("Full speed")
                                            : tr("Slow: %1 steps/s").arg(std::lround(1 / speed.pause)));
    const train::LiveSettingTexts& texts = *train::findSetting("pauseSeconds")->liveTexts;
    m_speed->setToolTip(QStringLiteral("%1: %2. %3. (%4)")
                            .arg(settingText(watch.name), settingText(watch.help), settingText(texts.help),
                                 m_fullSpeed->shortcut().toString(QKeySequence::NativeText)));
    m_speed->setAccessibleName(settingText(texts.name));
    m_speed->setFocusPolicy(Qt::TabFocus);
    connect(m_speed, &QComboBox::currentIndexChanged, this, [this](int index) {
        const Speed& speed = kSpeeds[static_cast<std::size_t>(index)];
        Q_EMIT speedChanged(speed.watch, speed.pause);
    });
    addWidget(m_speed);
}

void RunControl::loadIcons() {
    m_playPause->setIcon(themedIcon(m_running ? QStringLiteral("pause") : QStringLiteral("play"), palette()));
    m_step->setIcon(themedIcon(QStringLiteral("step"), palette()));
    m_stepEpoch->setIcon(themedIcon(QStringLiteral("step-epoch"), palette()));
    m_reset->setIcon(themedIcon(QStringLiteral("reset"), palette()));
}

void RunControl::setState(train::RunState state) {
    using train::RunState;
    m_running = state == RunState::Running || state == RunState::Loading;
    const QString text = m_running ? tr("Pause") : tr("Play");
    m_playPause->setText(text);
    m_playPause->setToolTip(tr("%1 (Space)").arg(text));
    m_playPause->setEnabled(m_running || state == RunState::Paused);
    m_step->setEnabled(state == RunState::Paused);
    m_stepEpoch->setEnabled(state == RunState::Paused);
    m_reset->setEnabled(state != RunState::Idle);
    loadIcons();
}

void RunControl::setProgress(double epoch, long long step, int epochs) {
    const QString moment = QLocale().toString(epoch, 'f', 2);
    m_moment->setText(epochs > 0 ? tr("epoch %1 of %2, step %3").arg(moment).arg(epochs).arg(countText(step))
                                 : tr("epoch %1, step %2").arg(moment, countText(step)));
}

void RunControl::setSpeed(bool watch, double pauseSeconds) {
    const QSignalBlocker quiet(m_speed);
    const auto place = std::find(kSpeeds.begin(), kSpeeds.end(), Speed{watch, pauseSeconds});
    m_speed->setCurrentIndex(place == kSpeeds.end() ? -1 : static_cast<int>(place - kSpeeds.begin()));
}

void RunControl::changeEvent(QEvent* event) {
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_moment) loadIcons();
    if (event->type() == QEvent::FontChange && m_moment) fitSizes();
}

} // namespace tristate::ui
