#pragma once

#include "core/sweep/folder.h"
#include "core/sweep/frontier.h"

#include <string>
#include <vector>

namespace tristate::sweep {

/// What others came to on the data of a sweep, to lie beside its runs in a picture.
struct Others {
    std::string name; ///< of a method, such as "taylor", or of the net that was published
    bool isPublished = false;
    std::vector<SizeAndError> dots; ///< parameters, and the error that the sweep shows
};

/// Where a table of baselines lies in the folder of a sweep.
inline constexpr const char* kBaselinesFile = "baselines.csv";

/// What is known of others: of the methods in the folder's table of baselines, but for the gates, which the
/// runs of the sweep have; and where the data are MNIST and nothing is kept for validation, what was
/// published of LeNet-5 for networks with maps, and else of LeNet-300-100. Throws Error when the table cannot
/// be read.
std::vector<Others> othersOf(const Folder& folder);

} // namespace tristate::sweep
