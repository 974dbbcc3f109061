#include "core/base/thread_team.h"

#include "core/base/cores.h"

#include <chrono>
#include <system_error>
#include <utility>

namespace tristate {

namespace {

/// How long a thread spins for news: longer than the gap between two steps of a small net, much shorter than
/// the time slice of another program.
constexpr std::chrono::microseconds kPatience{100};

/// A thread looks for another core no more often: where other programs have it, looking is in vain.
constexpr std::chrono::milliseconds kBetweenMoves{5};

constexpr int kStateBits = 32;
constexpr std::uint32_t kNoJob = 1u << 31;

std::uint32_t stateOf(std::uint64_t ticket) {
    return static_cast<std::uint32_t>(ticket);
}
std::uint64_t numberOf(std::uint64_t ticket) {
    return ticket >> kStateBits;
}
int newsOf(std::uint64_t number) {
    return static_cast<int>(number & 0x7fffffff);
}
int untakenOf(std::uint64_t ticket) {
    return stateOf(ticket) == kNoJob ? 0 : static_cast<int>(stateOf(ticket));
}

thread_local bool t_atWork = false;

void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

} // namespace

ThreadTeam::ThreadTeam(int threads) : m_ticket(kNoJob), m_cores(static_cast<std::size_t>(threads)) {
    const int helpers = threads - 1;
    for (auto& core : m_cores) core = kNoCore;
    try {
#ifdef _OPENMP
        // One parallel region as long as the team lives, opened by a thread of its own. OpenMP makes the
        // threads and places them (OMP_PROC_BIND and its kin); its barriers would wait for threads.
        m_threads.emplace_back([this, helpers] {
#pragma omp parallel num_threads(helpers)
            workUntilQuit();
        });
#else
        for (int i = 0; i < helpers; ++i) m_threads.emplace_back([this] { workUntilQuit(); });
#endif
    } catch (const std::system_error&) {
        // fewer threads do the same work
    }
}

ThreadTeam::~ThreadTeam() {
    m_quit = true;
    publish(kNoJob);
    for (auto& thread : m_threads) thread.join();
}

void ThreadTeam::run(std::span<const Phase> phases, Denormals denormals) {
    m_phases = phases;
    m_denormals = denormals;
    m_failure = nullptr;
    m_failed = false;
    t_atWork = true;
    startPhase(0);
    for (;;) {
        const std::uint64_t ticket = m_ticket.load(std::memory_order_acquire);
        if (stateOf(ticket) == kNoJob) break;
        m_cores[0].store(currentCore(), std::memory_order_relaxed);
        if (!takeItem()) waitForNews(ticket);
    }
    t_atWork = false;
    if (m_failure) std::rethrow_exception(std::exchange(m_failure, nullptr));
}

bool ThreadTeam::isAtWork() {
    return t_atWork;
}

void ThreadTeam::workUntilQuit() {
    t_atWork = true;
    const auto me = static_cast<std::size_t>(m_arrived.fetch_add(1)) + 1;
    auto lastMove = std::chrono::steady_clock::now();
    for (;;) {
        const std::uint64_t ticket = m_ticket.load(std::memory_order_acquire);
        if (m_quit.load(std::memory_order_acquire)) return;
        if (takeItem()) continue;
        if (!waitForNews(ticket)) continue;
        if (const auto now = std::chrono::steady_clock::now();
            now - lastMove >= kBetweenMoves && sharesCore(me)) {
            leaveCore(currentCore());
            lastMove = now;
        }
    }
}

/// Notes where thread `me` is; true when another one of the team was last seen there.
bool ThreadTeam::sharesCore(std::size_t me) {
    const int core = currentCore();
    m_cores[me].store(core, std::memory_order_relaxed);
    for (std::size_t other = 0; other < m_cores.size(); ++other)
        if (other != me && core != kNoCore && m_cores[other].load(std::memory_order_relaxed) == core)
            return true;
    return false;
}

/// False when there is none to take.
bool ThreadTeam::takeItem() {
    std::uint64_t ticket = m_ticket.load(std::memory_order_acquire);
    while (untakenOf(ticket) > 0)
        if (m_ticket.compare_exchange_weak(ticket, ticket - 1, std::memory_order_acq_rel,
                                           std::memory_order_acquire)) {
            runItem(untakenOf(ticket));
            return true;
        }
    return false;
}

void ThreadTeam::runItem(int untaken) {
    const Phase& phase = m_phases[m_phase];
    if (!m_failed.load(std::memory_order_relaxed)) {
        try {
            const DenormalScope scope(m_denormals);
            phase.body(phase.count - untaken);
        } catch (...) {
            if (!m_failed.exchange(true)) m_failure = std::current_exception();
        }
    }
    if (m_undone.fetch_sub(1, std::memory_order_acq_rel) == 1) startPhase(m_phase + 1);
}

/// Begins the first phase from `index` on that has items, or ends the job. Called by whoever finished the
/// last item of the phase before, when no other thread holds one.
void ThreadTeam::startPhase(std::size_t index) {
    while (index < m_phases.size() && m_phases[index].count <= 0) ++index;
    if (index >= m_phases.size() || m_failed) return publish(kNoJob);
    m_phase = index;
    m_undone.store(m_phases[index].count, std::memory_order_relaxed);
    publish(static_cast<std::uint32_t>(m_phases[index].count));
}

/// Only one thread at a time has something to publish. From the moment of the store the others go on.
void ThreadTeam::publish(std::uint32_t state) {
    const std::uint64_t number = numberOf(m_ticket.load(std::memory_order_relaxed)) + 1;
    m_ticket.store(number << kStateBits | state, std::memory_order_release);
    m_news.store(newsOf(number), std::memory_order_release);
    m_news.notify_all();
}

/// Returns when the phase of `ticket` is over, or a little earlier; true when the thread slept meanwhile.
bool ThreadTeam::waitForNews(std::uint64_t ticket) const {
    const auto isNews = [&](std::uint64_t now) { return numberOf(now) != numberOf(ticket); };
    const auto until = std::chrono::steady_clock::now() + kPatience;
    do {
        for (int i = 0; i < 32; ++i) {
            if (isNews(m_ticket.load(std::memory_order_acquire))) return false;
            relax();
        }
    } while (std::chrono::steady_clock::now() < until);
    m_news.wait(newsOf(numberOf(ticket)), std::memory_order_acquire);
    return true;
}

} // namespace tristate
