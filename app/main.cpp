#include "app/termination.h"
#include "app/window_options.h"
#include "core/base/error.h"
#include "core/io/recipes/experiment_json.h"
#include "core/train/settings.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/projector.h"

#include <QApplication>
#include <QByteArray>
#include <QCoreApplication>
#include <QEventLoop>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <initializer_list>
#include <memory>
#include <utility>

namespace {

using tristate::app::WindowOptions;

constexpr int kUsageError = 2;
constexpr int kTerminated = 143;              ///< as a shell tells of SIGTERM
constexpr int kPatienceMilliseconds = 30'000; ///< for everything to arrive before pictures are taken

int fail(const QString& sentence, int code = 1) {
    std::fprintf(stderr, "tristate-lab: %s\n", qUtf8Printable(sentence));
    return code;
}

int fail(const tristate::Error& error, int code = 1) {
    return fail(QString::fromStdString(tristate::train::commandText(error.message())), code);
}

tristate::ui::Theme chooseTheme(const WindowOptions& options) {
    using namespace tristate::ui;
    if (options.theme) return *options.theme;
    if (options.takesPictures()) return Theme::System;
    return themeFromName(QSettings().value(QStringLiteral("window/theme")).toString())
        .value_or(Theme::System);
}

QString autosaveFolder() {
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/autosave");
}

/// Looks for options before there is an application to read them all.
bool isGiven(int argc, char** argv, std::initializer_list<QByteArray> options) {
    return std::any_of(argv + 1, argv + argc, [&](const char* argument) {
        const QByteArray name = QByteArray(argument).split('=').front();
        return std::find(options.begin(), options.end(), name) != options.end();
    });
}

/// --help and --version need no display.
void printWhatIsAsked(int argc, char** argv) {
    if (!isGiven(argc, argv, {"--help", "-h", "--help-all", "--version", "-v"})) return;
    const QCoreApplication application(argc, argv);
    tristate::app::parseWindowOptions(QCoreApplication::arguments());
}

/// Takes the pictures and ends the program.
void takePictures(tristate::ui::MainWindow& window, const QString& directory) {
    try {
        window.showSomething();
        window.savePictures(directory);
        QApplication::exit(0);
    } catch (const tristate::Error& error) {
        QApplication::exit(fail(error));
    }
}

/// Takes the pictures once the run stands still and everything of its moment is there; at the latest, and
/// with what there is, when that takes longer than a person would wait.
void takeWhenArrived(tristate::ui::MainWindow& window, const WindowOptions& options) {
    const auto take = [&window, directory = options.screenshots, taken = std::make_shared<bool>(false)] {
        if (!std::exchange(*taken, true)) takePictures(window, directory);
    };
    QObject::connect(&window.bridge(), &tristate::ui::SessionBridge::arrived, &window, take,
                     Qt::QueuedConnection);
    QTimer::singleShot(static_cast<int>(options.seconds * 1000) + kPatienceMilliseconds, &window, take);
}

/// Without a window to read it in, whatever goes wrong ends the program with a sentence.
void runForPictures(tristate::ui::MainWindow& window, const WindowOptions& options) {
    auto& bridge = window.bridge();
    QObject::connect(&bridge, &tristate::ui::SessionBridge::problem, qApp,
                     [](const QString& sentence) { QApplication::exit(fail(sentence)); });
    // Nobody is there to be asked: as on the command line, who names the session has chosen its data.
    QObject::connect(&bridge, &tristate::ui::SessionBridge::dataAsked, &bridge,
                     &tristate::ui::SessionBridge::readAskedData);
    takeWhenArrived(window, options);
    if (options.seconds > 0) // a run that stands still has all its views to the same minibatch
        QTimer::singleShot(static_cast<int>(options.seconds * 1000), &bridge,
                           &tristate::ui::SessionBridge::pause);
}

/// What somebody sees who opens the program for the first time is slow enough to follow.
void startFirstRun(tristate::ui::SessionBridge& bridge, const WindowOptions& options, bool paused) {
    bridge.start(options.experiment, paused);
    auto live = bridge.data().live;
    live.watch = options.watches;
    bridge.setLive(live);
}

void begin(tristate::ui::MainWindow& window, const WindowOptions& options) {
    const bool still = options.paused || (options.takesPictures() && options.seconds <= 0);
    if (!options.session.isEmpty())
        window.bridge().open(options.session.toStdString(), still || !options.takesPictures());
    else
        startFirstRun(window.bridge(), options, still);
    window.offerRecovery(options.session.isEmpty() && options.watches);
}

/// Runs that are in no file are kept; whoever sent the signal reads where.
void endWhenAsked(tristate::ui::MainWindow& window, const tristate::app::Termination& termination, int code) {
    QObject::connect(&termination, &tristate::app::Termination::asked, &window, [&window, code] {
        if (const QString file = window.end(); !file.isEmpty())
            std::fprintf(stderr, "tristate-lab: asked to end; the runs are in %s\n", qUtf8Printable(file));
        QApplication::exit(code);
    });
}

/// What is being saved when the window is gone; what goes wrong is said in the terminal.
void finishSaving(tristate::ui::SessionBridge& bridge) {
    QObject::connect(&bridge, &tristate::ui::SessionBridge::problem, &bridge,
                     [](const QString& sentence) { fail(sentence); });
    QEventLoop loop;
    QObject::connect(&bridge, &tristate::ui::SessionBridge::busyChanged, &loop, &QEventLoop::quit,
                     Qt::QueuedConnection); // behind what the save tells
    if (bridge.isBusy()) loop.exec();
}

int openWindow(const WindowOptions& options) {
    tristate::ui::useLanguage(options.language);
    tristate::ui::applyTheme(chooseTheme(options));
    tristate::ui::MainWindow window(
        {.theme = chooseTheme(options),
         .remember = !options.takesPictures(),
         .autosaveFolder = options.takesPictures() ? QString() : autosaveFolder()});
    if (options.size.isValid()) {
        window.setWindowState(Qt::WindowNoState);
        window.resize(options.size);
        if (options.takesPictures()) window.setMaximumSize(options.size);
        window.resetLayout();
    }
    const tristate::app::Termination termination;
    endWhenAsked(window, termination,
                 options.takesPictures() ? kTerminated : 0); // without pictures: no success
    window.show();
    if (options.projector || (!options.takesPictures() && tristate::ui::projectorWasOn()))
        window.findChild<tristate::ui::Projector*>()->setChecked(true);
    if (options.takesPictures()) runForPictures(window, options);
    // The window is drawn before anything is loaded.
    QTimer::singleShot(0, &window, [&] { begin(window, options); });
    const int code = QApplication::exec();
    finishSaving(window.bridge());
    return code;
}

int runProgram(int argc, char** argv) {
    printWhatIsAsked(argc, argv);
    const QApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C"); // Qt takes the system's; what the core writes and reads has points
    return openWindow(tristate::app::parseWindowOptions(QApplication::arguments()));
}

} // namespace

int main(int argc, char** argv) {
    QCoreApplication::setApplicationName(QStringLiteral("tristate-lab"));
    QCoreApplication::setOrganizationName(QStringLiteral("Tristate Lab"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TRISTATE_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Tristate Lab"));
    try {
        return runProgram(argc, argv);
    } catch (const tristate::app::UsageError& error) {
        return fail(error, kUsageError);
    } catch (const tristate::Error& error) {
        return fail(error);
    }
}
