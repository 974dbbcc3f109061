#include "ui/panels/status_line.h"

#include "ui/look/text.h"
#include "ui/run/evaluated_on.h"
#include "ui/run/layer_names.h"

#include <QLabel>
#include <QLocale>
#include <QStringList>
#include <QToolButton>

#include <algorithm>
#include <numeric>

namespace tristate::ui {
namespace {

constexpr int kMostLayers = 12; ///< that are counted one by one

QString activityText(train::RunState state) {
    switch (state) {
    case train::RunState::Idle:
        return StatusLine::tr("No run");
    case train::RunState::Loading:
        return StatusLine::tr("Loading data…");
    case train::RunState::Running:
        return StatusLine::tr("Training");
    case train::RunState::Paused:
        return StatusLine::tr("Paused");
    case train::RunState::Finished:
        return StatusLine::tr("Finished");
    case train::RunState::Failed:
        return StatusLine::tr("Failed");
    }
    return {};
}

} // namespace

StatusLine::StatusLine(QWidget* parent)
    : QStatusBar(parent),
      m_activity(addPart()),
      m_cancel(new QToolButton(this)),
      m_speed(addPart()),
      m_error(addPart()),
      m_neurons(addPart()),
      m_parameters(addPart()),
      m_other(addPart()) {
    setSizeGripEnabled(false);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("The run that was there before stays"));
    m_cancel->hide();
    insertWidget(1, m_cancel);
    connect(m_cancel, &QToolButton::clicked, this, &StatusLine::cancelAsked);
    setAccessibleName(tr("Status"));
}

QLabel* StatusLine::addPart() {
    auto* label = new QLabel(this);
    label->setContentsMargins(6, 0, 12, 0);
    addWidget(label);
    return label;
}

void StatusLine::show(const RunData& run, train::RunState state, bool busy, std::optional<int> loading) {
    QString activity = activityText(state);
    if (loading && state == train::RunState::Loading)
        activity = tr("Loading data… %1 %").arg(*loading);
    else if (loading)
        activity = tr("%1, loading data… %2 %").arg(activity).arg(*loading);
    m_cancel->setVisible(loading.has_value());
    if (run.past) activity = tr("%1, showing step %2").arg(activity, countText(run.past->step));
    m_activity->setText(busy ? tr("%1, working on a file…").arg(activity) : activity);
    const auto* last = run.shownPoint();
    for (auto* label : {m_speed, m_error, m_neurons, m_parameters}) label->setVisible(last != nullptr);
    showOther();
    if (!last) return;
    const auto* frame = run.shownFrame();
    const double seconds = frame ? std::max(frame->stepSeconds, frame->paceSeconds) : 0;
    m_speed->setVisible(seconds > 0);
    if (seconds > 0)
        m_speed->setText(tr("%1 samples/s").arg(shortCountText(run.experiment.train.batch / seconds)));
    const train::Metric metric = run.metric();
    const bool isRate = metric == train::Metric::ErrorRate;
    const QString words =
        evaluatedOn(run.experiment) == EvaluatedOn::Validation
            ? (isRate ? tr("Error: training %1, validation %2") : tr("RMSE: training %1, validation %2"))
            : (isRate ? tr("Error: training %1, test %2") : tr("RMSE: training %1, test %2"));
    m_error->setText(words.arg(metricText(metric, last->error),
                               metricText(metric, evaluationErrorAt(run.history, last->step))));
    showSize(run);
}

void StatusLine::showOther() {
    const auto* point = isForked() ? m_fork->other()->shownPoint() : nullptr;
    m_other->setVisible(point != nullptr);
    if (!point) return m_other->clear();
    const int open = std::accumulate(point->open.begin(), point->open.end(), 0);
    const train::Metric metric = m_fork->other()->metric();
    const double measured = evaluationErrorAt(m_fork->other()->history, point->step);
    m_other->setText(tr("That one (%1): error %2, %3 neurons, %4 parameters")
                         .arg(m_fork->words(), metricText(metric, measured), countText(open),
                              countText(point->parameters)));
    m_other->setToolTip(tr("The second future, at the same minibatch; its error as it was measured last"));
}

void StatusLine::showSize(const RunData& run) {
    showOther();
    const auto* last = run.shownPoint();
    if (!last) return;
    const auto units = gatedLayerUnits(run.experiment.net);
    QStringList open;
    for (const int count : last->open) open << QString::number(count);
    const int total = std::accumulate(units.begin(), units.end(), 0);
    const int left = std::accumulate(last->open.begin(), last->open.end(), 0);
    const QString each = open.join(QStringLiteral(" - "));
    const bool hasRoom = open.size() <= kMostLayers;
    if (isForked()) {
        m_neurons->setText(tr("Neurons: %1 of %2").arg(countText(left), countText(total)));
        m_neurons->setToolTip(each);
        return m_parameters->setText(tr("Parameters: %1").arg(countText(last->parameters)));
    }
    m_neurons->setText(
        hasRoom
            ? tr("Neurons: %1 of %2 (%3)").arg(countText(left), countText(total), each)
            : tr("Neurons: %1 of %2 in %3 layers").arg(countText(left), countText(total)).arg(open.size()));
    m_neurons->setToolTip(hasRoom ? QString() : each);
    m_parameters->setText(tr("Parameters: %1").arg(countText(last->parameters)));
}

QString StatusLine::text() const {
    QStringList parts;
    for (const auto* label : {m_activity, m_speed, m_error, m_neurons, m_parameters, m_other})
        if (label != m_other || !label->text().isEmpty()) parts << label->text();
    return parts.join(QStringLiteral(" | "));
}

} // namespace tristate::ui
