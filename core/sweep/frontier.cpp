#include "core/sweep/frontier.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace tristate::sweep {

namespace {

constexpr int kFirstStrengths = 5;
constexpr std::size_t kStrengthsOfRound = 4;
/// Neighbours that are so close in their range differ by chance alone.
constexpr double kLeastGap = 1.0 / 512;

/// Where a value lies in its range, 0 to 1.
double shareOf(const Range& range, const Value& value) {
    if (range.isLog) return std::log(numberOf(value) / range.from) / std::log(range.to / range.from);
    return (numberOf(value) - range.from) / (range.to - range.from);
}

/// What was measured at a strength: means over those seeds that came to an end.
struct Strength {
    double size = 0, error = 0; ///< logarithm of the parameters; percent
    int count = 0;

    bool isKnown() const { return count > 0; }
    void add(const Result& result) {
        if (result.failed()) return;
        ++count;
        size += (std::log(static_cast<double>(std::max(result.parameters, 1LL))) - size) / count;
        error += (result.error() - error) / count;
    }
};

using Curve = std::map<double, Strength>; ///< by the share of the range

/// Somewhere to look: between two neighbours.
struct Gap {
    std::size_t curve = 0;
    double share = 0; ///< its middle
    double score = 0; ///< how little is known of the curve there
};

double spanOf(const Curve& curve, double Strength::*figure) {
    double least = std::numeric_limits<double>::max(), most = std::numeric_limits<double>::lowest();
    for (const auto& [share, strength] : curve) {
        if (!strength.isKnown()) continue;
        least = std::min(least, strength.*figure);
        most = std::max(most, strength.*figure);
    }
    return most > least ? most - least : 1;
}

void addGaps(const Curve& curve, std::size_t index, std::vector<Gap>& gaps) {
    const double size = spanOf(curve, &Strength::size), error = spanOf(curve, &Strength::error);
    for (auto right = std::next(curve.begin()); right != curve.end(); ++right) {
        const auto left = std::prev(right);
        const double width = right->first - left->first;
        if (width < kLeastGap) continue;
        const Strength &a = left->second, &b = right->second;
        // Where runs fail nothing is known of the curve but how wide the gap is; so, too, where it is flat.
        const double step = a.isKnown() && b.isKnown()
                                ? std::hypot((b.size - a.size) / size, (b.error - a.error) / error)
                                : 0;
        gaps.push_back({index, (left->first + right->first) / 2, step + 0.1 * width});
    }
}

/// The axes of a frontier by what they are for.
class Search {
public:
    explicit Search(const Plan& plan) : m_plan(plan) {
        for (std::size_t i = 0; i < plan.axes.size(); ++i) {
            if (plan.axes[i].values.empty()) m_searched = i;
            if (plan.axes[i].path == "train.seed") m_seed = i;
        }
        addCurves(std::vector<Value>(plan.axes.size()), 0);
    }

    const Axis& axis() const { return m_plan.axes[m_searched]; }
    std::size_t curves() const { return m_curves.size(); }

    /// Which curve a run belongs to.
    std::size_t curveOf(const RunSpec& run) const {
        const auto found = std::find(m_curves.begin(), m_curves.end(), withoutRest(run.values));
        return static_cast<std::size_t>(found - m_curves.begin());
    }
    double shareOf(const Value& value) const { return sweep::shareOf(*axis().range, value); }
    double shareOf(const RunSpec& run) const { return shareOf(run.values[m_searched]); }

    /// The runs of a strength, one for each seed.
    std::vector<RunSpec> runsAt(std::size_t curve, double share) const {
        std::vector<Value> values = m_curves[curve];
        values[m_searched] = axis().at(share);
        std::vector<RunSpec> runs;
        if (!m_seed) return {makeRun(m_plan, values)};
        for (const Value& seed : m_plan.axes[*m_seed].values) {
            values[*m_seed] = seed;
            runs.push_back(makeRun(m_plan, values));
        }
        return runs;
    }

private:
    void addCurves(std::vector<Value> values, std::size_t axis) {
        if (axis == m_plan.axes.size()) {
            m_curves.push_back(std::move(values));
        } else if (axis == m_searched || axis == m_seed) {
            addCurves(std::move(values), axis + 1);
        } else {
            for (const Value& value : m_plan.axes[axis].values) {
                values[axis] = value;
                addCurves(values, axis + 1);
            }
        }
    }
    std::vector<Value> withoutRest(std::vector<Value> values) const {
        values[m_searched] = Value();
        if (m_seed) values[*m_seed] = Value();
        return values;
    }

    const Plan& m_plan;
    std::size_t m_searched = 0;
    std::optional<std::size_t> m_seed;
    std::vector<std::vector<Value>> m_curves;
};

std::vector<Gap> firstGaps(const Search& search) {
    std::vector<Gap> gaps;
    for (std::size_t curve = 0; curve < search.curves(); ++curve)
        for (int i = 0; i < kFirstStrengths; ++i)
            gaps.push_back({curve, static_cast<double>(i) / (kFirstStrengths - 1), 0});
    return gaps;
}

std::vector<Gap> widestGaps(const Search& search, const std::vector<RunSpec>& runs,
                            const std::vector<Result>& results) {
    std::vector<Curve> curves(search.curves());
    for (std::size_t i = 0; i < runs.size(); ++i)
        curves[search.curveOf(runs[i])][search.shareOf(runs[i])].add(results[i]);
    std::vector<Gap> gaps;
    for (std::size_t i = 0; i < curves.size(); ++i)
        if (!curves[i].empty()) addGaps(curves[i], i, gaps);
    // Between two whole numbers side by side there is none.
    std::erase_if(gaps, [&](const Gap& gap) {
        return curves[gap.curve].contains(search.shareOf(search.axis().at(gap.share)));
    });
    std::stable_sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) { return a.score > b.score; });
    gaps.resize(std::min(gaps.size(), kStrengthsOfRound));
    return gaps;
}

} // namespace

std::vector<RunSpec> nextRound(const Plan& plan, const std::vector<RunSpec>& runs,
                               const std::vector<Result>& results) {
    const Search search(plan);
    std::set<std::string> known;
    for (const RunSpec& run : runs) known.insert(run.id);
    std::vector<RunSpec> round;
    for (const Gap& gap : runs.empty() ? firstGaps(search) : widestGaps(search, runs, results))
        for (RunSpec& run : search.runsAt(gap.curve, gap.share)) {
            if (runs.size() + round.size() >= static_cast<std::size_t>(plan.runs)) return round;
            if (known.insert(run.id).second) round.push_back(std::move(run));
        }
    return round;
}

std::vector<std::size_t> nonDominated(const std::vector<SizeAndError>& points) {
    std::vector<std::size_t> order(points.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return points[a] < points[b]; });
    std::vector<std::size_t> best;
    for (const std::size_t i : order)
        if (best.empty() || points[i].second < points[best.back()].second) best.push_back(i);
    return best;
}

} // namespace tristate::sweep
