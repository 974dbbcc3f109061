#include "core/io/sets/known_sets.h"

#include "core/base/error.h"
#include "core/io/files/object_reader.h"
#include "core/io/sets/embedded_sets.h"
#include "core/messages/sets.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <numeric>
#include <sstream>
#include <system_error>

namespace tristate::io {

namespace {

namespace fs = std::filesystem;

SetFile fileFromJson(const Json& json, const std::string& where) {
    SetFile file;
    ObjectReader reader(json, where, "files");
    reader.read("name", file.name);
    reader.read("bytes", file.bytes);
    reader.read("sha256", file.sha256);
    reader.done();
    const bool isHex = file.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (file.sha256.size() != 64 || !isHex) throw Error(where + ": '" + file.name + "' has no SHA-256");
    if (file.name.empty() || file.name.front() == '.' || file.name.find('/') != std::string::npos)
        throw Error(where + ": '" + file.name + "' is no name of a file");
    return file;
}

std::string variable(const char* name, const std::string& otherwise) {
    const char* value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nothing here changes it
    return value && *value ? value : otherwise;
}

bool holdsAll(const KnownSet& set, const fs::path& folder,
              const std::function<bool(const fs::path&, const SetFile&)>& isOne) {
    return std::all_of(set.files.begin(), set.files.end(),
                       [&](const SetFile& file) { return isOne(folder / file.name, file); });
}

/// A package may have packed it anew.
bool isThere(const fs::path& path, const SetFile&) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored);
}

/// What somebody put into the own folder may have been cut off; download() looks closer.
bool isThereInFull(const fs::path& path, const SetFile& file) {
    std::error_code problem;
    return isThere(path, file) && fs::file_size(path, problem) == file.bytes && !problem;
}

} // namespace

std::uint64_t KnownSet::bytes() const {
    return std::accumulate(files.begin(), files.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const SetFile& file) { return sum + file.bytes; });
}

std::vector<KnownSet> setsFromJson(std::string_view text, const std::string& where) {
    std::vector<KnownSet> sets;
    for (const Json& json : parseJson(text, where)) {
        KnownSet set;
        ObjectReader reader(json, where, "");
        reader.read("name", set.name);
        reader.read("title", set.title);
        for (const Json& address : reader.require("addresses"))
            set.addresses.push_back(address.get<std::string>());
        for (const Json& file : reader.require("files")) set.files.push_back(fileFromJson(file, where));
        reader.done();
        if (set.name.empty() || set.addresses.empty() || set.files.empty())
            throw Error(where + ": the set '" + set.name + "' has no name, address or file");
        sets.push_back(std::move(set));
    }
    return sets;
}

const std::vector<KnownSet>& knownSets() {
    static const std::vector<KnownSet> sets = setsFromJson(embeddedSets().front().text, "sets.json");
    return sets;
}

const KnownSet& requireSet(const std::string& name) {
    std::string names;
    for (const KnownSet& set : knownSets()) {
        if (set.name == name) return set;
        names += (names.empty() ? "" : ", ") + set.name;
    }
    throw Error(say::kUnknownSet, name, names);
}

fs::path userSetsFolder() {
    const fs::path home = variable("HOME", ".");
    return fs::path(variable("XDG_DATA_HOME", (home / ".local/share").string())) / "tristate-lab" / "sets";
}

std::string sourceIn(const KnownSet& set, const fs::path& folder) {
    return (set.files.size() == 1 ? folder / set.files.front().name : folder).string();
}

std::string installedAt(const KnownSet& set, const fs::path& userFolder) {
    if (holdsAll(set, userFolder / set.name, isThereInFull)) return sourceIn(set, userFolder / set.name);
    std::vector<fs::path> folders;
    std::istringstream places(variable("XDG_DATA_DIRS", "/usr/local/share:/usr/share"));
    for (std::string place; std::getline(places, place, ':');)
        folders.push_back(fs::path(place) / "datasets" / set.name);
    folders.push_back(fs::path("/usr/share/datasets") / set.name); // whatever the variable leaves out
    for (const fs::path& folder : folders)
        if (holdsAll(set, folder, isThere)) return sourceIn(set, folder);
    return {};
}

} // namespace tristate::io
