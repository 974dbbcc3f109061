#include "app/cli/outputs.h"

#include "core/base/error.h"

#include <system_error>

namespace tristate::cli {

namespace fs = std::filesystem;

void makeFolder(const std::string& option, const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Error(option + " " + folder.string() + ": the folder cannot be made: " + error.message());
}

void requireFolderOf(const std::string& option, const fs::path& file) {
    if (file.empty()) throw Error(option + " is empty, expected a file");
    const fs::path name = file.has_filename() ? file : file.parent_path(); // a folder may end in '/'
    const fs::path folder = name.has_parent_path() ? name.parent_path() : fs::path(".");
    if (!fs::is_directory(folder))
        throw Error(option + " " + file.string() + ": there is no folder " + folder.string());
}

} // namespace tristate::cli
