#pragma once

#include "core/base/threads.h"

#include <atomic>
#include <cstdint>
#include <exception>
#include <span>
#include <thread>
#include <vector>

namespace tristate {

/// A few threads that stay together from one call of runPhases to the next. Whoever starts the team is one of
/// them. Nobody waits for a thread, only for items: one that the system has put aside delays nothing but the
/// item it holds. A thread without work spins for a moment, because work usually comes soon, and then sleeps,
/// so that its core is free for the one the others wait for. One that wakes on the core of another of the
/// team, where the system puts it when the window or another program is on its own, looks for another core.
class ThreadTeam {
public:
    /// `threads` counts the caller. When the system has no more threads to give, the team stays smaller.
    explicit ThreadTeam(int threads);
    ~ThreadTeam();
    ThreadTeam(const ThreadTeam&) = delete;
    ThreadTeam& operator=(const ThreadTeam&) = delete;

    /// See runPhases. Only for the thread that made the team, and not from inside an item.
    void run(std::span<const Phase> phases, Denormals denormals);

    /// The calling thread is at work in a team.
    static bool isAtWork();

private:
    void workUntilQuit();
    bool takeItem();
    void runItem(int untaken);
    void startPhase(std::size_t index);
    void publish(std::uint32_t state);
    bool waitForNews(std::uint64_t ticket) const;
    bool sharesCore(std::size_t me);

    /// All there is to know about the work, in one number: the phase's number in the upper half; in the lower
    /// how many of its items nobody has taken, or that there is no job. Items are taken by counting down;
    /// whoever succeeds knows that the phase goes on until he is done.
    std::atomic<std::uint64_t> m_ticket;
    /// The phase's number again, for those who sleep until it changes. An int, as the kernel can wait for
    /// that one alone; who sleeps on a larger number is woken whenever any of several changes.
    std::atomic<int> m_news = 0;
    std::atomic<int> m_undone = 0; ///< items of the phase that are not finished
    std::atomic<bool> m_failed = false;
    std::atomic<bool> m_quit = false;

    std::vector<std::atomic<int>> m_cores; ///< where each thread was last seen; the owner first
    std::atomic<int> m_arrived = 0;        ///< helpers that have begun

    // Written between two phases, read by those who hold an item.
    std::span<const Phase> m_phases;
    Denormals m_denormals = Denormals::Kept;
    std::size_t m_phase = 0;
    std::exception_ptr m_failure;

    std::vector<std::thread> m_threads; ///< with OpenMP one, which opens the region of the others
};

} // namespace tristate
