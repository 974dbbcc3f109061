#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace tristate::io {

/// Where the PATH has an executable of this name.
std::optional<std::filesystem::path> findProgram(const std::string& name);

struct ChildFiles {
    std::filesystem::path input = "/dev/null";
    std::filesystem::path output = "/dev/null";
    std::filesystem::path errors = "/dev/null";
};

/// Runs a program, without a shell, and waits for its end: its exit code, 128 + the signal that killed it, or
/// 127 when it could not be started. Any thread.
int runProgram(const std::vector<std::string>& command, const ChildFiles& files);

/// A new empty folder among the system's temporary files that is removed, with all it holds, at the end of
/// the scope, or, when the process was killed, by a later one that makes such a folder. Throws Error.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::filesystem::path operator/(const std::string& name) const { return m_path / name; }

private:
    std::filesystem::path m_path;
    int m_mark = -1; ///< shows others that it is in use
};

} // namespace tristate::io
