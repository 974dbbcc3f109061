#include "core/io/sets/pasted_table.h"

#include "core/base/fnv1a.h"
#include "core/io/files/atomic_file.h"

#include <system_error>

namespace tristate::io {

std::string keepPastedTable(const std::string& text, const std::filesystem::path& folder) {
    Fnv1a hash;
    hash.add(text);
    std::error_code ignored; // writing says why
    std::filesystem::create_directories(folder, ignored);
    const std::filesystem::path file = folder / ("table-" + hash.hex() + ".csv");
    writeAtomically(file, text);
    return file.string();
}

} // namespace tristate::io
