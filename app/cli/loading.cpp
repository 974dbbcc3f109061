#include "app/cli/loading.h"

#include "app/cli/foot.h"
#include "app/cli/interrupt.h"
#include "app/cli/text.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace tristate::cli {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLookEvery{50};
constexpr std::chrono::seconds kSilentFor{1};

/// Waits in steps until `isDone`; has the loading stopped when `guard` was interrupted.
void watch(const std::stop_token& isDone, const LoadProgress& progress, const InterruptGuard& guard,
           std::stop_source& stop) {
    const Foot foot;
    const auto begin = Clock::now();
    std::mutex mutex;
    std::condition_variable_any ended;
    std::unique_lock lock(mutex);
    while (!isDone.stop_requested()) {
        ended.wait_for(lock, isDone, kLookEvery, [] { return false; });
        if (guard.interrupted()) stop.request_stop();
        if (Clock::now() - begin > kSilentFor)
            foot.show(formatted("loading the data: %.0f %%", 100 * progress.fraction()));
    }
}

} // namespace

void showLoading(const InterruptGuard& guard, const std::function<void(LoadProgress&)>& load) {
    std::stop_source stop;
    LoadProgress progress(stop.get_token());
    const std::jthread watcher([&](const std::stop_token& isDone) { watch(isDone, progress, guard, stop); });
    try {
        load(progress);
    } catch (const Interrupted& stopped) {
        throw EndedBySignal(stopped.message(), guard.signal());
    }
}

data::Splits loadData(const data::DataSpec& spec, const InterruptGuard& guard) {
    data::Splits splits;
    showLoading(guard, [&](LoadProgress& progress) { splits = data::load(spec, progress); });
    return splits;
}

data::Splits loadData(const data::DataSpec& spec) {
    const InterruptGuard guard;
    return loadData(spec, guard);
}

} // namespace tristate::cli
