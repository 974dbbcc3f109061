#include "core/train/session_worker.h"

#include "core/base/error.h"
#include "core/base/threads.h"
#include "core/messages/common.h"
#include "core/messages/runs.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace tristate::train {

Session::Worker::Worker(Priority priority, Snapshots snapshots, std::shared_ptr<Observer> observer)
    : m_snapshots(snapshots),
      m_observer(std::move(observer)),
      m_thread([this, priority] { loop(priority); }) {}

Session::Worker::~Worker() {
    {
        const LockGuard lock(m_mutex);
        m_requests.quit = true;
        m_stopLoading.request_stop();
    }
    m_requested.notifyAll();
    m_thread.join();
}

int Session::Worker::start(Start what, bool paused) {
    std::optional<Start> next = std::move(what); // the one it replaces is dropped with the mutex free
    std::vector<GateEdit> edits;
    const LockGuard lock(m_mutex);
    m_requests.start.swap(next);
    m_stopLoading.request_stop();
    m_loading = nullptr;
    m_requests.live.reset();
    m_requests.edits.swap(edits);
    m_requests.keep.reset();
    m_requests.fork.reset();
    m_requests.stop = false;
    m_stepsToGo = paused ? 0 : kForever;
    setState(RunState::Loading);
    m_requested.notifyAll();
    return m_run = ++m_lastNumber;
}

void Session::Worker::goOn(std::int64_t steps) {
    const LockGuard lock(m_mutex);
    if (m_state != RunState::Paused && m_state != RunState::Loading) return;
    m_stepsToGo = steps;
    if (m_state == RunState::Paused) setState(RunState::Running);
    m_requested.notifyAll();
}

void Session::Worker::pause() {
    const LockGuard lock(m_mutex);
    m_stepsToGo = 0;
    m_requested.notifyAll();
}

void Session::Worker::stop() {
    std::optional<Start> dropped;
    const LockGuard lock(m_mutex);
    m_requests.start.swap(dropped);
    m_requests.stop = true;
    m_stopLoading.request_stop();
    m_requested.notifyAll();
}

void Session::Worker::setLive(const LiveSettings& live) {
    const LockGuard lock(m_mutex);
    m_requests.live = live;
    m_requested.notifyAll();
}

void Session::Worker::editGate(const GateEdit& edit) {
    const LockGuard lock(m_mutex);
    m_requests.edits.push_back(edit);
    m_requested.notifyAll();
}

int Session::Worker::fork(const Difference& difference) {
    const LockGuard lock(m_mutex);
    m_requests.fork = Fork{++m_lastNumber, difference};
    m_requested.notifyAll();
    return m_lastNumber;
}

void Session::Worker::keep(Future kept) {
    const LockGuard lock(m_mutex);
    m_requests.keep = kept;
    m_requests.fork.reset();
    m_requested.notifyAll();
}

Mailbox& Session::Worker::mailbox(Future of) {
    const LockGuard lock(m_mutex);
    return m_mailboxes[of == Future::First ? m_first : 1 - m_first];
}

std::future<std::shared_ptr<const Checkpoint>> Session::Worker::checkpoint() {
    CheckpointPromise promise;
    auto future = promise.get_future();
    const LockGuard lock(m_mutex);
    m_requests.checkpoints.push_back(std::move(promise));
    m_requested.notifyAll();
    return future;
}

RunState Session::Worker::state() const {
    const LockGuard lock(m_mutex);
    return m_state;
}

double Session::Worker::fractionLoaded() const {
    const LockGuard lock(m_mutex);
    return m_loading ? m_loading->fraction() : 0;
}

int Session::Worker::run() const {
    const LockGuard lock(m_mutex);
    return m_run;
}

void Session::Worker::wait() {
    const LockGuard lock(m_mutex);
    while (m_state == RunState::Loading || m_state == RunState::Running) m_changed.wait(m_mutex);
}

void Session::Worker::setState(RunState state) {
    m_state = state;
    m_changed.notifyAll();
}

/// Unless the run was ended meanwhile: its state is that of the next one already.
void Session::Worker::setStateOfRun(RunState state) {
    const LockGuard lock(m_mutex);
    if (!isOver()) setState(state);
}

