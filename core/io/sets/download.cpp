#include "core/io/sets/download.h"

#include "core/base/error.h"
#include "core/io/sets/sha256.h"
#include "core/messages/sets.h"

#include <cerrno>
#include <cstdio>
#include <curl/curl.h>
#include <fcntl.h>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <sys/file.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tristate::io {

namespace {

namespace fs = std::filesystem;

struct FileCloser {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
struct CurlCloser {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
using CurlPtr = std::unique_ptr<CURL, CurlCloser>;

std::string reasonOf(int error) {
    return std::generic_category().message(error);
}

/// One file on its way: what the callbacks of the transfer know. They must not throw, so what goes wrong is
/// kept.
struct Transfer {
    const KnownSet& set;
    const SetFile& file;
    fs::path part;
    std::uint64_t before = 0; ///< bytes of the files that are there already
    const DownloadProgress& progress;
    const std::stop_token& stop;

    CURL* handle = nullptr;
    std::unique_ptr<std::FILE, FileCloser> out{};
    std::uint64_t there = 0; ///< bytes of the part
    bool hasBegun = false;
    std::optional<Message> problem{};
    std::optional<int> writeError{}; ///< of the system
};

/// A server that does not know ranges sends all of it: then the part begins anew.
bool begin(Transfer& transfer) {
    long code = 0;
    curl_easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &code);
    const bool goesOn = code == 206 && transfer.there > 0;
    if (code != 200 && code != 206) {
        transfer.problem = Message(say::kServerAnswers, code);
        return false;
    }
    if (!goesOn) transfer.there = 0;
    transfer.out.reset(std::fopen(transfer.part.c_str(), goesOn ? "ab" : "wb"));
    if (!transfer.out) transfer.writeError = errno;
    transfer.hasBegun = true;
    return transfer.out != nullptr;
}

std::size_t takeBytes(char* bytes, std::size_t, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    if (!transfer.hasBegun && !begin(transfer)) return 0;
    if (transfer.there + count > transfer.file.bytes) {
        transfer.problem = Message(say::kTooManyBytes, transfer.file.bytes);
        return 0;
    }
    errno = 0;
    const std::size_t written = std::fwrite(bytes, 1, count, transfer.out.get());
    transfer.there += written;
    if (written < count || std::fflush(transfer.out.get()) != 0) {
        transfer.writeError = errno;
        return 0;
    }
    return count;
}

int tellProgress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    const auto& transfer = *static_cast<Transfer*>(user);
    if (transfer.progress) transfer.progress(transfer.before + transfer.there, transfer.set.bytes());
    return transfer.stop.stop_requested() ? 1 : 0;
}

void setOptions(CURL* handle, Transfer& transfer, const std::string& address) {
    constexpr long kConnectSeconds = 20, kSilentSeconds = 60;
    curl_easy_setopt(handle, CURLOPT_URL, address.c_str());
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L); // several threads
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
    curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, takeBytes);
    curl_easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(handle, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, tellProgress);
    curl_easy_setopt(handle, CURLOPT_XFERINFODATA, &transfer);
    const std::string range = std::to_string(transfer.there) + "-"; // libcurl keeps a copy
    if (transfer.there > 0) curl_easy_setopt(handle, CURLOPT_RANGE, range.c_str());
}

