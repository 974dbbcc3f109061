#pragma once

#include "core/base/error.h"
#include "core/train/experiment.h"
#include "ui/look/language.h"
#include "ui/look/theme.h"

#include <QSize>
#include <QString>
#include <QStringList>

#include <optional>

namespace tristate::app {

/// The command line itself is wrong: an unknown option, a value that is invalid.
class UsageError : public Error {
public:
    using Error::Error;
};

/// What the command line of the window asks for.
struct WindowOptions {
    QString session; ///< file to open; empty: start `experiment`
    train::Experiment experiment;
    bool paused = false;
    bool projector = false; ///< everything larger
    bool watches = false;   ///< the experiment is the one that everybody sees first
    std::optional<ui::Theme> theme;
    std::optional<ui::Language> language; ///< nothing: that of the system
    QString screenshots;                  ///< directory; empty: none
    double seconds = 10;                  ///< to run before the screenshots
    QSize size;                           ///< invalid: the usual one

    bool takesPictures() const { return !screenshots.isEmpty(); }
};

/// Throws UsageError for what cannot be understood and Error for an experiment that cannot be. --help and
/// --version end the program.
WindowOptions parseWindowOptions(const QStringList& arguments);

} // namespace tristate::app
