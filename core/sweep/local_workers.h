#pragma once

#include "core/sweep/engine.h"

#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace tristate::sweep {

/// Exit code of a worker that was asked to stop and left a checkpoint (EX_TEMPFAIL of sysexits.h).
inline constexpr int kExitStopped = 75;

/// The command that starts a worker for the sweep in a folder: `program` is the path of tristate.
std::vector<std::string> workerCommand(const std::filesystem::path& program,
                                       const std::filesystem::path& folder);
/// The same, of one that ends with this process.
std::vector<std::string> childWorkerCommand(const std::filesystem::path& program,
                                            const std::filesystem::path& folder);

/// Worker processes on this machine: the crash of one is not the end of the others. One that dies is started
/// again, at most three times; one that says what is wrong is not.
class LocalWorkers final : public Engine {
public:
    /// Starts so many of this command at once. Throws Error when the program cannot be started.
    LocalWorkers(std::vector<std::string> command, int count);
    /// Stops those that are left.
    ~LocalWorkers() override;

    void look() override;
    bool isWorking() const override;
    /// Asks them all to stop, and waits for it.
    void stop() override;
    std::string complaint() const override { return m_complaint; }

    /// The processes that are at work.
    std::vector<pid_t> processes() const;

private:
    struct Slot {
        pid_t process = 0; ///< 0: none
        int errors = -1;   ///< a file in memory for what it says
        int restarts = 0;
    };
    void start(Slot& slot);
    void ended(Slot& slot, int status);

    std::vector<std::string> m_command;
    std::vector<Slot> m_slots;
    bool m_isStopping = false;
    std::string m_complaint;
};

} // namespace tristate::sweep