bool Session::Worker::hasEnded() const {
    const LockGuard lock(m_mutex);
    return isOver();
}

/// The same of a pause that the run itself wants.
void Session::Worker::pauseRun() {
    const LockGuard lock(m_mutex);
    if (!isOver()) m_stepsToGo = 0;
}

void Session::Worker::loop(Priority priority) {
    if (priority == Priority::BelowEventLoop) yieldToInteractiveThreads();
    while (const auto start = nextStart()) execute(*start);
}

std::optional<Session::Worker::Start> Session::Worker::nextStart() {
    for (;;) {
        std::optional<Start> start;
        CheckpointPromises refused;
        bool quit = false;
        {
            const LockGuard lock(m_mutex);
            while (!isOver() && m_requests.checkpoints.empty()) m_requested.wait(m_mutex);
            quit = m_requests.quit;
            if (std::exchange(m_requests.stop, false)) setState(RunState::Idle);
            m_requests.start.swap(start);
            if (start && !quit)
                m_mailboxes[m_first].beginRun(m_run); // and the run answers the checkpoints
            else
                m_requests.checkpoints.swap(refused);
        }
        for (auto& promise : refused) promise.set_exception(std::make_exception_ptr(Error(say::kNoRun)));
        if (quit) return std::nullopt;
        if (start) return start;
    }
}

void Session::Worker::execute(const Start& start) {
    Message failure;
    m_whyPaused = {};
    try {
        Futures run(begin(start), mailbox(Future::First),
                    {.observer = m_observer.get(), .snapshots = m_snapshots == Snapshots::Mailed});
        train(run);
        return;
    } catch (const std::bad_alloc&) {
        failure = Message(say::kNoMemory);
    } catch (const Error& error) {
        failure = error.message();
    } catch (const std::exception& error) {
        failure = Message(say::kVerbatim, error.what());
    }
    if (hasEnded()) return; // as loading its data does, too, when it is to end
    mailbox(Future::First).put(Event{.kind = EventKind::Failed, .message = std::move(failure)});
    setStateOfRun(RunState::Failed);
}

/// Throws Interrupted when the run is over before it began.
std::shared_ptr<const data::Splits> Session::Worker::load(const data::DataSpec& spec) {
    std::stop_source stop;
    const auto progress = std::make_shared<LoadProgress>(stop.get_token());
    {
        const LockGuard lock(m_mutex);
        if (isOver()) stop.request_stop();
        m_stopLoading = stop;
        m_loading = progress;
    }
    return std::make_shared<const data::Splits>(data::load(spec, *progress));
}

std::shared_ptr<const Checkpoint> Session::Worker::begin(const Start& start) {
    const data::DataSpec& spec = start.from ? start.from->experiment.data : start.experiment->data;
    std::shared_ptr<const data::Splits> data = start.data;
    if (!data && start.from) data = start.from->data;
    if (!data && m_lastData && spec == m_lastDataSpec) data = m_lastData;
    if (!data) data = load(spec);
    m_lastData = data;
    m_lastDataSpec = spec;
    if (start.imported) return freshCheckpointFrom(start.imported, *start.experiment, data);
    if (!start.from) return freshCheckpoint(*start.experiment, data);
    auto from = std::make_shared<Checkpoint>(*start.from);
    from->data = data;
    return from;
}

void Session::Worker::train(Futures& run) {
    setStateOfRun(RunState::Running);
    if (run.finished()) afterStep(run, true, Clock::now());
    while (serve(run)) {
        const auto begin = Clock::now();
        afterStep(run, run.step(), begin);
    }
}

bool Session::Worker::serve(Futures& run) {
    for (;;) {
        Orders orders = takeOrders(run.stepsToEpochEnd());
        if (!orders.empty()) {
            carryOut(std::move(orders), run);
            continue; // requests may have come meanwhile
        }
        switch (orders.then) {
        case Orders::Then::Leave:
            return false;
        case Orders::Then::Train:
            return true;
        case Orders::Then::Pause:
            run.flush();
            run.report(EventKind::Paused, std::exchange(m_whyPaused, {}));
            setStateOfRun(RunState::Paused);
            break;
        case Orders::Then::Wait:
            waitForRequests();
            break;
        }
    }
}

