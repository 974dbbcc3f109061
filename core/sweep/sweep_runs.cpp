#include "core/sweep/sweep_runs.h"

#include "core/data/data_source.h"

namespace tristate::sweep {

std::shared_ptr<const data::Splits> SweepRuns::data(const data::DataSpec& spec) {
    if (!m_known.contains(spec.source)) {
        data::DataSpec base = m_folder.plan().base.data;
        base.source = spec.source;
        m_folder.requireData(spec.source, *load(base));
        m_known.insert(spec.source);
    }
    return load(spec);
}

const std::shared_ptr<const data::Splits>& SweepRuns::load(const data::DataSpec& spec) {
    if (m_data && m_spec == spec) return m_data;
    m_data.reset(); // room for the next ones
    m_data = std::make_shared<const data::Splits>(data::load(spec));
    m_spec = spec;
    return m_data;
}

} // namespace tristate::sweep
