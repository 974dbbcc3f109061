// What the window costs a training run, and how fluid it stays. Trains the same experiment twice, in turns of
// a second: by a bare session, and with the real main window open and every view of it visible. No
// regulariser shrinks the network, so that every turn has the same work. Prints samples/s of both and the
// median ratio of neighbouring turns, the longest gap of the event loop, the 95th percentile of the time that
// the refresh of a view takes with its replot, and the time from process start to the first drawn frame.
// Usage: window_cost [SECONDS] [PRESET] [NET]; NET, such as 784-4096-10, takes the place of the preset's.

#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/train/session.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QFile>
#include <QTabWidget>
#include <QTimer>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <time.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace tristate;

constexpr int kRoundMilliseconds = 1000; ///< a turn; short, as the machine may be shared
constexpr int kRestMilliseconds = 300;   ///< after each turn, until its last report has arrived
constexpr int kDataMilliseconds = 1500;  ///< for the window's run to load its data
constexpr int kBeatMilliseconds = 10;

/// Seconds since the system started this process, to a hundredth of a second.
double processAge() {
    QFile stat(QStringLiteral("/proc/self/stat"));
    if (!stat.open(QIODevice::ReadOnly)) return -1;
    const QByteArray line = stat.readAll();
    const auto fields = line.mid(line.lastIndexOf(')') + 2).split(' ');
    timespec now{};
    clock_gettime(CLOCK_BOOTTIME, &now);
    constexpr int kStartTime = 19; // counted from the field after the name
    const double started = fields.at(kStartTime).toDouble() / static_cast<double>(sysconf(_SC_CLK_TCK));
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec) - started;
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// One of the two runs that are compared: it can be let go for a while.
struct Contestant {
    std::function<void()> resume, pause;
    std::function<std::int64_t()> step;
    std::vector<double> speeds = {}; ///< samples/s of every round
};

double threadSeconds() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// Watches the event loop of the GUI thread while it is on: a heart that beats every few milliseconds, and
/// the time that each refresh of a view takes.
class LoopWatch : public QObject {
public:
    explicit LoopWatch(ui::MainWindow& window) {
        m_beat.setTimerType(Qt::PreciseTimer);
        connect(&m_beat, &QTimer::timeout, this, [this] { beat(); });
        connect(window.findChild<ui::RefreshSchedule*>(), &ui::RefreshSchedule::refreshed, this,
                [this](double milliseconds) {
                    if (m_beat.isActive()) m_refreshes.push_back(milliseconds);
                });
    }
    void start() {
        m_since.start();
        m_cpuAtStart = threadSeconds();
        m_beat.start(kBeatMilliseconds);
    }
    void stop() {
        m_beat.stop();
        m_cpuSeconds += threadSeconds() - m_cpuAtStart;
    }
    double longestGap() const { return m_longest; }
    double cpuSeconds() const { return m_cpuSeconds; }
    const std::vector<double>& refreshes() const { return m_refreshes; }

private:
    void beat() {
        const double gap = static_cast<double>(m_since.nsecsElapsed()) * 1e-6 - kBeatMilliseconds;
        m_since.start();
        m_longest = std::max(m_longest, gap);
    }

    QTimer m_beat;
    QElapsedTimer m_since;
    double m_longest = 0;
    double m_cpuSeconds = 0;
    double m_cpuAtStart = 0;
    std::vector<double> m_refreshes;
};

/// Notes when the window has been painted for the first time.
class FirstPaint : public QObject {
public:
    double seconds() const { return m_seconds; }
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint && m_seconds < 0)
            QTimer::singleShot(0, this, [this] { m_seconds = processAge(); });
        return false;
    }

private:
    double m_seconds = -1;
};

