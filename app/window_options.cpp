#include "app/window_options.h"

#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/messages/settings.h"
#include "core/train/settings.h"

#include <QCommandLineParser>

#include <cstdio>
#include <cstdlib>

namespace tristate::app {
namespace {

/// In English whatever the language of the window, as the manual page and the completion are.
void addOptions(QCommandLineParser& parser) {
    parser.setApplicationDescription(
        QStringLiteral("Trains neural networks with tri-state ReLU gates and shows it live."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("session"), QStringLiteral("Saved session to open."),
                                 QStringLiteral("[SESSION]"));
    const auto add = [&](const char* name, const char* text, const char* value = nullptr) {
        const QString valueName = value ? QString::fromLatin1(value) : QString();
        parser.addOption(QCommandLineOption(QString::fromLatin1(name), QString::fromLatin1(text), valueName));
    };
    add("preset", "Recipe to start with (default: playground).", "NAME");
    add("data", "Directory of IDX files, or a generated set: digits, spiral, moons...", "DIR|NAME");
    add("net", "Network, for example 784-300-100-10.", "SPEC");
    add("seed", "Seed of the run.", "N");
    add("threads", "Threads to train with; 0: every core.", "N");
    add("theme", "light, dark or system.", "THEME");
    add("projector", "Make everything larger, for a projector.");
    add("language", "de or en; without it, the language of the system.", "LANGUAGE");
    add("screenshots", "Run for a while, write pictures of the window and every view, and exit.", "DIR");
    add("seconds", "How long to run before the screenshots (default 10).", "N");
    add("size", "Size of the window, for example 1280x720.", "WxH");
    add("paused", "Start paused.");
}

double parseSeconds(const QString& text) {
    constexpr double kMax = 86'400;
    bool isNumber = false;
    const double seconds = text.toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0 && seconds <= kMax))
        throw UsageError(say::kSettingNotNumber, "--seconds", text.toStdString(), 0.0, kMax);
    return seconds;
}

QSize parseSize(const QString& text) {
    const QStringList parts = text.split(QLatin1Char('x'));
    bool goodWidth = false, goodHeight = false;
    const QSize size(parts.value(0).toInt(&goodWidth), parts.value(1).toInt(&goodHeight));
    constexpr int kMin = 200, kMax = 16384;
    const auto fits = [](int side) { return side >= kMin && side <= kMax; };
    if (parts.size() != 2 || !goodWidth || !goodHeight || !fits(size.width()) || !fits(size.height()))
        throw UsageError("--size: expected WIDTHxHEIGHT, for example 1600x900, found \"" +
                         text.toStdString() + "\"");
    return size;
}

/// The range is that of the table of settings.
void takeSetting(train::Experiment& experiment, const std::string& option, const std::string& text) {
    const train::Setting& setting = *train::findSetting("train." + option);
    try {
        setting.set(experiment, train::parseSetting(setting, text));
    } catch (const Error& error) {
        throw UsageError(error.message());
    }
}

train::Experiment chooseExperiment(const QCommandLineParser& parser) {
    const auto given = [&](const char* name) { return parser.isSet(QString::fromLatin1(name)); };
    const auto text = [&](const char* name) { return parser.value(QString::fromLatin1(name)).toStdString(); };
    auto experiment = io::preset(given("preset") ? text("preset") : "playground");
    if (given("data")) experiment.data.source = text("data");
    if (given("net")) experiment.net = graph::parseGraph(text("net"));
    for (const char* option : {"seed", "threads"})
        if (given(option)) takeSetting(experiment, option, text(option));
    train::validate(experiment);
    return experiment;
}

} // namespace

WindowOptions parseWindowOptions(const QStringList& arguments) {
    QCommandLineParser parser;
    addOptions(parser);
    if (!parser.parse(arguments)) throw UsageError(parser.errorText().toStdString());
    if (parser.isSet(QStringLiteral("help"))) parser.showHelp(0);
    if (parser.isSet(QStringLiteral("version"))) parser.showVersion();
    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        throw UsageError("expected at most one session file, found " + std::to_string(files.size()));

    WindowOptions options;
    options.session = files.value(0);
    options.experiment = chooseExperiment(parser);
    const bool isOwn = parser.isSet(QStringLiteral("preset")) || parser.isSet(QStringLiteral("data")) ||
                       parser.isSet(QStringLiteral("net"));
    options.watches = !isOwn && !parser.isSet(QStringLiteral("screenshots"));
    options.projector = parser.isSet(QStringLiteral("projector"));
    options.paused = parser.isSet(QStringLiteral("paused"));
    options.screenshots = parser.value(QStringLiteral("screenshots"));
    if (parser.isSet(QStringLiteral("seconds")))
        options.seconds = parseSeconds(parser.value(QStringLiteral("seconds")));
    if (parser.isSet(QStringLiteral("size"))) options.size = parseSize(parser.value(QStringLiteral("size")));
    if (parser.isSet(QStringLiteral("theme"))) {
        options.theme = ui::themeFromName(parser.value(QStringLiteral("theme")));
        if (!options.theme)
            throw UsageError("--theme: expected light, dark or system, found \"" +
                             parser.value(QStringLiteral("theme")).toStdString() + "\"");
    }
    if (parser.isSet(QStringLiteral("language"))) {
        options.language = ui::languageFromName(parser.value(QStringLiteral("language")));
        if (!options.language)
            throw UsageError("--language: expected de or en, found \"" +
                             parser.value(QStringLiteral("language")).toStdString() + "\"");
    }
    return options;
}

} // namespace tristate::app
