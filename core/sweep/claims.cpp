#include "core/sweep/claims.h"

#include "core/base/error.h"
#include "core/messages/files.h"
#include "core/messages/sweeps.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace tristate::sweep {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr const char* kLock = "lock";
constexpr const char* kClaim = "claim";
constexpr const char* kStarts = "starts";
constexpr mode_t kMode = 0666; // what the user's umask leaves of it

[[noreturn]] void fail(const MessageForm& form, const fs::path& file) {
    throw Error(form, file.string(), std::system_category().message(errno));
}

void makeFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Error(say::kCannotWrite, folder.string(), error.message());
}

std::string readSmall(const fs::path& file) {
    std::array<char, 256> text{};
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return {};
    const ssize_t size = ::read(descriptor, text.data(), text.size());
    ::close(descriptor);
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string();
}

/// Tells this claim from every other one, also of other machines.
std::string makeToken() {
    static int count = 0;
    std::array<char, 256> host{};
    ::gethostname(host.data(), 64);
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    return std::string(host.data()) + "-" + std::to_string(::getpid()) + "-" + std::to_string(now.tv_sec) +
           "." + std::to_string(now.tv_nsec) + "-" + std::to_string(++count);
}

/// The lock file is the one of that name still: who finishes a run removes it.
bool isStill(int descriptor, const fs::path& file) {
    struct stat held {
    }, named{};
    return ::fstat(descriptor, &held) == 0 && ::stat(file.c_str(), &named) == 0 &&
           held.st_ino == named.st_ino;
}

} // namespace

Locks locksFor(const fs::path& folder) {
    // statfs(2): NFS, SMB, CIFS, SMB2, FUSE (sshfs and others), AFS, Lustre, 9p, Coda.
    constexpr std::array<unsigned long, 9> kOverNetwork{
        0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x65735546, 0x5346414f, 0x0bd00bd0, 0x01021997, 0x73757245};
    struct statfs status {};
    if (::statfs(folder.c_str(), &status) != 0) return Locks::Flock;
    for (const unsigned long kind : kOverNetwork)
        if ((static_cast<unsigned long>(status.f_type) & 0xffffffffu) == kind) return Locks::Heartbeat;
    return Locks::Flock;
}

Claim::Claim(Claim&& other) noexcept
    : m_folder(std::move(other.m_folder)),
      m_locks(other.m_locks),
      m_lock(std::exchange(other.m_lock, -1)),
      m_counter(std::exchange(other.m_counter, -1)),
      m_starts(other.m_starts),
      m_token(std::move(other.m_token)),
      m_beats(other.m_beats),
      m_beaten(other.m_beaten),
      m_every(other.m_every) {}

void Claim::close() {
    if (m_counter >= 0 && m_counter != m_lock) ::close(m_counter);
    m_counter = -1;
    if (m_lock >= 0) ::close(std::exchange(m_lock, -1)); // lets go of the lock
}

bool Claim::isOurs() const {
    return m_locks == Locks::Flock || readSmall(m_folder / kClaim).starts_with(m_token + " ");
}

Claim::~Claim() {
    if (m_lock < 0) return;
    if (isOurs()) {
        if (::ftruncate(m_counter, m_starts - 1) != 0) {
        } // then it counts as a death
        if (m_locks == Locks::Heartbeat) ::unlink((m_folder / kClaim).c_str());
    }
    close();
}

void Claim::beat() {
    if (m_locks == Locks::Flock) return;
    const auto now = Clock::now();
    if (m_beats > 0 && now - m_beaten < m_every) return;
    m_beaten = now;
    const std::string text = m_token + " " + std::to_string(++m_beats) + "\n";
    if (::pwrite(m_lock, text.data(), text.size(), 0) < 0)
        return; // a full disk: others will take us for dead
    ::fdatasync(m_lock);
}

void Claim::finish() {
    if (m_locks == Locks::Flock) {
        ::unlink((m_folder / kLock).c_str());
    } else {
        ::unlink((m_folder / kStarts).c_str());
        if (isOurs()) ::unlink((m_folder / kClaim).c_str());
    }
    close();
}

std::optional<Claim> Claims::take(const fs::path& folder) {
    auto claim = m_locks == Locks::Flock ? takeByLock(folder) : takeByHeartbeat(folder);
    if (!claim) return claim;
    struct stat status {};
    if (::fstat(claim->m_counter, &status) == 0) claim->m_starts = static_cast<int>(status.st_size);
    ++claim->m_starts;
    if (::ftruncate(claim->m_counter, claim->m_starts) != 0) fail(say::kCannotWrite, folder);
    return claim;
}

std::optional<Claim> Claims::takeByLock(const fs::path& folder) {
    Claim claim(folder, Locks::Flock);
    const fs::path file = folder / kLock;
    int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
    if (descriptor < 0 && errno == ENOENT) {
        makeFolder(folder);
        descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
    }
    if (descriptor < 0) fail(say::kCannotWrite, file);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        const int reason = errno;
        ::close(descriptor);
        if (reason == EWOULDBLOCK || reason == EINTR) return std::nullopt;
        errno = reason;
        fail(say::kCannotLock, file);
    }
    if (!isStill(descriptor, file)) {
        ::close(descriptor);
        return std::nullopt;
    }
    claim.m_lock = claim.m_counter = descriptor;
    return claim;
}

std::optional<Claim> Claims::takeByHeartbeat(const fs::path& folder) {
    Claim claim(folder, Locks::Heartbeat);
    const fs::path file = folder / kClaim;
    constexpr int kNew = O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC;
    makeFolder(folder);
    int descriptor = ::open(file.c_str(), kNew, kMode);
    if (descriptor < 0 && errno == EEXIST) {
        if (!isDead(file)) return std::nullopt;
        // Of several who see the death, one renames it.
        const fs::path grave = folder / ("dead-" + makeToken());
        if (::rename(file.c_str(), grave.c_str()) != 0) return std::nullopt;
        ::unlink(grave.c_str());
        descriptor = ::open(file.c_str(), kNew, kMode);
        if (descriptor < 0 && errno == EEXIST) return std::nullopt;
    }
    if (descriptor < 0) fail(say::kCannotWrite, file);
    claim.m_lock = descriptor;
    claim.m_counter = ::open((folder / kStarts).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
    if (claim.m_counter < 0) {
        ::unlink(file.c_str());
        ::close(std::exchange(claim.m_lock, -1));
        fail(say::kCannotWrite, folder / kStarts);
    }
    claim.m_token = makeToken();
    claim.m_every = m_heartbeats.every;
    claim.beat();
    return claim;
}

bool Claims::isDead(const fs::path& file) {
    const std::string content = readSmall(file);
    const auto now = Clock::now();
    const auto [seen, isNew] = m_seen.try_emplace(file.string(), Seen{content, now});
    if (isNew || seen->second.content != content) {
        seen->second = {content, now};
        return false;
    }
    if (now - seen->second.since < m_heartbeats.dead) return false;
    m_seen.erase(seen);
    return true;
}

bool Claims::isTaken(const fs::path& folder) {
    if (m_locks == Locks::Heartbeat) {
        struct stat status {};
        return ::stat((folder / kClaim).c_str(), &status) == 0;
    }
    const int descriptor = ::open((folder / kLock).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    const bool isFree = ::flock(descriptor, LOCK_SH | LOCK_NB) == 0;
    ::close(descriptor);
    return !isFree;
}

} // namespace tristate::sweep
