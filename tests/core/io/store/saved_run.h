#pragma once

#include "core/io/files/atomic_file.h"
#include "core/io/store/session_file.h"
#include "core/messages/common.h"
#include "core/messages/runs.h"
#include "tests/core/io/error_of.h"
#include "tests/core/io/small_run.h"
#include "tests/support/temp_dir.h"

#include <gtest/gtest.h>

#include <cstring>
#include <limits>
#include <zlib.h>

namespace tristate::io {

/// Minibatches after which units have been removed.
inline constexpr int kSteps = 333;

inline train::Point pointAt(std::int64_t step, const nn::Network& network) {
    Rng rng(static_cast<std::uint64_t>(step));
    train::Point point{.step = step,
                       .epoch = static_cast<double>(step) / 7,
                       .loss = rng.uniform(),
                       .error = 100 * rng.uniform(),
                       .evaluationLoss = step % 2 ? rng.uniform() : train::kNotMeasured,
                       .evaluationError = step % 2 ? rng.uniform() : train::kNotMeasured,
                       .open = {static_cast<int>(step), 5},
                       .parameters = 1LL << 40,
                       .samplesPerSecond = std::numeric_limits<double>::infinity(),
                       .lambdas = {1, 2, 3, rng.uniform()},
                       .gates = {},
                       .depths = {}};
    if (step % 3 == 0) return point; // its column was thinned out
    for (const auto* gates : network.gates()) {
        std::vector<float>& column = point.gates.emplace_back();
        for (int i = 0; i < gates->originalUnits(); ++i) column.push_back(static_cast<float>(rng.uniform()));
        point.depths.push_back(static_cast<float>(rng.uniform()));
    }
    return point;
}

inline train::History historyOf(const train::Checkpoint& checkpoint) {
    train::History history;
    for (int step = 1; step <= 20; ++step) history.add(pointAt(step, checkpoint.network));
    history.add(train::Event{train::EventKind::Started, 0, 0, Message(say::kRunStarts), -1, checkpoint.live});
    history.add(train::Event{train::EventKind::UnitsRemoved, 7, 1.0 / 3,
                             Message(say::kVerbatim, "2 \"units\" left \xE2\x80\xA6"), 1, checkpoint.live});
    return history;
}

/// A saved run that has lost units, and its bytes.
class SessionFile : public testing::Test {
protected:
    SessionFile() { saveSession(m_file, m_checkpoint, m_history); }

    /// The sentence of opening a file of these bytes, or "no error".
    std::string openingError(const std::string& bytes) {
        test::store(m_folder / "damaged", bytes);
        return errorOf([this] { openSession(m_folder / "damaged"); });
    }

    static std::string headerOf(const std::string& bytes) {
        std::uint64_t size = 0;
        std::memcpy(&size, bytes.data() + 12, sizeof size);
        return bytes.substr(20, size);
    }

    /// The file with another header, and a checksum that fits again.
    static std::string withHeader(const std::string& bytes, const std::string& header) {
        const std::size_t dataBegin = 20 + headerOf(bytes).size();
        const std::uint64_t size = header.size();
        std::string changed = bytes.substr(0, 12);
        changed.append(reinterpret_cast<const char*>(&size), sizeof size);
        changed += header + bytes.substr(dataBegin, bytes.size() - dataBegin - 4);
        const auto crc = static_cast<std::uint32_t>(
            ::crc32_z(0, reinterpret_cast<const unsigned char*>(changed.data()), changed.size()));
        changed.append(reinterpret_cast<const char*>(&crc), sizeof crc);
        return changed;
    }

    /// The same after a change of the header's text.
    std::string headerError(const std::string& from, const std::string& to) {
        const std::string bytes = readWholeFile(m_file);
        std::string header = headerOf(bytes);
        const std::size_t at = header.find(from);
        EXPECT_NE(at, std::string::npos) << from << " in " << header;
        header.replace(at, from.size(), to);
        return openingError(withHeader(bytes, header));
    }

    const data::Dataset m_data = clouds(300, 1);
    const train::Checkpoint m_checkpoint = trained(smallExperiment(), m_data, kSteps);
    const train::History m_history = historyOf(m_checkpoint);
    test::TempDir m_folder;
    const std::filesystem::path m_file = m_folder / "run.tristate";
};

} // namespace tristate::io
