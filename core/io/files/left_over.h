#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace tristate::io {

// How what a killed process left is told from what a living one is working on: by a lock that the system
// lets go of with the process. Internal to core/io.

/// Marks an open file or folder as in use until its descriptor, and every copy of it, is closed.
void markInUse(int descriptor);

/// What is younger is never taken for left over: whoever made it may be about to mark it.
inline constexpr int kLeftOverSeconds = 60;

/// Removes what is in `folder`, of a name that `isOurs`, of this user, and in nobody's use. What cannot be
/// looked at or removed stays, without an error.
void removeLeftOver(const std::filesystem::path& folder,
                    const std::function<bool(const std::string&)>& isOurs);

} // namespace tristate::io
