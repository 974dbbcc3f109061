#include "core/base/threads.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>
#include <vector>

#if defined(__linux__)
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace tristate {

void runPhases(std::span<const Phase> phases, int threads) {
    std::exception_ptr failure;
    std::atomic_flag failed = ATOMIC_FLAG_INIT;
    std::atomic<bool> stop = false;
    // Taking the next free item evens out threads that the system interrupts; which thread runs an item is no
    // matter.
    std::vector<std::atomic<int>> nextItem(phases.size());

    const auto work = [&](std::size_t p) {
        const Phase& phase = phases[p];
        try {
            while (!stop.load(std::memory_order_relaxed)) {
                const int item = nextItem[p].fetch_add(1, std::memory_order_relaxed);
                if (item >= phase.count) break;
                phase.body(item);
            }
        } catch (...) {
            if (!failed.test_and_set()) failure = std::current_exception();
            stop = true;
        }
    };

#ifdef _OPENMP
#pragma omp parallel num_threads(threads) if (threads > 1)
    for (std::size_t p = 0; p < phases.size(); ++p) {
        work(p);
        if (p + 1 == phases.size()) continue; // the end of the region is a barrier, too
#pragma omp barrier
    }
#else
    (void)threads;
    for (std::size_t p = 0; p < phases.size(); ++p) work(p);
#endif
    if (failure) std::rethrow_exception(failure);
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
