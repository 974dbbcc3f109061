#include "ui/panels/timeline.h"

#include "ui/panels/timeline_strip.h"

#include <QAction>
#include <QHBoxLayout>
#include <QToolButton>

namespace tristate::ui {

Timeline::Timeline(const RunData& run, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_strip(new TimelineStrip(run, this)),
      m_live(new QAction(tr("&Live"), this)),
      m_branch(new QAction(tr("&Continue from here"), this)) {
    m_strip->setObjectName(QStringLiteral("timelineStrip"));
    m_branch->setObjectName(QStringLiteral("continueFromHere"));
    m_live->setCheckable(true);
    m_live->setShortcut(Qt::CTRL | Qt::Key_L);
    m_live->setToolTip(tr("Show the newest moment and keep up with the run (Ctrl+L)"));
    m_branch->setShortcut(Qt::CTRL | Qt::Key_B);
    m_branch->setToolTip(tr("Begin a branch at the moment shown, with the settings shown (Ctrl+B)"));
    connect(m_live, &QAction::triggered, this, [this] {
        m_live->setChecked(!m_run.past);
        Q_EMIT liveAsked();
    });
    connect(m_branch, &QAction::triggered, this, &Timeline::branchAsked);
    connect(m_strip, &TimelineStrip::momentAsked, this, &Timeline::momentAsked);
    connect(m_strip, &TimelineStrip::liveAsked, this, &Timeline::liveAsked);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(4, 0, 4, 0);
    row->setSpacing(4);
    row->addWidget(m_strip, 1);
    auto* cancel = new QAction(tr("Stop"), this);
    cancel->setToolTip(tr("Stop playing the run again"));
    connect(cancel, &QAction::triggered, this, &Timeline::cancelAsked);
    m_cancel = addButton(cancel);
    QSizePolicy keepsItsPlace = m_cancel->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_cancel->setSizePolicy(keepsItsPlace);
    m_cancel->hide();
    addButton(m_live);
    addButton(m_branch);
    refresh();
}

void Timeline::addButton(QWidget* button) {
    layout()->addWidget(button);
}

QToolButton* Timeline::addButton(QAction* action) {
    auto* button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void Timeline::refresh() {
    m_live->setChecked(!m_run.past);
    m_branch->setEnabled(m_run.past.has_value());
    m_strip->refresh();
}

void Timeline::showReplay(bool busy) {
    m_cancel->setVisible(busy);
    m_strip->setReplay(busy ? 0 : -1);
}

void Timeline::showReplayProgress(double share) {
    m_strip->setReplay(share);
}

} // namespace tristate::ui
