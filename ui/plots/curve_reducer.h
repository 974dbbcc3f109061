#pragma once

#include <cstddef>
#include <vector>

namespace tristate::ui {

/// Keeps a curve drawable however long it grows: points are gathered in buckets of which the smallest and the
/// largest value survive, so no spike is lost; when there are too many buckets, neighbours merge. Adding a
/// point costs O(1) amortised. x must not fall.
class CurveReducer {
public:
    explicit CurveReducer(std::size_t mostBuckets = 600) : m_mostBuckets(mostBuckets) {}

    void clear();
    /// Ignores values that are no finite number.
    void add(double x, double y);

    struct Sample {
        double x = 0, y = 0;
    };
    /// At most two samples a bucket, in order of x.
    std::vector<Sample> samples() const;
    bool empty() const { return m_buckets.empty(); }

private:
    struct Bucket {
        Sample low, high;
    };
    static void merge(Bucket& into, const Bucket& other);
    void halve();

    std::size_t m_mostBuckets;
    std::size_t m_perBucket = 1;
    std::size_t m_inLast = 0;
    std::vector<Bucket> m_buckets;
};

} // namespace tristate::ui
