#include "core/sweep/slurm_workers.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/child_process.h"
#include "core/messages/files.h"
#include "core/messages/sweeps.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace tristate::sweep {

namespace {

namespace fs = std::filesystem;

constexpr int kMostSubmissions = 4;
constexpr std::chrono::seconds kLookEvery{2};
constexpr const char* kJob = "job";

std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return text + "'";
}

/// As Slurm reads it back: a % begins a pattern there.
std::string withoutPatterns(const std::string& path) {
    std::string text;
    for (const char c : path) text += c == '%' ? std::string("%%") : std::string(1, c);
    return text;
}

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    return text;
}

struct Said {
    int code = 0;
    std::string output, errors;
};

/// Runs a program of Slurm. Throws Error when there is none.
Said run(const std::string& program, const std::vector<std::string>& arguments, const fs::path& folder) {
    const auto file = io::findProgram(program);
    if (!file) throw Error(say::kNoProgram, program);
    std::vector<std::string> command{file->string()};
    command.insert(command.end(), arguments.begin(), arguments.end());
    const io::ChildFiles files{.output = folder / (program + ".out"), .errors = folder / (program + ".err")};
    Said said;
    said.code = io::runProgram(command, files);
    said.output = trimmed(io::readWholeFile(files.output));
    said.errors = trimmed(io::readWholeFile(files.errors));
    return said;
}

} // namespace

std::string batchScript(const std::vector<std::string>& command, int count) {
    std::string worker;
    for (const std::string& word : command) worker += (worker.empty() ? "" : " ") + quoted(word);
    return "#!/bin/bash\n"
           "#SBATCH --job-name=tristate-sweep\n"
           "#SBATCH --array=0-" +
           std::to_string(count - 1) +
           "\n"
           "#SBATCH --ntasks=1\n"
           "#SBATCH --requeue\n"
           "#SBATCH --open-mode=append\n"
           "# The worker alone: whatever kills it leaves this script alive to hand on its exit code, which "
           "says\n"
           "# whether it is to be started again (75: it was stopped and has a checkpoint; 137: it was "
           "killed).\n" +
           "worker= stop=\n"
           "trap 'stop=1; [[ -z $worker ]] || kill -TERM $worker 2>/dev/null' TERM INT\n" +
           worker +
           " &\n"
           "worker=$!\n"
           "[[ -z $stop ]] || kill -TERM $worker\n"
           "wait $worker; code=$?\n"
           "while kill -0 $worker 2>/dev/null; do wait $worker; code=$?; done\n"
           "if ((${SLURM_RESTART_COUNT:-0} >= 3 && code == 137)); then exit 1; fi\n"
           "exit $code\n";
}

SlurmWorkers::SlurmWorkers(std::vector<std::string> command, int count, const fs::path& sweep)
    : m_command(std::move(command)), m_count(count), m_folder(fs::absolute(sweep) / "slurm") {
    if (!io::findProgram("sbatch")) throw Error(say::kNoProgram, "sbatch");
    std::error_code error;
    fs::create_directories(m_folder, error);
    if (error) throw Error(say::kCannotWrite, m_folder.string(), error.message());
    if (fs::exists(m_folder / kJob)) m_job = trimmed(io::readWholeFile(m_folder / kJob));
    if (m_job.empty() || !isQueued()) submit();
}

void SlurmWorkers::submit() {
    const fs::path script = m_folder / "worker.sh";
    io::writeAtomically(script, batchScript(m_command, m_count));
    // Not in the script, where a space would end it.
    const std::string output = "--output=" + withoutPatterns(m_folder.string()) + "/worker-%a.log";
    const Said said = run("sbatch", {"--parsable", output, script.string()}, m_folder);
    if (said.code != 0) throw Error(say::kProgramFailed, "sbatch", said.errors);
    m_job = said.output.substr(0, said.output.find(';')); // ";CLUSTER" may follow
    io::writeAtomically(m_folder / kJob, m_job + "\n");
    ++m_submissions;
    m_looked = std::chrono::steady_clock::now();
}

bool SlurmWorkers::isQueued() const {
    const Said said = run("squeue", {"--noheader", "--jobs=" + m_job, "--format=%T"}, m_folder);
    // A job that ended a while ago is "invalid"; any other failure is of the moment, and says nothing.
    if (said.code != 0) return said.errors.find("Invalid job id") == std::string::npos;
    return !said.output.empty();
}

std::string SlurmWorkers::complaint() const {
    const fs::path log = m_folder / "worker-0.log";
    if (!fs::exists(log)) return {};
    const std::string said = trimmed(io::readWholeFile(log));
    return said.substr(said.rfind('\n') + 1); // npos + 1 is 0
}

void SlurmWorkers::look() {
    const auto now = std::chrono::steady_clock::now();
    if (now - m_looked < kLookEvery) return;
    m_looked = now;
    if (isQueued()) return;
    if (m_submissions < kMostSubmissions)
        submit();
    else
        m_isWorking = false;
}

} // namespace tristate::sweep
