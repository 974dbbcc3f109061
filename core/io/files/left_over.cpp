#include "core/io/files/left_over.h"

#include <ctime>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace tristate::io {

namespace {

namespace fs = std::filesystem;

bool isInNobodysUse(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && status.st_uid == ::geteuid() &&
           (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode)) &&
           status.st_mtime + kLeftOverSeconds < ::time(nullptr) &&
           ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
}

} // namespace

void markInUse(int descriptor) {
    ::flock(descriptor, LOCK_SH);
}

void removeLeftOver(const fs::path& folder, const std::function<bool(const std::string&)>& isOurs) {
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        if (!isOurs(entry->path().filename().string())) continue;
        const int descriptor = ::open(entry->path().c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
        if (descriptor < 0) continue;
        std::error_code ignored;
        if (isInNobodysUse(descriptor)) fs::remove_all(entry->path(), ignored);
        ::close(descriptor);
    }
}

} // namespace tristate::io
