#pragma once

#include "core/base/error.h"

namespace tristate::study {

/// Thrown out of long work when somebody wishes it to stop; what was finished before is kept.
class Interrupted : public Error {
public:
    using Error::Error;
};

} // namespace tristate::study
