#include "ui/views/future_samples.h"

#include "ui/jobs/background_work.h"
#include "ui/look/text.h"
#include "ui/run/class_names.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {
constexpr int kSampleSide = 32; ///< pixels of a picture
} // namespace

OneSided oneSided(const std::vector<inspect::Prediction>& here,
                  const std::vector<inspect::Prediction>& there) {
    OneSided sides;
    for (std::size_t i = 0; i < std::min(here.size(), there.size()); ++i) {
        if (!here[i].isWrong() && there[i].isWrong()) sides.here.push_back(i);
        if (here[i].isWrong() && !there[i].isWrong()) sides.there.push_back(i);
    }
    return sides;
}

FutureSamples::FutureSamples(const RunData& run, const Fork& fork, BackgroundWork& work, std::size_t samples,
                             Thumbnail thumbnail, QWidget* parent)
    : QWidget(parent),
      m_run(run),
      m_fork(fork),
      m_work(work),
      m_count(samples),
      m_thumbnail(std::move(thumbnail)),
      m_here(makeSide()),
      m_there(makeSide()) {
    setObjectName(QStringLiteral("futureSamples"));
    setAccessibleName(tr("Samples that only one of two futures gets right"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 2, 8, 2);
    for (const Side& side : {m_here, m_there}) {
        auto* column = new QVBoxLayout;
        column->setSpacing(2);
        column->addWidget(side.title);
        column->addWidget(side.list, 1);
        row->addLayout(column, 1);
    }
    hide();
}

FutureSamples::Side FutureSamples::makeSide() {
    Side side{new QLabel(this), new QListWidget(this)};
    side.title->setWordWrap(true);
    side.list->setViewMode(QListView::IconMode);
    side.list->setResizeMode(QListView::Adjust);
    side.list->setMovement(QListView::Static);
    side.list->setIconSize({kSampleSide, kSampleSide});
    side.list->setFrameShape(QFrame::NoFrame);
    side.list->setFixedHeight(kSampleSide + fontMetrics().height() + 16); // a row; the others scroll
    return side;
}

void FutureSamples::refresh() {
    const bool isShown = m_fork.isOn() && m_run.metric() == train::Metric::ErrorRate && !m_run.past;
    setVisible(isShown);
    if (!isShown) {
        m_asked = m_askedOther = nullptr;
        m_samples = {};
        for (const Side& side : {m_here, m_there}) side.list->clear(), side.title->clear();
        return;
    }
    const auto &state = m_run.state, &other = m_fork.other()->state;
    if (!state || !other || state->trainer.step != other->trainer.step) return;
    if (state == m_asked && other == m_askedOther) return;
    m_asked = state;
    m_askedOther = other;
    ask();
}

void FutureSamples::ask() {
    m_work.ask(this, BackgroundWork::Pace::Spare,
               [this, state = m_asked, other = m_askedOther, count = m_count]() -> BackgroundWork::Finish {
                   const data::Dataset& samples = state->data->evaluation();
                   auto here = inspect::predict(state->network, samples, count);
                   auto there = inspect::predict(other->network, samples, count);
                   return [this, state, other, here = std::move(here), there = std::move(there)] {
                       const bool isOfThese = m_asked == state && m_askedOther == other;
                       if (isOfThese && m_fork.isOn() && m_run.data() == state->data.get())
                           showSamples(here, there);
                   };
               });
}

void FutureSamples::showSamples(const std::vector<inspect::Prediction>& here,
                                const std::vector<inspect::Prediction>& there) {
    m_samples = oneSided(here, there);
    const auto count = [](const auto& samples) { return countText(static_cast<long long>(samples.size())); };
    show(m_here, tr("Only this one gets right: %1").arg(count(m_samples.here)), m_samples.here, there);
    show(m_there, tr("Only that one gets right: %1").arg(count(m_samples.there)), m_samples.there, here);
}

void FutureSamples::show(const Side& side, const QString& title, const std::vector<std::size_t>& samples,
                         const std::vector<inspect::Prediction>& wrong) {
    side.title->setText(title);
    side.list->setAccessibleName(title);
    side.list->clear();
    const data::Dataset& dataset = m_run.data()->evaluation();
    const auto name = [&](int index) { return className(dataset, static_cast<std::size_t>(index)); };
    for (std::size_t i = 0; i < std::min(samples.size(), kMostListed); ++i) {
        const inspect::Prediction& mistake = wrong[samples[i]];
        auto* item = new QListWidgetItem(QIcon(m_thumbnail(dataset, samples[i])), name(mistake.label));
        item->setToolTip(tr("sample %1: %2, which the other one takes for %3")
                             .arg(samples[i])
                             .arg(name(mistake.label), name(mistake.predicted)));
        side.list->addItem(item);
    }
}

QStringList FutureSamples::titles() const {
    return {m_here.title->text(), m_there.title->text()};
}

} // namespace tristate::ui
