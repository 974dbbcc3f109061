#include "ui/jobs/gate_questions.h"

#include "core/base/error.h"
#include "core/messages/files.h"
#include "core/train/replay.h"
#include "ui/jobs/kept_state.h"

#include <QElapsedTimer>

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {

constexpr int kToldEvery = 50; ///< milliseconds

std::shared_ptr<const train::Checkpoint> oldestState(const ReplayRequest& request) {
    const auto steps = request.snapshots->steps();
    if (steps.empty()) throw Error(say::kNoStateKept, request.step);
    return withData(keptState(request, steps.front()), request);
}

} // namespace

GateQuestions::GateQuestions(QObject* parent) : QObject(parent) {
    connect(&m_job, &Job::busyChanged, this, &GateQuestions::busyChanged);
    connect(&m_job, &Job::failed, this, &GateQuestions::failed);
}

train::ReplayProgress GateQuestions::tell(const Job::Progress& progress, std::int64_t from, std::int64_t to) {
    auto sinceTold = std::make_shared<QElapsedTimer>();
    sinceTold->start();
    return [this, &progress, from, to, sinceTold](std::int64_t step) {
        if (sinceTold->elapsed() < kToldEvery) return;
        sinceTold->restart();
        const double share =
            static_cast<double>(step - from) / static_cast<double>(std::max<std::int64_t>(1, to - from));
        progress.tell([this, share] { Q_EMIT progressed(share); });
    };
}

void GateQuestions::trace(const ReplayRequest& request, const train::GateRef& gate, Traced done) {
    m_job.start(this, [this, request, gate, done](const Job::Progress& progress) -> Job::Finish {
        const auto from = oldestState(request);
        auto trace = train::traceGate(*from, request.events, request.step, gate, progress.stop(),
                                      tell(progress, from->trainer.step, request.step));
        if (!trace) return {};
        return [done, answer = std::make_shared<const train::GateTrace>(std::move(*trace))] { done(answer); };
    });
}

void GateQuestions::hold(const ReplayRequest& request, std::shared_ptr<const train::GateTrace> trace,
                         Held done) {
    m_job.start(this,
                [this, request, trace = std::move(trace),
                 done = std::move(done)](const Job::Progress& progress) -> Job::Finish {
                    const std::int64_t closes = train::holdFrom(trace->ledger);
                    const auto kept = withData(keptState(request, closes), request);
                    const auto report = tell(progress, kept->trainer.step, request.step);
                    const auto before = train::replay(*kept, request.events, closes, progress.stop(), report);
                    if (!before) return {};
                    auto held = train::holdOpen(*before, trace->state, request.events, trace->ledger.gate,
                                                progress.stop(), report);
                    if (!held) return {};
                    return [done, answer = std::make_shared<const train::HeldGate>(std::move(*held))] {
                        done(answer);
                    };
                });
}

} // namespace tristate::ui