Session::Worker::Orders Session::Worker::takeOrders(std::int64_t stepsToEpochEnd) {
    Orders orders;
    const LockGuard lock(m_mutex);
    if (isOver()) {
        if (std::exchange(m_requests.stop, false)) setState(RunState::Idle);
        orders.then = Orders::Then::Leave;
        return orders;
    }
    orders.live = std::exchange(m_requests.live, std::nullopt);
    orders.edits.swap(m_requests.edits);
    orders.keep = std::exchange(m_requests.keep, std::nullopt);
    orders.fork.swap(m_requests.fork);
    orders.checkpoints.swap(m_requests.checkpoints);
    if (orders.empty()) orders.then = whatThen(stepsToEpochEnd);
    orders.rests = rests();
    return orders;
}

Session::Worker::Orders::Then Session::Worker::whatThen(std::int64_t stepsToEpochEnd) {
    if (rests()) return m_state == RunState::Running ? Orders::Then::Pause : Orders::Then::Wait;
    if (m_stepsToGo == kToEpochEnd) m_stepsToGo = stepsToEpochEnd;
    if (m_stepsToGo > 0) --m_stepsToGo;
    return Orders::Then::Train;
}

void Session::Worker::carryOut(Orders orders, Futures& run) {
    if (orders.live) run.setLive(*orders.live);
    for (const auto& edit : orders.edits) run.edit(edit);
    if (!orders.edits.empty() && orders.rests) run.reportEdits(); // no minibatch will
    if (orders.keep) goOnAlone(*orders.keep, run);
    if (orders.fork) begin(*orders.fork, run);
    if (orders.checkpoints.empty()) return;
    const auto copy = run.checkpoint();
    for (auto& promise : orders.checkpoints) promise.set_value(copy);
}

void Session::Worker::begin(const Fork& fork, Futures& run) {
    run.keep(Future::First);
    Mailbox& second = mailbox(Future::Second);
    second.beginRun(fork.run);
    m_secondRun = fork.run;
    run.fork(fork.difference, second);
}

void Session::Worker::goOnAlone(Future kept, Futures& run) {
    if (!run.isForked()) return;
    run.keep(kept);
    if (kept == Future::Second) {
        const LockGuard lock(m_mutex);
        m_first = 1 - m_first;
        if (!m_requests.start) m_run = m_secondRun;
    }
    mailbox(Future::Second).beginRun(0); // nobody asks for what the dropped one left
}

void Session::Worker::waitForRequests() {
    const LockGuard lock(m_mutex);
    while (!isOver() && asksForNothing() && m_requests.checkpoints.empty() && m_state != RunState::Running)
        m_requested.wait(m_mutex);
}

void Session::Worker::afterStep(Futures& run, bool healthy, Clock::time_point begin) {
    const bool finished = run.finished();
    if (finished) {
        run.measureTest();
        run.flush();
        run.report(EventKind::Finished);
    }
    const bool standsStill = healthy && !finished && run.takeStandstill();
    if (standsStill) m_whyPaused = Message(say::kNothingChanges, Watch::kWindows * Watch::kWindowEpochs);
    if (!healthy || standsStill) pauseRun();
    if (finished) setStateOfRun(RunState::Finished);
    if (!finished && run.rest() > 0) rest(run.rest(), begin);
}

/// Slow motion; whatever is asked for ends it. A minibatch that began later than it was to, as the system was
/// busy, is followed by a shorter rest: the pace is that of the run, not of the machine.
void Session::Worker::rest(double seconds, Clock::time_point begin) {
    constexpr Clock::duration kMostLate = std::chrono::milliseconds(50);
    const auto late = std::clamp(begin - m_next, Clock::duration::zero(), kMostLate);
    m_next = Clock::now() - late +
             std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    const LockGuard lock(m_mutex);
    while (!isOver() && m_stepsToGo != 0 && asksForNothing())
        if (!m_requested.waitUntil(m_mutex, m_next)) return;
}

} // namespace tristate::train
