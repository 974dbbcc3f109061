#include "app/cli/outputs.h"

#include "core/base/error.h"
#include "core/messages/studies.h"

#include <system_error>

namespace tristate::cli {

namespace fs = std::filesystem;

void makeFolder(const std::string& option, const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Error(say::kOutCannotBeMade, option, folder.string(), error.message());
}

void requireFolderOf(const std::string& option, const fs::path& file) {
    if (file.empty()) throw Error(say::kOutputEmpty, option);
    const fs::path name = file.has_filename() ? file : file.parent_path(); // a folder may end in '/'
    const fs::path folder = name.has_parent_path() ? name.parent_path() : fs::path(".");
    if (!fs::is_directory(folder))
        throw Error(say::kExportWithoutFolder, option, file.string(), folder.string());
}

} // namespace tristate::cli
