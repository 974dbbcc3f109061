#pragma once

#include "core/base/error.h"
#include "core/data/data_source.h"

#include <string>

namespace tristate::data {

/// The sentence of the Error that loading throws; empty when it throws none.
inline std::string problemOf(const DataSpec& spec) {
    try {
        load(spec);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace tristate::data
