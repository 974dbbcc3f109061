#include "ui/plots/curve_reducer.h"

#include <cmath>

namespace tristate::ui {

void CurveReducer::clear() {
    m_buckets.clear();
    m_perBucket = 1;
    m_inLast = 0;
}

void CurveReducer::merge(Bucket& into, const Bucket& other) {
    if (other.low.y < into.low.y) into.low = other.low;
    if (other.high.y > into.high.y) into.high = other.high;
}

void CurveReducer::add(double x, double y) {
    if (!std::isfinite(x) || !std::isfinite(y)) return;
    const Bucket point{{x, y}, {x, y}};
    if (m_buckets.empty() || m_inLast == m_perBucket) {
        if (m_buckets.size() == m_mostBuckets) halve();
        m_buckets.push_back(point);
        m_inLast = 1;
        return;
    }
    merge(m_buckets.back(), point);
    ++m_inLast;
}

void CurveReducer::halve() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < m_buckets.size(); i += 2) {
        Bucket bucket = m_buckets[i];
        if (i + 1 < m_buckets.size()) merge(bucket, m_buckets[i + 1]);
        m_buckets[kept++] = bucket;
    }
    m_buckets.resize(kept);
    m_perBucket *= 2;
}

std::vector<CurveReducer::Sample> CurveReducer::samples() const {
    std::vector<Sample> samples;
    samples.reserve(m_buckets.size() * 2);
    for (const auto& [low, high] : m_buckets) {
        samples.push_back(low.x <= high.x ? low : high);
        if (low.x != high.x) samples.push_back(low.x < high.x ? high : low);
    }
    return samples;
}

} // namespace tristate::ui
