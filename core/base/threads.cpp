#include "core/base/threads.h"

#include "core/base/thread_team.h"

#include <algorithm>
#include <memory>
#include <thread>

#if defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace tristate {

namespace {

void runHere(std::span<const Phase> phases, Denormals denormals) {
    const DenormalScope scope(denormals);
    for (const Phase& phase : phases)
        for (int item = 0; item < phase.count; ++item) phase.body(item);
}

/// The team of the calling thread. It is kept from call to call, and belongs to the thread so that it takes
/// over its priority.
ThreadTeam& teamOf(int threads) {
    thread_local std::unique_ptr<ThreadTeam> team;
    thread_local int size = 0;
    if (size != threads) {
        team.reset();
        team = std::make_unique<ThreadTeam>(threads);
        size = threads;
    }
    return *team;
}

} // namespace

void runPhases(std::span<const Phase> phases, int threads, Denormals denormals) {
    const bool worthIt =
        std::any_of(phases.begin(), phases.end(), [](const Phase& phase) { return phase.count > 1; });
    if (threads <= 1 || !worthIt || ThreadTeam::isAtWork()) return runHere(phases, denormals);
    teamOf(threads).run(phases, denormals);
}

int threadCount(int requested) {
    return requested > 0 ? requested : std::max(1u, std::thread::hardware_concurrency());
}

void yieldToInteractiveThreads() {
#if defined(__linux__)
    constexpr int kNice = 10;
    // On Linux a nice value belongs to a thread, and threads inherit it from the one that starts them.
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kNice);
#endif
}

} // namespace tristate
