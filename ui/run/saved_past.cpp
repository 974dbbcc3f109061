#include "ui/run/saved_past.h"

#include "core/train/snapshots.h"

#include <algorithm>
#include <utility>

namespace tristate::ui {

PastToSave pastToSave(const RunData& run, const Runs& runs, const RunData* other) {
    PastToSave past{.snapshots = run.snapshots, .runs = {}};
    const auto& left = runs.left();
    for (std::size_t i = left.size() - std::min(left.size(), PastToSave::kMaxRuns); i < left.size(); ++i)
        past.runs.push_back({left[i]->label, left[i]->history, left[i]->snapshots});
    if (other && !other->history.points().empty())
        past.runs.push_back({other->label, other->history, other->snapshots});
    return past;
}

io::SessionPast gather(const PastToSave& past, std::int64_t step) {
    io::SessionPast gathered;
    std::size_t bytes = 0;
    const auto fits = [&](const std::shared_ptr<const train::Checkpoint>& state) {
        if (state) bytes += io::bytesOf(*state);
        return state && bytes <= PastToSave::kMaxBytes;
    };
    for (const auto& run : past.runs) {
        auto last = run.snapshots->atOrBefore(run.history.points().back().step);
        if (fits(last))
            gathered.runs.push_back({run.label.name.toStdString(), run.label.parent.toStdString(),
                                     run.label.branchStep, std::move(last), run.history});
    }
    auto steps = past.snapshots ? past.snapshots->steps() : std::vector<std::int64_t>();
    std::erase_if(steps, [&](std::int64_t at) { return at >= step; });
    while (steps.size() > PastToSave::kMaxSnapshots)
        steps.erase(steps.begin() + static_cast<std::ptrdiff_t>(train::mostDispensable(steps)));
    for (const std::int64_t at : steps) {
        auto snapshot = past.snapshots->atOrBefore(at);
        if (!fits(snapshot)) break;
        if (snapshot->trainer.step == at) gathered.snapshots.push_back(std::move(snapshot));
    }
    return gathered;
}

void restore(const io::SessionPast& past, io::SnapshotStore& snapshots, Runs& runs,
             const std::function<std::shared_ptr<io::SnapshotStore>()>& makeStore) {
    for (const auto& snapshot : past.snapshots) snapshots.add(snapshot);
    for (const auto& saved : past.runs) {
        if (saved.history.points().empty()) continue;
        RunData run;
        run.label = runs.nextLabel();
        run.label.name = QString::fromStdString(saved.name);
        run.label.parent = QString::fromStdString(saved.parent);
        run.label.branchStep = saved.branchStep;
        run.experiment = saved.checkpoint->experiment;
        run.live = train::askedLive(*saved.checkpoint);
        run.history = saved.history;
        run.marks = marksOf(run.history);
        run.snapshots = makeStore();
        run.snapshots->add(saved.checkpoint);
        runs.leave(std::move(run));
    }
}

} // namespace tristate::ui
