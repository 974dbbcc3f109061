#include "app/cli/sweep_latency.h"

#include "core/io/export/latency.h"
#include "core/io/store/session_file.h"

#include <cmath>

namespace tristate::cli {

double LatencyOfRuns::of(const sweep::Result& result) {
    if (const double known = m_latencies.of(result.id); !std::isnan(known)) return known;
    const io::SavedSession saved = io::openSession(m_folder.sessionFile(result.id));
    const io::Latency measured =
        io::measureLatency(saved.checkpoint->network, saved.checkpoint->experiment.train.merge);
    m_latencies.set(result.id, measured.microseconds, measured.how);
    m_latencies.save();
    return measured.microseconds;
}

} // namespace tristate::cli
