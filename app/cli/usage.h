#pragma once

#include "core/base/error.h"

namespace tristate::cli {

/// What the words of the command are to blame for, and no file and no machine: exit code 2.
struct UsageError : Error {
    using Error::Error;
};

/// Whatever `action` throws is the fault of the command's words.
template <class Action>
auto blamingTheCommand(Action action) {
    try {
        return action();
    } catch (const Error& error) {
        throw UsageError(error.message());
    }
}

} // namespace tristate::cli
