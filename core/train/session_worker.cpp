#include "core/train/session_worker.h"

#include "core/base/error.h"
#include "core/base/threads.h"

#include <chrono>
#include <exception>
#include <utility>

namespace tristate::train {

Session::Worker::Worker(Priority priority, Snapshots snapshots)
    : m_snapshots(snapshots), m_thread([this, priority] { loop(priority); }) {}

Session::Worker::~Worker() {
    {
        const std::lock_guard lock(m_mutex);
        m_requests.quit = true;
    }
    m_requested.notify_all();
    m_thread.join();
}

int Session::Worker::start(Start what, bool paused) {
    const std::lock_guard lock(m_mutex);
    m_requests.start = std::move(what);
    m_requests.live.reset();
    m_requests.edits.clear();
    m_requests.stop = false;
    m_stepsToGo = paused ? 0 : kForever;
    setState(RunState::Loading);
    m_requested.notify_all();
    return ++m_run;
}

void Session::Worker::goOn(std::int64_t steps) {
    const std::lock_guard lock(m_mutex);
    if (m_state != RunState::Paused && m_state != RunState::Loading) return;
    m_stepsToGo = steps;
    if (m_state == RunState::Paused) setState(RunState::Running);
    m_requested.notify_all();
}

void Session::Worker::pause() {
    const std::lock_guard lock(m_mutex);
    m_stepsToGo = 0;
    m_requested.notify_all();
}

void Session::Worker::resume() {
    goOn(kForever);
}
void Session::Worker::step(int minibatches) {
    goOn(minibatches);
}
void Session::Worker::stepEpoch() {
    goOn(kToEpochEnd);
}

void Session::Worker::stop() {
    const std::lock_guard lock(m_mutex);
    m_requests.start.reset();
    m_requests.stop = true;
    m_requested.notify_all();
}

void Session::Worker::setLive(const LiveSettings& live) {
    const std::lock_guard lock(m_mutex);
    m_requests.live = live;
    m_requested.notify_all();
}

void Session::Worker::editGate(const GateEdit& edit) {
    const std::lock_guard lock(m_mutex);
    m_requests.edits.push_back(edit);
    m_requested.notify_all();
}

std::future<std::shared_ptr<const Checkpoint>> Session::Worker::checkpoint() {
    const std::lock_guard lock(m_mutex);
    m_requests.checkpoints.emplace_back();
    auto future = m_requests.checkpoints.back().get_future();
    m_requested.notify_all();
    return future;
}

RunState Session::Worker::state() const {
    const std::lock_guard lock(m_mutex);
    return m_state;
}

int Session::Worker::run() const {
    const std::lock_guard lock(m_mutex);
    return m_run;
}

void Session::Worker::wait() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_state != RunState::Loading && m_state != RunState::Running; });
}

/// The mutex is held.
void Session::Worker::setState(RunState state) {
    m_state = state;
    m_changed.notify_all();
}

void Session::Worker::loop(Priority priority) {
    if (priority == Priority::BelowEventLoop) yieldToInteractiveThreads();
    for (;;) {
        Start start;
        {
            std::unique_lock lock(m_mutex);
            refuseCheckpoints();
            m_requested.wait(lock, [this] {
                return m_requests.start || m_requests.quit || m_requests.stop ||
                       !m_requests.checkpoints.empty();
            });
            if (m_requests.quit) return refuseCheckpoints();
            if (std::exchange(m_requests.stop, false)) setState(RunState::Idle);
            if (!m_requests.start) continue;
            start = std::move(*std::exchange(m_requests.start, std::nullopt));
            m_mailbox.beginRun(m_run);
        }
        execute(start);
    }
}

/// The mutex is held.
void Session::Worker::refuseCheckpoints() {
    if (m_requests.start && !m_requests.quit) return; // the run that is about to start answers them
    for (auto& promise : m_requests.checkpoints)
        promise.set_exception(std::make_exception_ptr(Error("there is no run to take a checkpoint of")));
    m_requests.checkpoints.clear();
}

