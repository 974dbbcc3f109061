#include "core/sweep/local_workers.h"

#include "core/base/error.h"
#include "core/messages/sweeps.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>
#include <utility>

extern char** environ; // NOLINT: POSIX declares it nowhere

namespace tristate::sweep {

namespace {

constexpr int kMostRestarts = 3;
constexpr int kFailed = 1, kUsage = 2; ///< exit codes of a worker that says what is wrong

/// What is in the file, from its beginning.
std::string contentOf(int file) {
    std::string content;
    std::array<char, 4096> part{};
    for (ssize_t size = 0;
         (size = ::pread(file, part.data(), part.size(), static_cast<off_t>(content.size()))) > 0;)
        content.append(part.data(), static_cast<std::size_t>(size));
    return content;
}

/// The sentence of a program that said "NAME: SENTENCE".
std::string sentenceOf(std::string said) {
    while (!said.empty() && said.back() == '\n') said.pop_back();
    said.erase(0, said.rfind('\n') + 1); // npos + 1 is 0
    const std::string name = "tristate: ";
    return said.starts_with(name) ? said.substr(name.size()) : said;
}

} // namespace

std::vector<std::string> workerCommand(const std::filesystem::path& program,
                                       const std::filesystem::path& folder) {
    return {program.string(), "sweep", "--worker", std::filesystem::absolute(folder).string()};
}

std::vector<std::string> childWorkerCommand(const std::filesystem::path& program,
                                            const std::filesystem::path& folder) {
    std::vector<std::string> command = workerCommand(program, folder);
    command.insert(command.end(), {"--parent", std::to_string(::getpid())});
    return command;
}

LocalWorkers::LocalWorkers(std::vector<std::string> command, int count)
    : m_command(std::move(command)), m_slots(static_cast<std::size_t>(count)) {
    try {
        for (Slot& slot : m_slots) start(slot);
    } catch (...) {
        stop();
        throw;
    }
}

LocalWorkers::~LocalWorkers() {
    stop();
    for (const Slot& slot : m_slots)
        if (slot.errors >= 0) ::close(slot.errors);
}

void LocalWorkers::start(Slot& slot) {
    if (slot.errors >= 0) ::close(slot.errors);
    slot.errors = ::memfd_create("errors", MFD_CLOEXEC);
    std::vector<char*> arguments;
    for (std::string& word : m_command) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    if (slot.errors >= 0) ::posix_spawn_file_actions_adddup2(&actions, slot.errors, STDERR_FILENO);
    const int problem =
        ::posix_spawn(&slot.process, arguments[0], &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    if (problem == 0) return;
    slot.process = 0;
    throw Error(say::kWorkerNotStarted, std::system_category().message(problem));
}

void LocalWorkers::ended(Slot& slot, int status) {
    slot.process = 0;
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == 0 || m_isStopping) return;
    if (code == kFailed || code == kUsage) {
        if (m_complaint.empty()) m_complaint = sentenceOf(contentOf(slot.errors));
    } else if (slot.restarts++ < kMostRestarts) {
        start(slot);
    }
}

void LocalWorkers::look() {
    for (Slot& slot : m_slots) {
        int status = 0;
        if (slot.process != 0 && ::waitpid(slot.process, &status, WNOHANG) == slot.process)
            ended(slot, status);
    }
}

bool LocalWorkers::isWorking() const {
    return std::any_of(m_slots.begin(), m_slots.end(), [](const Slot& slot) { return slot.process != 0; });
}

void LocalWorkers::stop() {
    m_isStopping = true;
    for (const Slot& slot : m_slots)
        if (slot.process != 0) ::kill(slot.process, SIGTERM);
    for (Slot& slot : m_slots) {
        if (slot.process == 0) continue;
        int status = 0;
        while (::waitpid(slot.process, &status, 0) < 0 && errno == EINTR) {
        }
        ended(slot, status);
    }
}

std::vector<pid_t> LocalWorkers::processes() const {
    std::vector<pid_t> processes;
    for (const Slot& slot : m_slots)
        if (slot.process != 0) processes.push_back(slot.process);
    return processes;
}

} // namespace tristate::sweep
