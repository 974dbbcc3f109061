#include "core/io/files/atomic_file.h"

#include "core/base/error.h"
#include "core/io/files/left_over.h"
#include "core/messages/files.h"

#include <atomic>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tristate::io {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const MessageForm& form, const fs::path& file, const MessageArgument& reason) {
    throw Error(form, file.string(), reason);
}

std::string systemReason(int error) {
    return std::system_category().message(error);
}

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor() {
        if (m_fd >= 0) ::close(m_fd);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return m_fd; }

private:
    int m_fd;
};

/// Short, so that there is room for it wherever there is room for the file's own name.
constexpr const char* kStagedPrefix = ".tristate-";

bool isStagedName(const std::string& name) {
    const std::string_view prefix = kStagedPrefix;
    if (!name.starts_with(prefix)) return false;
    const std::string_view numbers = std::string_view(name).substr(prefix.size());
    const std::size_t dash = numbers.find('-');
    const auto isNumber = [](std::string_view text) {
        return !text.empty() && text.find_first_not_of("0123456789") == text.npos;
    };
    return dash != numbers.npos && isNumber(numbers.substr(0, dash)) && isNumber(numbers.substr(dash + 1));
}

/// A new file in the folder of the one to be replaced, gone again unless it took that one's place. Where the
/// system can, it has no name until it is complete, so that even a killed process leaves nothing behind,
/// unless it dies between the name and the replacement: then the next save finds that the file is in nobody's
/// use. Functions return whether they succeeded, with errno otherwise.
class StagedFile {
public:
    explicit StagedFile(fs::path folder) : m_folder(std::move(folder)) {}
    ~StagedFile() {
        if (!m_name.empty()) ::unlink(m_name.c_str());
        for (const int descriptor : {m_fd, m_mark})
            if (descriptor >= 0) ::close(descriptor);
    }
    StagedFile(const StagedFile&) = delete;
    StagedFile& operator=(const StagedFile&) = delete;

    bool open() {
        if (!openUnnamed() && !openNamed()) return false;
        m_mark = ::fcntl(m_fd, F_DUPFD_CLOEXEC, 0);
        markInUse(m_mark);
        return true;
    }
    int descriptor() const { return m_fd; }

    bool replace(const fs::path& target) {
        if (m_name.empty() && !giveName()) return false;
        // Some file systems report a full disk only on closing.
        if (::close(std::exchange(m_fd, -1)) != 0) return false;
        if (::rename(m_name.c_str(), target.c_str()) != 0) return false;
        m_name.clear();
        return true;
    }

private:
    static constexpr mode_t kMode = 0666; // what the user's umask leaves of it

    bool openUnnamed() {
#ifdef O_TMPFILE
        if (::access("/proc/self/fd", X_OK) == 0)
            m_fd = ::open(m_folder.c_str(), O_WRONLY | O_TMPFILE | O_CLOEXEC, kMode);
#endif
        return m_fd >= 0;
    }

    bool openNamed() {
        do { // a name may be left from a process that had our number before
            m_name = newName();
            m_fd = ::open(m_name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, kMode);
        } while (m_fd < 0 && errno == EEXIST);
        if (m_fd < 0) m_name.clear();
        return m_fd >= 0;
    }

    bool giveName() {
        const std::string self = "/proc/self/fd/" + std::to_string(m_fd);
        int result = 0;
        do {
            m_name = newName();
            result = ::linkat(AT_FDCWD, self.c_str(), AT_FDCWD, m_name.c_str(), AT_SYMLINK_FOLLOW);
        } while (result != 0 && errno == EEXIST);
        if (result != 0) m_name.clear();
        return result == 0;
    }

    fs::path newName() const {
        static std::atomic<unsigned> counter = 0;
        return m_folder / (kStagedPrefix + std::to_string(::getpid()) + "-" + std::to_string(++counter));
    }

    fs::path m_folder;
    fs::path m_name;
    int m_fd = -1;
    int m_mark = -1; ///< a copy of it that shows others that the file is in use, until it has its place
};

bool writeAll(int fd, std::string_view content) {
    while (!content.empty()) {
        const ssize_t written = ::write(fd, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        content.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// Makes a rename in `folder` last.
bool flushFolder(const fs::path& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Other errors only say that this file system cannot flush a folder.
    return descriptor.get() < 0 || ::fsync(descriptor.get()) == 0 || errno != EIO;
}

/// The file that a chain of symbolic links stands for, so that a save keeps the links.
fs::path behindLinks(const fs::path& file) {
    std::error_code error;
    if (!fs::is_symlink(file, error)) return file;
    const fs::path target = fs::canonical(file, error);
    return error ? file : target;
}

} // namespace

void writeAtomically(const std::filesystem::path& file, std::string_view content) {
    const fs::path target = behindLinks(file);
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    struct stat old {};
    const bool exists = ::stat(target.c_str(), &old) == 0;
    if (exists && S_ISDIR(old.st_mode)) fail(say::kCannotWrite, file, systemReason(EISDIR));
    if (exists && !S_ISREG(old.st_mode)) fail(say::kCannotWrite, file, Message(say::kIsNotRegular));

    removeLeftOver(folder, isStagedName);
    StagedFile staged(folder);
    if (!staged.open())
        fail(say::kCannotWrite, file, Message(say::kInFolder, folder.string(), systemReason(errno)));
    const bool replaced = writeAll(staged.descriptor(), content) &&
                          (!exists || ::fchmod(staged.descriptor(), old.st_mode & 07777) == 0) &&
                          ::fsync(staged.descriptor()) == 0 && staged.replace(target) && flushFolder(folder);
    if (!replaced) fail(say::kCannotWrite, file, systemReason(errno));
}

std::string readWholeFile(const std::filesystem::path& file) {
    // Not to be held up by a pipe without a writer.
    const Descriptor descriptor(::open(file.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
    if (descriptor.get() < 0) fail(say::kCannotRead, file, systemReason(errno));
    struct stat status {};
    if (::fstat(descriptor.get(), &status) != 0) fail(say::kCannotRead, file, systemReason(errno));
    if (S_ISDIR(status.st_mode)) fail(say::kCannotRead, file, systemReason(EISDIR));
    if (!S_ISREG(status.st_mode)) fail(say::kCannotRead, file, Message(say::kIsNotRegular));

    std::string content(static_cast<std::size_t>(status.st_size), '\0');
    std::size_t filled = 0;
    while (filled < content.size()) {
        const ssize_t count = ::read(descriptor.get(), content.data() + filled, content.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail(say::kCannotRead, file, systemReason(errno));
        if (count == 0) break; // it has become shorter meanwhile
        filled += static_cast<std::size_t>(count);
    }
    content.resize(filled);
    return content;
}

} // namespace tristate::io
