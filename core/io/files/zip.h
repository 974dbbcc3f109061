#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tristate::io {

/// Names and contents, in order.
using ZipEntries = std::vector<std::pair<std::string, std::string>>;

/// A ZIP archive (PKWARE APPNOTE 6.3.3, sections 4.3.7, 4.3.12, 4.3.16) that stores its files as they are:
/// weights hardly shrink. All times are 1980-01-01, so the bytes depend on the contents alone. Throws Error
/// beyond 4 GiB or 65,535 files.
std::string toZip(const ZipEntries& entries);

/// Reads such an archive. Throws Error naming `where` and what was expected: stored files, sizes and
/// checksums that fit; allocates no more than the bytes justify.
ZipEntries fromZip(const std::string& bytes, const std::string& where);

} // namespace tristate::io