void spin(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Every view in a window of its own, so that all are drawn, and a unit to inspect.
void showEverything(ui::MainWindow& window) {
    for (auto* tabs : window.findChildren<QTabWidget*>())
        while (tabs->count() > 1) {
            auto* page = tabs->widget(1);
            tabs->removeTab(1);
            page->setParent(&window, Qt::Window);
            page->resize(520, 360);
            page->show();
        }
    window.findChild<ui::Selection*>()->selectUnit(ui::UnitRef{0, 0});
}

/// Lets a contestant train for a while and notes its speed. Steps are counted while it rests: reports of a
/// run that trains are late by more than what is measured.
void runRound(Contestant& contestant, int batch) {
    const auto from = contestant.step();
    QElapsedTimer time;
    time.start();
    contestant.resume();
    spin(kRoundMilliseconds);
    contestant.pause();
    const double seconds = static_cast<double>(time.nsecsElapsed()) * 1e-9;
    spin(kRestMilliseconds);
    contestant.speeds.push_back(static_cast<double>((contestant.step() - from) * batch) / seconds);
}

/// Lets the window train for a while under the watch, whose beat would cost a speed that is measured.
void watchRound(Contestant& window, LoopWatch& watch, double seconds) {
    window.resume();
    spin(kRestMilliseconds);
    watch.start();
    spin(static_cast<int>(seconds * 1000));
    watch.stop();
    window.pause();
}

Contestant windowContestant(ui::MainWindow& window) {
    auto& bridge = window.bridge();
    return {[&] { bridge.play(); }, [&] { bridge.pause(); },
            [&] { return bridge.data().frame ? bridge.data().frame->step : 0; }};
}

/// A bare session, drained ten times a second as a command line would.
class BareRun {
public:
    explicit BareRun(const train::Experiment& experiment) {
        m_session.start(experiment, true);
        m_session.wait();
        QObject::connect(&m_timer, &QTimer::timeout, [this] { drain(); });
    }
    Contestant contestant() {
        return {[this] { m_session.resume(), m_timer.start(100); },
                [this] { m_session.pause(), m_timer.stop(); },
                [this] {
                    drain();
                    return m_step;
                }};
    }

private:
    void drain() {
        auto mail = m_session.drain();
        if (mail.frame) m_step = mail.frame->step;
        m_history.add(std::move(mail));
    }

    train::Session m_session;
    train::History m_history;
    QTimer m_timer;
    std::int64_t m_step = 0;
};

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const double seconds = argc > 1 ? QByteArray(argv[1]).toDouble() : 10;
    auto experiment = io::preset(argc > 2 ? argv[2] : "playground");
    if (argc > 3) experiment.net = graph::parseGraph(argv[3]);
    experiment.train.lambdas = {};
    experiment.train.epochs = 0;
    const auto rounds = std::max(1, static_cast<int>(seconds * 1000 / kRoundMilliseconds));

    ui::applyTheme(ui::Theme::Light);
    ui::MainWindow window({.theme = ui::Theme::Light, .remember = false});
    FirstPaint painted;
    window.installEventFilter(&painted);
    window.show();
    window.bridge().start(experiment, true);
    showEverything(window);
    BareRun bareRun(experiment);
    spin(kDataMilliseconds);

    LoopWatch watch(window);
    auto open = windowContestant(window);
    auto bare = bareRun.contestant();
    std::vector<double> ratios;
    for (int round = 0; round < rounds; ++round) {
        runRound(bare, experiment.train.batch);
        runRound(open, experiment.train.batch);
        ratios.push_back(open.speeds.back() / bare.speeds.back());
    }
    watchRound(open, watch, seconds);
    std::printf("first frame            %.2f s after process start\n", painted.seconds());
    std::printf("samples/s, bare        %.0f (median of %d rounds)\n", percentile(bare.speeds, 0.5), rounds);
    std::printf("samples/s, window open %.0f (%.1f %%, quartiles %.1f and %.1f)\n",
                percentile(open.speeds, 0.5), 100 * percentile(ratios, 0.5), 100 * percentile(ratios, 0.25),
                100 * percentile(ratios, 0.75));
    std::printf("longest loop gap       %.1f ms\n", watch.longestGap());
    std::printf("refresh, median / p95  %.1f / %.1f ms (%zu in %.0f s)\n", percentile(watch.refreshes(), 0.5),
                percentile(watch.refreshes(), 0.95), watch.refreshes().size(), seconds);
    std::printf("GUI thread             %.1f %% of a core\n", 100 * watch.cpuSeconds() / seconds);
    return 0;
}
