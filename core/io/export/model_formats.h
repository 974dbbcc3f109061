#pragma once

#include "core/io/export/export_proof.h"
#include "core/io/formats/metadata.h"

#include <string>

namespace tristate::io {

/// A file format that holds one network.
struct ModelFormat {
    const char* name;
    const char* extension;
    /// The content of a file. `prefix`: of the names that a source shows to others. Throws Error.
    std::string (*write)(const nn::PlainNetwork& network, const Metadata& metadata,
                         const std::string& prefix);
    /// Reads the content back by code of its own. `network` is the one that was written, for its sizes, and
    /// where nothing can read the format here. Throws Error.
    ExportedRunner (*read)(const std::string& bytes, const nn::PlainNetwork& network,
                           const std::string& prefix);
    /// The content of the header file beside a source; null of other formats.
    std::string (*writeHeader)(const nn::PlainNetwork& network, const Metadata& metadata,
                               const std::string& prefix) = nullptr;
};

/// By its extension, in lower case with the point; null when there is none.
const ModelFormat* findModelFormat(const std::string& extension);

} // namespace tristate::io