/// What is wrong with the transfer from one address; nothing when the part is whole. Throws Interrupted, and
/// Error when the part cannot be written.
std::optional<Message> transferFrom(const std::string& address, Transfer& transfer) {
    const CurlPtr handle(curl_easy_init());
    if (!handle) throw std::bad_alloc();
    transfer.handle = handle.get();
    transfer.hasBegun = false;
    transfer.problem.reset();
    setOptions(handle.get(), transfer, address);
    const CURLcode code = curl_easy_perform(handle.get());
    if (code == CURLE_OK && !transfer.hasBegun && !transfer.problem) begin(transfer); // without a body
    transfer.handle = nullptr;
    transfer.out.reset();
    if (transfer.stop.stop_requested()) throw Interrupted(say::kLoadingStopped, transfer.set.title);
    if (transfer.writeError)
        throw Error(say::kCannotKeep, transfer.part.string(), reasonOf(*transfer.writeError));
    if (transfer.problem) return Message(say::kFromAddress, *transfer.problem, address);
    if (code != CURLE_OK && code != CURLE_PARTIAL_FILE)
        return Message(say::kFromAddress, curl_easy_strerror(code), address);
    if (transfer.there < transfer.file.bytes)
        return Message(say::kFromAddress, Message(say::kTooFewBytes, transfer.there, transfer.file.bytes),
                       address);
    return std::nullopt;
}

/// A name must not stand for less than was written, whatever happens to the machine.
void flushToDisk(const fs::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    ::fsync(file);
    ::close(file);
}

/// Nothing when the file is there, with its name.
std::optional<Message> load(Transfer& transfer, const std::string& address, const fs::path& file) {
    std::error_code problem;
    const std::uintmax_t begun = fs::file_size(transfer.part, problem);
    transfer.there = problem ? 0 : begun;
    if (transfer.there > transfer.file.bytes) transfer.there = 0;
    if (transfer.there < transfer.file.bytes)
        if (auto wrong = transferFrom(address + transfer.file.name, transfer)) return wrong;
    if (sha256Of(transfer.part) != transfer.file.sha256) {
        fs::remove(transfer.part, problem);
        return Message(say::kFromAddress, Message(say::kOtherChecksum), address + transfer.file.name);
    }
    flushToDisk(transfer.part);
    fs::rename(transfer.part, file, problem);
    if (problem) throw Error(say::kCannotKeep, file.string(), problem.message());
    flushToDisk(file.parent_path());
    return std::nullopt;
}

/// Whatever put it there.
bool isWhole(const fs::path& path, const SetFile& file) {
    std::error_code problem;
    return fs::is_regular_file(path, problem) && fs::file_size(path, problem) == file.bytes &&
           sha256Of(path) == file.sha256;
}

/// Only one process at a time loads into a folder: two would write into one part.
class FolderLock {
public:
    FolderLock(const KnownSet& set, const fs::path& folder)
        : m_file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        if (m_file < 0) throw Error(say::kCannotKeep, folder.string(), reasonOf(errno));
        if (::flock(m_file, LOCK_EX | LOCK_NB) == 0) return;
        ::close(m_file);
        throw Error(say::kBeingLoaded, set.title);
    }
    ~FolderLock() { ::close(m_file); }
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_file;
};

std::string namesOf(const KnownSet& set) {
    std::string names;
    for (const SetFile& file : set.files) names += (names.empty() ? "" : ", ") + file.name;
    return names;
}

} // namespace

std::string download(const KnownSet& set, const fs::path& folder, const DownloadProgress& progress,
                     const std::stop_token& stop) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem) throw Error(say::kCannotKeep, folder.string(), problem.message());
    const FolderLock lock(set, folder);
    std::uint64_t before = 0;
    for (const SetFile& file : set.files) {
        const fs::path target = folder / file.name;
        const bool isThere = isWhole(target, file);
        std::optional<Message> wrong;
        Transfer transfer{set, file, fs::path(target) += ".part", before, progress, stop};
        for (std::size_t a = 0; !isThere && a < set.addresses.size() && (a == 0 || wrong); ++a) {
            if (stop.stop_requested()) throw Interrupted(say::kLoadingStopped, set.title);
            wrong = load(transfer, set.addresses[a], target);
        }
        if (wrong) throw Error(say::kSetNotLoaded, set.title, *wrong, namesOf(set), folder.string());
        before += file.bytes;
        if (progress) progress(before, set.bytes());
    }
    return sourceIn(set, folder);
}

} // namespace tristate::io
