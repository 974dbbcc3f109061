// How long the event loop stands still while the window, training, goes back in its run, branches, goes to
// another run, saves, exports and opens; and how its memory grows. Prints the longest gap of each, the time
// until it is done, and the resident memory after the first minute (of less, after a sixth) and at the end.
// Usage: window_actions [SECONDS] [PRESET]

#include "core/io/recipes/experiment_json.h"
#include "ui/jobs/export_run.h"
#include "ui/main_window.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <unistd.h>

namespace {

using namespace tristate;

constexpr int kBeatMilliseconds = 2;
constexpr double kFirstStretch = 60; ///< seconds
constexpr int kPatienceMilliseconds = 60'000;

double residentMegabytes() {
    QFile status(QStringLiteral("/proc/self/statm"));
    if (!status.open(QIODevice::ReadOnly)) return -1;
    return status.readAll().split(' ').at(1).toDouble() * static_cast<double>(sysconf(_SC_PAGESIZE)) * 1e-6;
}

/// Runs the event loop until `done`, with a heart that beats every few milliseconds; returns the longest
/// pause between two beats, in milliseconds.
double longestGapUntil(const std::function<bool()>& done, int mostMilliseconds) {
    QEventLoop loop;
    QTimer beat;
    QElapsedTimer since, whole;
    double longest = 0;
    beat.setTimerType(Qt::PreciseTimer);
    QObject::connect(&beat, &QTimer::timeout, [&] {
        longest = std::max(longest, static_cast<double>(since.nsecsElapsed()) * 1e-6 - kBeatMilliseconds);
        since.start();
        if (done() || whole.elapsed() > mostMilliseconds) loop.quit();
    });
    since.start();
    whole.start();
    beat.start(kBeatMilliseconds);
    loop.exec();
    return longest;
}

void spin(int milliseconds) {
    longestGapUntil([] { return false; }, milliseconds);
}

/// Does something and waits until it is done; the beginning counts, too.
void time(const char* name, const std::function<void()>& action, const std::function<bool()>& done) {
    QElapsedTimer whole;
    whole.start();
    double gap = 0;
    QTimer::singleShot(0, [&] {
        action();
        gap = static_cast<double>(whole.nsecsElapsed()) * 1e-6;
    });
    gap = std::max(longestGapUntil(done, kPatienceMilliseconds), gap);
    std::printf("%-22s longest gap %6.1f ms, done after %7.0f ms\n", name, gap,
                static_cast<double>(whole.nsecsElapsed()) * 1e-6);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const double seconds = argc > 1 ? QByteArray(argv[1]).toDouble() : 30;
    auto experiment = io::preset(argc > 2 ? argv[2] : "playground");
    experiment.train.epochs = 0;
    const QTemporaryDir folder;
    const auto file = std::filesystem::path(folder.path().toStdString()) / "run.tristate";

    ui::MainWindow window({.theme = ui::Theme::Light, .remember = false});
    window.show();
    auto& bridge = window.bridge();
    const ui::RunData& run = bridge.data();
    bridge.start(experiment);
    const double early = std::min(kFirstStretch, seconds / 6);
    spin(static_cast<int>(early * 1000));
    const double first = residentMegabytes();
    spin(static_cast<int>((seconds - early) * 1000));
    const double last = residentMegabytes();
    const auto step = run.lastPoint() ? run.lastPoint()->step : 0;
    std::printf("memory                 %.0f MB after %.0f s, %.0f MB after %.0f s (x %.2f), step %lld\n",
                first, early, last, seconds, last / first, static_cast<long long>(step));

    const auto isExactAt = [&](std::int64_t at) {
        return [&run, at] { return run.past && run.past->step == at && run.past->isExact(); };
    };
    time(
        "scrub to the middle", [&] { bridge.moments().show(step / 2); }, isExactAt(step / 2));
    time(
        "one minibatch on", [&] { bridge.moments().show(step / 2 + 1); }, isExactAt(step / 2 + 1));
    time(
        "scrub to the start", [&] { bridge.moments().show(1); }, isExactAt(1));
    const int number = run.number, left = run.label.id;
    time(
        "branch", [&] { bridge.branch(); },
        [&] { return run.number != number && run.lastPoint() && run.lastPoint()->step > 1; });
    bool saved = false;
    QObject::connect(&bridge, &ui::SessionBridge::saved, [&] { saved = true; });
    time(
        "save", [&] { bridge.save(file); }, [&] { return saved; });
    time(
        "go to the other run", [&] { bridge.goTo(left); },
        [&] { return run.label.id == left && run.shownNetwork(); });
    ui::ExportRun exporting;
    bool exported = false;
    QObject::connect(&exporting, &ui::ExportRun::ended, [&](const auto& written, const QString& problem) {
        if (!problem.isEmpty()) std::printf("export failed: %s\n", qPrintable(problem));
        exported = written.size() == 4;
    });
    ui::ExportOrder order;
    for (const char* name : {"net.onnx", "net.c", "net.html", "curves.pdf"})
        order.files.emplace_back(folder.filePath(QLatin1String(name)).toStdString());
    time(
        "export", [&] { exporting.start(order, [source = bridge.exportSource()] { return source; }); },
        [&] { return exported; });
    bool opened = false;
    QObject::connect(&bridge, &ui::SessionBridge::opened, [&] { opened = true; });
    time(
        "open", [&] { bridge.open(file); }, [&] { return opened && run.frame; });
    return 0;
}
