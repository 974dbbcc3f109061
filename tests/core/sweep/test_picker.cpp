#include "core/base/rng.h"
#include "core/sweep/picker.h"

#include <gtest/gtest.h>
#include <queue>

#include <set>
#include <vector>

namespace tristate::sweep {
namespace {

using Look = Picker::Look;

TEST(Picker, ComesByEveryRunOnce) {
    for (const std::size_t count : {0u, 1u, 2u, 12u, 97u}) {
        Picker picker(count, 5);
        std::set<std::size_t> taken;
        for (std::size_t run = 0;
             (run = picker.next([](std::size_t) { return Look::Taken; })) != Picker::kNone;)
            EXPECT_TRUE(taken.insert(run).second);
        EXPECT_EQ(taken.size(), count);
        EXPECT_TRUE(picker.allDone());
    }
}

TEST(Picker, ComesBackToBusyRunsAndNeverToFinishedOnes) {
    Picker picker(20, 1);
    std::vector<Look> state(20, Look::Busy);
    for (std::size_t i = 0; i < 10; ++i) state[i] = Look::Done;
    const auto look = [&](std::size_t run) { return state[run]; };
    EXPECT_EQ(picker.next(look), Picker::kNone);
    EXPECT_FALSE(picker.allDone());
    const auto before = picker.looks();
    EXPECT_EQ(picker.next(look), Picker::kNone);
    EXPECT_EQ(picker.looks(), before + 10) << "those that were finished are not looked at again";
    state[15] = Look::Taken;
    EXPECT_EQ(picker.next(look), 15u);
    for (Look& run : state) run = Look::Done;
    EXPECT_EQ(picker.next(look), Picker::kNone);
    EXPECT_TRUE(picker.allDone());
    picker.grow(25);
    std::set<std::size_t> more;
    for (std::size_t run = 0; (run = picker.next([](std::size_t) { return Look::Taken; })) != Picker::kNone;)
        more.insert(run);
    EXPECT_EQ(more, (std::set<std::size_t>{20, 21, 22, 23, 24}));
}

/// Workers, runs and a clock that are none: what a sweep would do on a large machine.
class Simulation {
public:
    struct Figures {
        double utilisation = 0; ///< training, of the time that all workers had; what died counts as lost
        double looksOfWorker = 0;
        std::size_t finished = 0, died = 0;
    };

    Simulation(std::size_t runs, std::size_t workers) : m_state(runs, Look::Taken) {
        for (std::size_t i = 0; i < workers; ++i) m_pickers.emplace_back(runs, i);
    }

    Figures run() {
        for (std::size_t i = 0; i < m_pickers.size(); ++i) m_events.push({0, i, Picker::kNone, false});
        while (!m_events.empty()) {
            const Event event = m_events.top();
            m_events.pop();
            if (event.run == Picker::kNone)
                pick(event.time, event.worker);
            else
                end(event);
        }
        std::uint64_t looks = 0;
        for (const Picker& picker : m_pickers) looks += picker.looks();
        const auto workers = static_cast<double>(m_pickers.size());
        return {m_useful / (m_last * workers), static_cast<double>(looks) / workers, m_finished, m_died};
    }

private:
    static constexpr double kRun = 60, kSpread = 30; ///< seconds, uniform
    static constexpr double kLookSeconds = 3e-4;     ///< over a network
    static constexpr double kShareOfDeaths = 0.005;
    static constexpr double kNewWorker = 10; ///< until a dead one has a successor
    static constexpr double kWait = 1;

    struct Event {
        double time = 0;
        std::size_t worker = 0, run = Picker::kNone; ///< kNone: it looks for one
        bool dies = false;
        bool operator<(const Event& other) const { return time > other.time; } // the earliest is on top
    };

    void pick(double now, std::size_t worker) {
        Picker& picker = m_pickers[worker];
        const auto before = picker.looks();
        const std::size_t run = picker.next([this](std::size_t index) { return m_state[index]; });
        const double later = now + static_cast<double>(picker.looks() - before) * kLookSeconds;
        if (run == Picker::kNone) {
            if (!picker.allDone()) m_events.push({later + kWait, worker, run, false});
            return;
        }
        m_state[run] = Look::Busy;
        const bool dies = m_rng.uniform() < kShareOfDeaths;
        const double seconds = kRun + kSpread * m_rng.uniform(-1, 1);
        m_events.push({later + (dies ? m_rng.uniform() : 1) * seconds, worker, run, dies});
        if (!dies) m_useful += seconds;
    }

    void end(const Event& event) {
        m_last = std::max(m_last, event.time);
        m_state[event.run] = event.dies ? Look::Taken : Look::Done;
        ++(event.dies ? m_died : m_finished);
        if (event.dies) m_pickers[event.worker] = Picker(m_state.size(), m_rng.next());
        m_events.push({event.time + (event.dies ? kNewWorker : 0), event.worker, Picker::kNone, false});
    }

    std::vector<Look> m_state; ///< Taken: free for who looks
    std::vector<Picker> m_pickers;
    std::priority_queue<Event> m_events;
    Rng m_rng{1};
    double m_useful = 0, m_last = 0;
    std::size_t m_finished = 0, m_died = 0;
};

TEST(Picker, AThousandWorkersAreBusyToTheEndOfAHundredThousandRuns) {
    const Simulation::Figures figures = Simulation(100'000, 1000).run();
    EXPECT_EQ(figures.finished, 100'000u);
    EXPECT_GT(figures.died, 300u);
    EXPECT_GT(figures.utilisation, 0.97);
    EXPECT_LT(figures.looksOfWorker, 110'000);
    RecordProperty("utilisation", std::to_string(figures.utilisation));
    RecordProperty("looks", std::to_string(figures.looksOfWorker));
}

} // namespace
} // namespace tristate::sweep
