#pragma once

#include <stdexcept>
#include <string>

namespace tristate {

/// The one exception of this project. Its text is one clear sentence for a person: what is wrong, which thing
/// it is (file, option, layer), what was expected and what was found. Whatever only a bug can cause is an
/// assert.
class Error : public std::runtime_error {
public:
    explicit Error(const std::string& sentence) : std::runtime_error(sentence) {}
};

/// Thrown out of long work when somebody wishes it to stop; what was finished before is kept.
class Interrupted : public Error {
public:
    using Error::Error;
};

} // namespace tristate
