#pragma once

#include <string>

namespace tristate::sweep {

/// Starts the workers of a sweep and keeps them going; what they do is between them and the folder. One
/// thread.
class Engine {
public:
    Engine() = default;
    virtual ~Engine() = default;
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    /// Looks after the workers: those that died are started again, some times. Does not wait. Throws Error.
    virtual void look() = 0;
    /// Workers are at work, or wait for a machine. When none is, nothing more will happen.
    virtual bool isWorking() const = 0;
    /// Lets go of the workers, for the reason that the program ends before the sweep does. Waits for those
    /// that end with it.
    virtual void stop() = 0;
    /// What a worker said before it gave up; empty when none did.
    virtual std::string complaint() const = 0;
};

} // namespace tristate::sweep
