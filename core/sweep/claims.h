#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace tristate::sweep {

/// How a run is marked as taken.
enum class Locks {
    Flock,    ///< by a lock that the kernel lets go of when its worker dies
    Heartbeat ///< by a file whose content its worker keeps changing, where locks of several machines are not
              ///< dependable
};

/// Heartbeats on network file systems, flock elsewhere. `folder` exists.
Locks locksFor(const std::filesystem::path& folder);

/// A run that this worker has taken. Given back at the end of its life, as if it had not been started, unless
/// it was finished or the process died. One thread.
class Claim {
public:
    ~Claim();
    Claim(Claim&& other) noexcept;
    Claim& operator=(Claim&&) = delete;

    /// How often the run was taken and not given back, this time included: one more than the workers that
    /// died of it.
    int starts() const { return m_starts; }
    /// Shows that its worker lives; at most every few seconds something happens.
    void beat();
    /// The run has its result: nobody takes it any more.
    void finish();

private:
    friend class Claims;
    Claim(std::filesystem::path folder, Locks locks) : m_folder(std::move(folder)), m_locks(locks) {}
    bool isOurs() const; ///< nobody took us for dead
    void close();

    std::filesystem::path m_folder;
    Locks m_locks;
    int m_lock = -1;    ///< the lock or claim file
    int m_counter = -1; ///< a file with a byte for each start
    int m_starts = 0;
    std::string m_token; ///< heartbeats: who we are
    long m_beats = 0;
    std::chrono::steady_clock::time_point m_beaten;
    std::chrono::milliseconds m_every{};
};

struct Heartbeats {
    std::chrono::milliseconds every{std::chrono::seconds(15)};
    /// A claim that did not change for so long, by the clock of who looks, is of a dead worker. Taking the
    /// run of one who lives after all does no harm: both come to the same result.
    std::chrono::milliseconds dead{std::chrono::minutes(3)};
};

/// Takes runs for one worker. One thread.
class Claims {
public:
    explicit Claims(Locks locks, Heartbeats heartbeats = {}) : m_locks(locks), m_heartbeats(heartbeats) {}

    /// Takes the run in a folder, which is made if need be; nothing when somebody else has it. Throws Error
    /// when the folder cannot be written or locks do not work there.
    std::optional<Claim> take(const std::filesystem::path& folder);
    /// Whether somebody has it, without taking it.
    bool isTaken(const std::filesystem::path& folder);

private:
    std::optional<Claim> takeByLock(const std::filesystem::path& folder);
    std::optional<Claim> takeByHeartbeat(const std::filesystem::path& folder);
    bool isDead(const std::filesystem::path& file);

    struct Seen {
        std::string content;
        std::chrono::steady_clock::time_point since;
    };
    Locks m_locks;
    Heartbeats m_heartbeats;
    std::map<std::string, Seen> m_seen; ///< claims of others
};

} // namespace tristate::sweep
