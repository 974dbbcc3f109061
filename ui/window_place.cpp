#include "ui/window_place.h"

#include <QMainWindow>
#include <QScreen>
#include <QSettings>

namespace tristate::ui {

void restorePlace(QMainWindow& window) {
    const QSettings settings;
    if (!window.restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray())) {
        const QSize room = window.screen()->availableSize() - QSize(16, 48); // beside the frame
        if (window.size().boundedTo(room) != window.size()) window.setWindowState(Qt::WindowMaximized);
    }
    window.restoreState(settings.value(QStringLiteral("window/layout")).toByteArray());
}

void rememberPlace(const QMainWindow& window, Theme theme) {
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), window.saveGeometry());
    settings.setValue(QStringLiteral("window/layout"), window.saveState());
    settings.setValue(QStringLiteral("window/theme"), themeName(theme));
}

} // namespace tristate::ui
