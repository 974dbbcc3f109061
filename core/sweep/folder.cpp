#include "core/sweep/folder.h"

#include "core/base/error.h"
#include "core/data/data_source.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/object_reader.h"
#include "core/messages/sweeps.h"

#include <algorithm>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace tristate::sweep {

namespace {

namespace fs = std::filesystem;
using io::Json;

constexpr const char *kFile = "sweep.json", *kRuns = "runs";
constexpr const char* kFormat = "tristate_sweep";
constexpr int kFormatVersion = 1;

std::vector<std::string> sourcesOf(const Plan& plan) {
    const auto axis = std::find_if(plan.axes.begin(), plan.axes.end(),
                                   [](const Axis& of) { return of.path == "data.source"; });
    if (axis == plan.axes.end()) return {plan.base.data.source};
    std::vector<std::string> sources;
    for (const Value& value : axis->values) sources.push_back(std::get<std::string>(value));
    return sources;
}

bool isThere(const fs::path& file) {
    struct stat status {};
    return ::stat(file.c_str(), &status) == 0;
}

/// A folder that is there, and empty but for what a killed process may have left half made.
void makeEmpty(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) throw Error(say::kCannotWrite, folder.string(), error.message());
    for (const auto& entry : fs::directory_iterator(folder))
        if (!entry.path().filename().string().starts_with(".tristate-"))
            throw Error(say::kFolderNotEmpty, folder.string());
}

} // namespace

Folder Folder::begin(const fs::path& folder, const Plan& plan, const std::string& version,
                     std::optional<Locks> locks) {
    validate(plan);
    if (isThere(folder / kFile)) {
        Folder found(folder);
        if (toJson(found.m_plan) != toJson(plan)) throw Error(say::kOtherSweep, folder.string());
        found.requireVersion(version);
        return found;
    }
    makeEmpty(folder);
    Folder begun;
    begun.m_folder = folder;
    begun.m_plan = plan;
    begun.m_version = version;
    static_cast<RunStore&>(begun) = RunStore(folder / kRuns, locks.value_or(locksFor(folder)));
    for (const std::string& source : sourcesOf(plan)) {
        data::DataSpec spec = plan.base.data;
        spec.source = source;
        begun.m_data[source] = data::fingerprint(data::load(spec));
    }
    io::writeAtomically(folder / kFile, begun.text());
    return begun;
}

std::string Folder::text() const {
    const Json json{{kFormat, kFormatVersion},
                    {"version", m_version},
                    {"locks", locks() == Locks::Flock ? "flock" : "heartbeat"},
                    {"data", m_data},
                    {"sweep", toJson(m_plan)}};
    return io::dumpJson(json, 2) + "\n";
}

Folder::Folder(fs::path folder) : Folder() {
    m_folder = std::move(folder);
    const fs::path file = m_folder / kFile;
    if (!isThere(file)) throw Error(say::kNoSweep, m_folder.string());
    const Json json = io::parseJson(io::readWholeFile(file), file.string());
    io::ObjectReader fields(json, file.string(), "");
    int format = 0;
    for (const char* key : {kFormat, "version", "locks"}) fields.require(key);
    fields.read(kFormat, format);
    if (format != kFormatVersion) fields.fail(kFormat, format, Message(say::kOneOf, kFormatVersion));
    fields.read("version", m_version);
    Locks locks = Locks::Flock;
    fields.read("locks", locks, {{Locks::Flock, "flock"}, {Locks::Heartbeat, "heartbeat"}});
    static_cast<RunStore&>(*this) = RunStore(m_folder / kRuns, locks);
    const Json& data = fields.require("data");
    io::ObjectReader digests(data, file.string(), "data");
    for (const auto& [source, digest] : data.items()) digests.read(source.c_str(), m_data[source]);
    m_plan = planFromJson(fields.require("sweep"), file.string());
    fields.done();
}

void Folder::requireVersion(const std::string& version) const {
    if (version != m_version) throw Error(say::kOtherVersion, m_folder.string(), m_version, version);
}

void Folder::requireData(const std::string& source, const data::Splits& ofBase) const {
    const auto known = m_data.find(source);
    if (known == m_data.end() || known->second != data::fingerprint(ofBase))
        throw Error(say::kOtherData, source, m_folder.string());
}

bool Folder::hasData(std::string_view fingerprint) const {
    return std::any_of(m_data.begin(), m_data.end(),
                       [fingerprint](const auto& known) { return known.second == fingerprint; });
}

} // namespace tristate::sweep
