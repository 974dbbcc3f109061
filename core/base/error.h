#pragma once

#include "core/base/message.h"

#include <memory>
#include <stdexcept>
#include <string>

namespace tristate {

/// The one exception of this project. Its message is one clear sentence for a person: what is wrong, which
/// thing it is (file, option, layer), what was expected and what was found; what() is that in English.
/// Whatever only a bug can cause is an assert.
class Error : public std::runtime_error {
public:
    explicit Error(Message message)
        : std::runtime_error(toText(message)),
          m_message(std::make_shared<const Message>(std::move(message))) {}
    template <class... Arguments>
    explicit Error(const MessageForm& form, Arguments&&... arguments)
        : Error(Message(form, std::forward<Arguments>(arguments)...)) {}
    /// Of words that have no form: of the system or of a library.
    explicit Error(const std::string& sentence);

    const Message& message() const { return *m_message; }

private:
    std::shared_ptr<const Message> m_message; ///< an exception is copied without throwing
};

/// Thrown out of long work when somebody wishes it to stop; what was finished before is kept.
class Interrupted : public Error {
public:
    using Error::Error;
};

} // namespace tristate
