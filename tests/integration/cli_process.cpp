#include "tests/integration/cli_process.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

namespace tristate::cli {

namespace {

/// A shell command whose standard output is read here line by line.
class Pipe {
public:
    explicit Pipe(const std::string& command) : m_pipe(popen(command.c_str(), "r")) {
        if (!m_pipe) throw std::runtime_error("cannot start: " + command);
    }
    ~Pipe() {
        if (m_pipe) pclose(m_pipe);
    }
    Pipe(const Pipe&) = delete;
    Pipe& operator=(const Pipe&) = delete;

    /// The next line with its line end; empty at the end.
    std::string line() {
        std::string text;
        for (int c = 0; (c = std::fgetc(m_pipe)) != EOF;) {
            text += static_cast<char>(c);
            if (c == '\n') break;
        }
        return text;
    }

    std::string rest() {
        std::string text;
        for (std::string next; !(next = line()).empty();) text += next;
        return text;
    }

    int close() {
        const int status = pclose(m_pipe);
        m_pipe = nullptr;
        return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }

private:
    std::FILE* m_pipe;
};

/// A file for standard error, gone with this.
class ErrorFile {
public:
    ErrorFile() : m_path(std::filesystem::temp_directory_path() / ("cli_test_" + std::to_string(getpid()))) {}
    ~ErrorFile() { std::filesystem::remove(m_path); }
    ErrorFile(const ErrorFile&) = delete;
    ErrorFile& operator=(const ErrorFile&) = delete;

    std::string redirection() const { return " 2>'" + m_path.string() + "'"; }
    std::string content() const {
        std::ifstream file(m_path);
        return {std::istreambuf_iterator<char>(file), {}};
    }

private:
    std::filesystem::path m_path;
};

} // namespace

std::vector<std::string> Outcome::lines() const {
    std::vector<std::string> result;
    std::istringstream stream(out);
    for (std::string line; std::getline(stream, line);) result.push_back(line);
    return result;
}

std::vector<nlohmann::json> Outcome::jsonLines() const {
    std::vector<nlohmann::json> result;
    for (const std::string& line : lines()) result.push_back(nlohmann::json::parse(line));
    return result;
}

nlohmann::json Outcome::done() const {
    const auto all = jsonLines();
    if (all.empty()) throw std::runtime_error("nothing on standard output; standard error: " + err);
    return all.back();
}

Outcome run(const std::string& arguments) {
    const ErrorFile errors;
    Pipe pipe("'" TRISTATE_CLI "' " + arguments + errors.redirection());
    Outcome outcome;
    outcome.out = pipe.rest();
    outcome.exitCode = pipe.close();
    outcome.err = errors.content();
    return outcome;
}

Outcome runAndInterrupt(const std::string& arguments, int signal, int count) {
    const ErrorFile errors;
    // The shell tells its process id and then becomes the program.
    Pipe pipe("echo $$; exec '" TRISTATE_CLI "' " + arguments + errors.redirection());
    const pid_t id = std::stoi(pipe.line());
    Outcome outcome;
    outcome.out = pipe.line();
    for (int i = 0; i < count && !outcome.out.empty(); ++i) {
        kill(id, signal);
        usleep(2000); // two that are pending at once are delivered as one
    }
    outcome.out += pipe.rest();
    outcome.exitCode = pipe.close();
    outcome.err = errors.content();
    return outcome;
}

} // namespace tristate::cli
