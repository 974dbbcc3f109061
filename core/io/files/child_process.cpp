#include "core/io/files/child_process.h"

#include "core/base/error.h"
#include "core/io/files/left_over.h"
#include "core/messages/files.h"

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sstream>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

extern char** environ; // NOLINT: POSIX declares it nowhere

namespace tristate::io {

namespace {

/// Where the child's standard streams go.
class FileActions {
public:
    explicit FileActions(const ChildFiles& files) {
        ::posix_spawn_file_actions_init(&m_actions);
        ::posix_spawn_file_actions_addopen(&m_actions, STDIN_FILENO, files.input.c_str(), O_RDONLY, 0);
        addOutput(STDOUT_FILENO, files.output);
        addOutput(STDERR_FILENO, files.errors);
    }
    ~FileActions() { ::posix_spawn_file_actions_destroy(&m_actions); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    const posix_spawn_file_actions_t* get() const { return &m_actions; }

private:
    void addOutput(int stream, const std::filesystem::path& file) {
        ::posix_spawn_file_actions_addopen(&m_actions, stream, file.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                           0600);
    }

    posix_spawn_file_actions_t m_actions{};
};

constexpr int kNotStarted = 127; // as a shell says it

} // namespace

std::optional<std::filesystem::path> findProgram(const std::string& name) {
    const char* path = std::getenv("PATH");
    std::istringstream folders(path ? path : "");
    for (std::string folder; std::getline(folders, folder, ':');) {
        const std::filesystem::path file = std::filesystem::path(folder) / name;
        std::error_code error;
        if (std::filesystem::is_regular_file(file, error) && ::access(file.c_str(), X_OK) == 0) return file;
    }
    return std::nullopt;
}

int runProgram(const std::vector<std::string>& command, const ChildFiles& files) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const FileActions actions(files);
    pid_t child = 0;
    if (::posix_spawn(&child, arguments[0], actions.get(), nullptr, arguments.data(), environ) != 0)
        return kNotStarted;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return kNotStarted;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

namespace {

/// As mkdtemp makes them of tristate-XXXXXX.
bool isOurs(const std::string& name) {
    constexpr std::string_view kPrefix = "tristate-";
    constexpr std::size_t kRandomLetters = 6;
    return name.starts_with(kPrefix) && name.size() == kPrefix.size() + kRandomLetters &&
           std::all_of(name.begin() + kPrefix.size(), name.end(),
                       [](unsigned char c) { return std::isalnum(c); });
}

} // namespace

TemporaryFolder::TemporaryFolder() {
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    removeLeftOver(parent, isOurs);
    std::string pattern = (parent / "tristate-XXXXXX").string();
    if (error || !::mkdtemp(pattern.data())) throw Error(say::kCannotMakeTemporaryFolder, pattern);
    m_path = pattern;
    m_mark = ::open(pattern.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    markInUse(m_mark);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
    ::close(m_mark);
}

} // namespace tristate::io
