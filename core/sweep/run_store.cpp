#include "core/sweep/run_store.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/messages/common.h"
#include "core/messages/sweeps.h"

#include <system_error>

namespace tristate::sweep {

namespace {

namespace fs = std::filesystem;

constexpr const char* kResult = "result.json";

bool isFile(const fs::path& file) {
    std::error_code ignored;
    return fs::exists(file, ignored);
}

} // namespace

fs::path RunStore::sessionFile(const std::string& id) const {
    return runFolder(id) / "session.tristate";
}

fs::path RunStore::resultFile(const std::string& id) const {
    return runFolder(id) / kResult;
}

bool RunStore::hasResult(const std::string& id) const {
    return isFile(resultFile(id));
}

Result RunStore::result(const std::string& id) const {
    const fs::path file = resultFile(id);
    Result result = resultFromText(io::readWholeFile(file), file.string());
    if (result.id == id) return result;
    throw Error(say::kOfThing, file.string(), Message(say::kResultOfOtherRun, result.id));
}

void RunStore::publish(const Result& result) const {
    io::writeAtomically(resultFile(result.id), toText(result));
}

std::optional<Result> RunStore::resultOrPutAside(const std::string& id, Message& told) const {
    try {
        return result(id);
    } catch (const Error& error) {
        if (!isFile(resultFile(id))) throw;
        fs::rename(resultFile(id), runFolder(id) / "result.damaged.json");
        told = Message(say::kResultDamaged, error.message());
        return std::nullopt;
    }
}

} // namespace tristate::sweep
