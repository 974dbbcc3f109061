#include "core/sweep/latencies.h"

#include "core/io/export/latency.h"
#include "core/io/files/atomic_file.h"
#include "core/io/files/object_reader.h"
#include "core/io/store/session_file.h"

#include <cmath>

namespace tristate::sweep {

namespace {

constexpr const char* kLatencyFormat = "tristate_latency";
constexpr int kLatencyVersion = 1;

} // namespace

Latencies::Latencies(const Folder& folder) : m_runs(folder), m_file(folder.path() / "latency.json") {
    if (!std::filesystem::exists(m_file)) return;
    const io::Json json = io::parseJson(io::readWholeFile(m_file), m_file.string());
    io::ObjectReader fields(json, m_file.string(), "");
    int version = 0;
    fields.require(kLatencyFormat);
    fields.read(kLatencyFormat, version);
    if (version != kLatencyVersion)
        fields.fail(kLatencyFormat, version, Message(say::kOneOf, kLatencyVersion));
    fields.read("how", m_how);
    const io::Json& times = fields.require("microseconds");
    io::ObjectReader runs(times, m_file.string(), "microseconds");
    for (const auto& [run, time] : times.items()) runs.read(run.c_str(), m_microseconds[run]);
    fields.done();
}

double Latencies::of(const std::string& run) const {
    const auto found = m_microseconds.find(run);
    return found == m_microseconds.end() ? Result::kNone : found->second;
}

double Latencies::measured(const std::string& run) {
    if (const double known = of(run); !std::isnan(known)) return known;
    const io::SavedSession saved = io::openSession(m_runs.sessionFile(run));
    const io::Latency latency =
        io::measureLatency(saved.checkpoint->network, saved.checkpoint->experiment.train.merge);
    set(run, latency.microseconds, latency.how);
    save();
    return latency.microseconds;
}

void Latencies::set(const std::string& run, double microseconds, const std::string& how) {
    m_microseconds[run] = microseconds;
    m_how = how;
}

void Latencies::fill(std::vector<Result>& results) const {
    for (Result& result : results) result.microseconds = of(result.id);
}

void Latencies::save() const {
    const io::Json json{{kLatencyFormat, kLatencyVersion}, {"how", m_how}, {"microseconds", m_microseconds}};
    io::writeAtomically(m_file, io::dumpJson(json, 2) + "\n");
}

} // namespace tristate::sweep
