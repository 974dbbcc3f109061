// How the first run of the window looks to somebody who opens the program and touches nothing: seconds from
// the first frame with neurons on it to half of them gone, the largest share that vanished within any one
// second, and when the run rests because nothing changes any more. Usage: first_run [full|half] [SECONDS]
// [LAMBDA3]; half: on half of one core, of which the program is kept by stopping it for every other ten
// milliseconds. With LAMBDA3 the pruning strength is dragged there five seconds after the first frame.

#include "core/io/recipes/experiment_json.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <deque>
#include <numeric>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>
#include <utility>

namespace {

using namespace tristate;

constexpr int kSliceMicroseconds = 10'000;
constexpr int kDragMilliseconds = 5000;

/// Keeps this process to half of one core, by a child that ends with it.
void takeHalfACore() {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(0, &one);
    sched_setaffinity(0, sizeof one, &one);
    const pid_t self = getpid();
    if (fork() != 0) return;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    cpu_set_t all;
    CPU_ZERO(&all);
    for (int core = 0; core < CPU_SETSIZE; ++core) CPU_SET(core, &all);
    sched_setaffinity(0, sizeof all, &all);
    for (bool stops = true; kill(self, stops ? SIGSTOP : SIGCONT) == 0; stops = !stops)
        usleep(kSliceMicroseconds);
    _exit(0);
}

/// Writes down how many units are open whenever the views have been drawn.
class Course {
public:
    explicit Course(ui::MainWindow& window) : m_window(window) {
        QObject::connect(window.findChild<ui::RefreshSchedule*>(), &ui::RefreshSchedule::ended,
                         [this] { look(); });
    }
    bool hasBegun() const { return m_units > 0; }
    void print() const {
        std::printf("half of %d neurons gone  %.1f s after the first frame\n", m_units, m_half);
        std::printf("most in one second      %.1f %% of all\n", 100.0 * m_most / std::max(m_units, 1));
        const auto* frame = m_window.bridge().data().frame.get();
        std::printf("open at the end         %d after %.1f s, %lld minibatches, %zu frames\n",
                    m_open.empty() ? 0 : m_open.back().second, m_time.elapsed() / 1000.0,
                    frame ? static_cast<long long>(frame->step) : 0LL, m_frames);
    }

private:
    void look() {
        const auto* frame = m_window.bridge().data().frame.get();
        if (!frame || frame->point.open.empty()) return;
        const int open = std::accumulate(frame->point.open.begin(), frame->point.open.end(), 0);
        if (!hasBegun()) m_units = open, m_time.start();
        const double seconds = static_cast<double>(m_time.elapsed()) / 1000;
        ++m_frames;
        m_open.emplace_back(seconds, open);
        while (m_open.front().first < seconds - 1) m_open.pop_front();
        m_most = std::max(m_most, m_open.front().second - open);
        if (m_half < 0 && 2 * open <= m_units) m_half = seconds;
    }

    ui::MainWindow& m_window;
    QElapsedTimer m_time;
    std::deque<std::pair<double, int>> m_open; ///< of the last second
    int m_units = 0;
    int m_most = 0;
    double m_half = -1;
    std::size_t m_frames = 0;
};

} // namespace

int main(int argc, char** argv) {
    if (argc > 1 && std::strcmp(argv[1], "half") == 0) takeHalfACore();
    QApplication application(argc, argv);
    const double seconds = argc > 2 ? QByteArray(argv[2]).toDouble() : 60;
    ui::applyTheme(ui::Theme::Light);
    ui::MainWindow window({.theme = ui::Theme::Light, .remember = false});
    window.show();
    const Course course(window);
    auto& bridge = window.bridge();
    bridge.start(io::preset("playground"));
    auto live = bridge.data().live;
    live.watch = true;
    bridge.setLive(live);
    if (argc > 3)
        QTimer::singleShot(kDragMilliseconds, [&bridge, lambda = QByteArray(argv[3]).toDouble()] {
            auto dragged = bridge.data().live;
            dragged.lambdas.lambda3 = lambda;
            bridge.setLive(dragged);
        });
    QObject::connect(&bridge, &ui::SessionBridge::rested, &application, &QApplication::quit);
    QTimer::singleShot(static_cast<int>(1000 * seconds), &application, &QApplication::quit);
    QApplication::exec();
    course.print();
    return 0;
}
