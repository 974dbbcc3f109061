#pragma once

#include "core/base/thread_annotations.h"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace tristate {

/// A std::mutex that Clang can follow: members that it guards say so by TRISTATE_GUARDED_BY, functions that
/// need it held by TRISTATE_REQUIRES.
class TRISTATE_CAPABILITY("mutex") Mutex {
public:
    Mutex() = default;
    Mutex(const Mutex&) = delete;
    Mutex& operator=(const Mutex&) = delete;

    void lock() TRISTATE_ACQUIRE() { m_mutex.lock(); }
    void unlock() TRISTATE_RELEASE() { m_mutex.unlock(); }

private:
    friend class CondVar;
    std::mutex m_mutex;
};

/// Holds a mutex for a block.
class TRISTATE_SCOPED_CAPABILITY LockGuard {
public:
    explicit LockGuard(Mutex& mutex) TRISTATE_ACQUIRE(mutex) : m_mutex(mutex) { m_mutex.lock(); }
    ~LockGuard() TRISTATE_RELEASE() { m_mutex.unlock(); }
    LockGuard(const LockGuard&) = delete;
    LockGuard& operator=(const LockGuard&) = delete;

private:
    Mutex& m_mutex;
};

/// A condition variable for a Mutex. Waits return for no reason, too: wait in a loop around the condition,
/// which Clang then sees to be read under the mutex.
class CondVar {
public:
    void notifyAll() { m_condition.notify_all(); }

    void wait(Mutex& mutex) TRISTATE_REQUIRES(mutex) {
        std::unique_lock lock(mutex.m_mutex, std::adopt_lock);
        m_condition.wait(lock);
        lock.release(); // it stays held for the caller
    }

    /// False once the time has come.
    bool waitUntil(Mutex& mutex, std::chrono::steady_clock::time_point time) TRISTATE_REQUIRES(mutex) {
        std::unique_lock lock(mutex.m_mutex, std::adopt_lock);
        const auto status = m_condition.wait_until(lock, time);
        lock.release();
        return status == std::cv_status::no_timeout;
    }

private:
    std::condition_variable m_condition;
};

} // namespace tristate
