#pragma once

#include "core/base/error.h"

#include <string>

namespace tristate::io {

/// The sentence of the Error that `call` throws, or "no error".
template <class Call>
std::string errorOf(Call call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

} // namespace tristate::io
