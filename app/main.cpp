#include "app/window_options.h"
#include "core/base/error.h"
#include "core/io/recipes/experiment_json.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/menus/projector.h"
#include "ui/weight_views.h"

#include <QApplication>
#include <QByteArray>
#include <QSettings>
#include <QStandardPaths>
#include <QTimer>

#include <algorithm>
#include <cstdio>

namespace {

using tristate::app::WindowOptions;

constexpr int kUsageError = 2;
constexpr int kPatienceMilliseconds = 30'000; ///< for data to load before the picture of a saved session

int fail(const QString& sentence, int code = 1) {
    std::fprintf(stderr, "tristate-lab: %s\n", qUtf8Printable(sentence));
    return code;
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

/// Looks for an option before there is an application to read them all.
bool isGiven(int argc, char** argv, const char* option) {
    return std::any_of(argv + 1, argv + argc,
                       [&](const char* argument) { return QByteArray(argument).startsWith(option); });
}

/// Takes the pictures and ends the program.
void takePictures(tristate::ui::MainWindow& window, const QString& directory) {
    try {
        window.weightViews().showSomething(window.bridge().data());
        window.savePictures(directory);
        QApplication::exit(0);
    } catch (const tristate::Error& error) {
        QApplication::exit(fail(QString::fromStdString(error.what())));
    }
}

/// Without a window to read it in, whatever goes wrong ends the program with a sentence.
void runForPictures(tristate::ui::MainWindow& window, const WindowOptions& options) {
    auto& bridge = window.bridge();
    QObject::connect(&bridge, &tristate::ui::SessionBridge::problem, qApp,
                     [](const QString& sentence) { QApplication::exit(fail(sentence)); });
    // Nobody is there to be asked: as on the command line, who names the session has chosen its data.
    QObject::connect(&bridge, &tristate::ui::SessionBridge::dataAsked, &bridge,
                     &tristate::ui::SessionBridge::readAskedData);
    const auto take = [&window, directory = options.screenshots] { takePictures(window, directory); };
    if (options.seconds > 0) {
        // A run that stands still has all its views to the same minibatch.
        const auto pause = [&window, &bridge, take] {
            if (bridge.state() != tristate::train::RunState::Running) return take();
            QObject::connect(
                &bridge, &tristate::ui::SessionBridge::stateChanged, &window, take,
                static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
            bridge.pause();
        };
        QTimer::singleShot(static_cast<int>(options.seconds * 1000), &window, pause);
        return;
    }
    // Nothing is to be trained: the pictures are due with the first frame.
    QObject::connect(&bridge, &tristate::ui::SessionBridge::frameChanged, &window, take,
                     Qt::SingleShotConnection);
    QTimer::singleShot(kPatienceMilliseconds, &window, take);
}

void begin(tristate::ui::MainWindow& window, const WindowOptions& options) {
    const bool still = options.paused || (options.takesPictures() && options.seconds <= 0);
    if (!options.session.isEmpty())
        window.bridge().open(options.session.toStdString(), still || !options.takesPictures());
    else
        window.bridge().start(options.experiment, still);
    window.offerRecovery();
}

} // namespace

int main(int argc, char** argv) {
    QApplication::setApplicationName(QStringLiteral("tristate-lab"));
    QApplication::setOrganizationName(QStringLiteral("Tristate Lab"));
    tristate::ui::scaleForProjector(isGiven(argc, argv, "--projector"),
                                    !isGiven(argc, argv, "--screenshots"));
    QApplication application(argc, argv);
    QApplication::setApplicationDisplayName(QStringLiteral("Tristate Lab"));
    QApplication::setApplicationVersion(QStringLiteral(TRISTATE_VERSION));
    try {
        const WindowOptions options = tristate::app::parseWindowOptions(application.arguments());
        tristate::ui::useLanguage(options.language);
        tristate::ui::applyTheme(chooseTheme(options));
        tristate::ui::MainWindow window(
            {.theme = chooseTheme(options),
             .remember = !options.takesPictures(),
             .autosaveFolder = options.takesPictures() ? QString() : autosaveFolder()});
        if (options.size.isValid()) {
            window.setWindowState(Qt::WindowNoState);
            window.resize(options.size);
            window.resetLayout();
        }
        window.show();
        if (options.takesPictures()) runForPictures(window, options);
        // The window is drawn before anything is loaded.
        QTimer::singleShot(0, &window, [&] { begin(window, options); });
        return QApplication::exec();
    } catch (const tristate::app::UsageError& error) {
        return fail(QString::fromStdString(error.what()), kUsageError);
    } catch (const tristate::Error& error) {
        return fail(QString::fromStdString(error.what()));
    }
}
