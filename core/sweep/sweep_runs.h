#pragma once

#include "core/sweep/run_list.h"
#include "core/sweep/worker.h"

#include <set>
#include <string>

namespace tristate::sweep {

/// The runs of a sweep as a worker takes them. One thread.
class SweepRuns final : public RunSource {
public:
    /// `folder` outlives it.
    explicit SweepRuns(const Folder& folder) : m_folder(folder), m_list(folder) {}

    const RunStore& store() const override { return m_folder; }
    std::size_t count() const override { return m_list.runs().size(); }
    const std::string& id(std::size_t run) const override { return m_list.runs()[run].id; }
    io::Json settings(std::size_t run) const override {
        return settingsOf(m_folder.plan(), m_list.runs()[run]);
    }
    train::Experiment experiment(std::size_t run) override {
        return experimentOf(m_folder.plan(), m_list.runs()[run].values);
    }
    std::unique_ptr<nn::Network> start(std::size_t) override { return nullptr; }
    /// Those of the sweep, or Error; the latest ones are kept, as many runs share them.
    std::shared_ptr<const data::Splits> data(const data::DataSpec& spec) override;
    bool grow() override { return m_list.grow(); }

private:
    const std::shared_ptr<const data::Splits>& load(const data::DataSpec& spec);

    const Folder& m_folder;
    RunList m_list;
    std::set<std::string> m_known; ///< sources whose data are known to be those of the sweep
    data::DataSpec m_spec;
    std::shared_ptr<const data::Splits> m_data;
};

} // namespace tristate::sweep
