#include "ui/menus/projector.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QSettings>

namespace tristate::ui {
namespace {

constexpr const char* kSetting = "window/projector"; ///< of QSettings, a bool
constexpr const char* kScale = "1.5";                ///< a screen of 1920 x 1080 holds what 1280 x 720 does

struct ProjectorTexts {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::Projector)
};

} // namespace

void scaleForProjector(bool asked, bool remember) {
    if (asked || (remember && QSettings().value(QLatin1String(kSetting)).toBool()))
        qputenv("QT_SCALE_FACTOR", kScale);
}

void addProjectorAction(QMenu& menu, const std::function<void(const QString& sentence)>& tell) {
    auto* action = menu.addAction(ProjectorTexts::tr("&Projector mode"));
    action->setCheckable(true);
    action->setChecked(QSettings().value(QLatin1String(kSetting)).toBool());
    QObject::connect(action, &QAction::toggled, &menu, [tell](bool on) {
        QSettings().setValue(QLatin1String(kSetting), on);
        tell(on ? ProjectorTexts::tr("Everything will be larger from the next start on.")
                : ProjectorTexts::tr("Everything will have its usual size from the next start on."));
    });
}

} // namespace tristate::ui
