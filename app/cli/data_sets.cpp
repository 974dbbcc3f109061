#include "app/cli/data_sets.h"

#include "app/cli/foot.h"
#include "app/cli/interrupt.h"
#include "app/cli/report.h"
#include "app/cli/text.h"
#include "core/io/sets/download.h"
#include "core/io/sets/known_sets.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <iostream>
#include <stop_token>

namespace tristate::cli {

namespace {

constexpr double kMega = 1e6;

std::filesystem::path folderFor(const io::KnownSet& set, const std::string& into) {
    return into.empty() ? io::userSetsFolder() / set.name : std::filesystem::path(into);
}

} // namespace

void listSets(const SetOptions& options) {
    for (const io::KnownSet& set : io::knownSets()) {
        const std::string source = io::installedAt(set);
        const auto bytes = set.bytes();
        if (options.json)
            printLine({{"set", set.name}, {"title", set.title}, {"bytes", bytes}, {"source", source}});
        else
            std::cout << formatted("%-14s %-18s ", set.name.c_str(), set.title.c_str())
                      << (source.empty() ? formatted("%.1f MB to load: tristate data --get %s",
                                                     static_cast<double>(bytes) / kMega, set.name.c_str())
                                         : source)
                      << '\n';
    }
}

void getSet(const SetOptions& options) {
    io::KnownSet set = io::requireSet(options.get);
    if (!options.mirror.empty())
        set.addresses = {options.mirror.ends_with('/') ? options.mirror : options.mirror + "/"};
    const InterruptGuard guard;
    std::stop_source stop;
    const Foot foot;
    std::string source;
    try {
        const auto tell = [&](std::uint64_t done, std::uint64_t total) {
            if (guard.interrupted()) stop.request_stop();
            foot.show(formatted("%s: %.1f of %.1f MB", set.title.c_str(), static_cast<double>(done) / kMega,
                                static_cast<double>(total) / kMega));
        };
        source = io::download(set, folderFor(set, options.into), tell, stop.get_token());
        foot.clear();
    } catch (const Interrupted& stopped) {
        foot.clear();
        throw EndedBySignal(stopped.message(), guard.signal());
    } catch (const Error&) {
        foot.clear();
        throw;
    }
    if (options.json)
        printLine({{"event", "done"}, {"set", set.name}, {"source", source}});
    else
        std::cout << source << '\n';
}

} // namespace tristate::cli