void Session::Worker::execute(const Start& start) {
    std::string failure;
    try {
        Run run(begin(start), m_mailbox);
        if (m_snapshots == Snapshots::Mailed) run.mailSnapshots();
        train(run);
        return;
    } catch (const std::bad_alloc&) {
        failure = "There is not enough memory for this experiment.";
    } catch (const std::exception& e) {
        failure = e.what();
    }
    m_mailbox.put(Event{EventKind::Failed, 0, 0, failure, -1, {}});
    const std::lock_guard lock(m_mutex);
    if (!isOver()) setState(RunState::Failed);
}

std::shared_ptr<const Checkpoint> Session::Worker::begin(const Start& start) {
    const data::DataSpec& spec = start.from ? start.from->experiment.data : start.experiment->data;
    std::shared_ptr<const data::Splits> data = start.from ? start.from->data : nullptr;
    if (!data && m_lastData && spec == m_lastDataSpec) data = m_lastData;
    if (!data) data = std::make_shared<const data::Splits>(data::load(spec));
    m_lastData = data;
    m_lastDataSpec = spec;
    if (start.imported) return Run::freshFrom(start.imported, *start.experiment, data);
    if (!start.from) return Run::fresh(*start.experiment, data);
    auto from = std::make_shared<Checkpoint>(*start.from);
    from->data = data;
    return from;
}

void Session::Worker::train(Run& run) {
    {
        const std::lock_guard lock(m_mutex);
        if (!isOver()) setState(RunState::Running);
    }
    if (run.finished()) afterStep(run, true);
    while (serve(run)) afterStep(run, run.step());
}

bool Session::Worker::serve(Run& run) {
    std::unique_lock lock(m_mutex);
    bool edited = false;
    for (;;) {
        if (isOver()) {
            if (std::exchange(m_requests.stop, false)) setState(RunState::Idle);
            return false;
        }
        if (const auto live = std::exchange(m_requests.live, std::nullopt)) run.setLive(*live);
        for (const auto& edit : std::exchange(m_requests.edits, {})) {
            run.edit(edit);
            edited = true;
        }
        auto promises = std::exchange(m_requests.checkpoints, {});
        if (!promises.empty()) {
            lock.unlock();
            const auto copy = run.checkpoint();
            for (auto& promise : promises) promise.set_value(copy);
            lock.lock();
            continue; // requests may have come meanwhile
        }
        const bool atEnd = m_state == RunState::Finished;
        if (m_stepsToGo != 0 && !atEnd) break;
        if (m_state == RunState::Running) {
            run.flush();
            run.report(EventKind::Paused, "");
            setState(RunState::Paused);
        }
        if (std::exchange(edited, false)) run.reportEdits();
        m_requested.wait(lock, [&] {
            return isOver() || m_requests.live || !m_requests.edits.empty() ||
                   !m_requests.checkpoints.empty() || m_state == RunState::Running;
        });
    }
    if (m_stepsToGo == kToEpochEnd) m_stepsToGo = run.stepsToEpochEnd();
    if (m_stepsToGo > 0) --m_stepsToGo;
    return true;
}

void Session::Worker::afterStep(Run& run, bool healthy) {
    if (!healthy)
        run.report(EventKind::Diverged,
                   "The loss is no longer a number: training diverged. The state of the last "
                   "healthy epoch is back; a smaller learning rate may help.");
    const bool finished = run.finished();
    if (finished) {
        run.measureTest();
        run.flush();
        run.report(EventKind::Finished, "");
    }
    std::unique_lock lock(m_mutex);
    if (!healthy) m_stepsToGo = 0;
    if (finished && !isOver()) setState(RunState::Finished);
    const double pause = run.live().pauseSeconds;
    if (pause > 0 && !finished)
        m_requested.wait_for(lock, std::chrono::duration<double>(pause), [this] {
            return isOver() || m_stepsToGo == 0 || m_requests.live || !m_requests.edits.empty();
        });
}

} // namespace tristate::train
