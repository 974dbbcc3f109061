#pragma once

#include "core/sweep/engine.h"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace tristate::sweep {

/// Workers as one Slurm job array, a task for each worker (not for each run: Slurm starts only a few tasks a
/// second). The script lies in FOLDER/slurm with its logs. The array goes on without this program; who
/// starts the same sweep again follows the array that is there. A worker that is stopped leaves with 75 and
/// the code is handed on, so that a cluster with RequeueExit=75,137 starts it again; an array that ended
/// before the sweep did is submitted again, at most three times. Throws Error when there is no sbatch or it
/// refuses.
class SlurmWorkers final : public Engine {
public:
    SlurmWorkers(std::vector<std::string> command, int count, const std::filesystem::path& sweep);

    void look() override;
    bool isWorking() const override { return m_isWorking; }
    /// The array stays: it is not this program's.
    void stop() override {}
    /// The last line of the first worker's log.
    std::string complaint() const override;

private:
    void submit();
    /// Tasks of the array that are waiting or running.
    bool isQueued() const;

    std::vector<std::string> m_command;
    int m_count;
    std::filesystem::path m_folder; ///< of script, logs, and the number of the job
    std::string m_job;
    int m_submissions = 0;
    bool m_isWorking = true;
    std::chrono::steady_clock::time_point m_looked;
};

/// The text of the batch script. Words are quoted for the shell.
std::string batchScript(const std::vector<std::string>& command, int count);

} // namespace tristate::sweep
