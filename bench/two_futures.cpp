#include "core/io/recipes/experiment_json.h"
#include "core/train/checkpoint.h"
#include "core/train/futures.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <vector>

// What two futures cost: minibatches of a preset alone, and of two futures in step (core/train/futures.h).
// With two threads these have one each; with more they take turns. Prints for each of a future the time and
// the processor time of a minibatch, and its speed as a share of that of the run alone: best of several, in
// turn, and the median of the shares of each turn.
//
//   two_futures [PRESET] [MINIBATCHES] [THREADS]

namespace {

using namespace tristate;

struct Cost {
    double seconds = 1e9, processor = 1e9; ///< of a minibatch, of one future

    void take(const Cost& other) {
        seconds = std::min(seconds, other.seconds);
        processor = std::min(processor, other.processor);
    }
};

double processorSeconds() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class Work>
Cost measure(int minibatches, Work work) {
    const auto begin = std::chrono::steady_clock::now();
    const double before = processorSeconds();
    work();
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() / minibatches;
    return {seconds, (processorSeconds() - before) / minibatches};
}

/// A run that trained for a while, and perhaps its second future with frozen gates.
class Subject {
public:
    Subject(const std::shared_ptr<const train::Checkpoint>& from, bool forked)
        : m_futures(from, m_mail[0], {}) {
        train(50);
        if (forked) m_futures.fork(train::OtherSetting{"freezeGates", true}, m_mail[1]);
        train(10);
    }
    void train(int minibatches) {
        for (int i = 0; i < minibatches; ++i) m_futures.step();
        for (auto& mail : m_mail) mail.take();
    }

private:
    train::Mailbox m_mail[2];
    train::Futures m_futures;
};

} // namespace

int main(int argc, char** argv) {
    const char* preset = argc > 1 ? argv[1] : "playground";
    const int minibatches = argc > 2 ? std::atoi(argv[2]) : 200;
    train::Experiment experiment = io::preset(preset);
    experiment.train.epochs = 0;
    experiment.train.threads = argc > 3 ? std::atoi(argv[3]) : 2;
    const auto data = std::make_shared<const data::Splits>(data::load(experiment.data));
    const auto from = train::freshCheckpoint(experiment, data);
    Subject alone(from, false), forked(from, true);
    Cost best[2];
    std::vector<double> shares;
    for (int repeat = 0; repeat < 9; ++repeat) {
        const Cost one = measure(minibatches, [&] { alone.train(minibatches); });
        Cost two = measure(minibatches, [&] { forked.train(minibatches); });
        two.processor /= 2;
        best[0].take(one);
        best[1].take(two);
        shares.push_back(one.seconds / two.seconds);
    }
    std::sort(shares.begin(), shares.end());
    const char* names[] = {"alone", "each of two"};
    for (int i = 0; i < 2; ++i)
        std::printf("%-12s %8.3f ms   processor %8.3f ms   %5.1f %% of the speed alone\n", names[i],
                    1e3 * best[i].seconds, 1e3 * best[i].processor, 100 * best[0].seconds / best[i].seconds);
    std::printf("median of the turns %17.1f %%\n", 100 * shares[shares.size() / 2]);
    return 0;
}
