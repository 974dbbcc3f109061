#include "ui/pictures.h"

#include "core/base/error.h"
#include "ui/background_work.h"
#include "ui/refresh_schedule.h"

#include <QCoreApplication>
#include <QDir>
#include <QPixmap>
#include <QTabWidget>

namespace tristate::ui {
namespace {

void savePicture(const QDir& directory, const QString& name, QWidget& widget) {
    const QString file = directory.filePath(name + QStringLiteral(".png"));
    if (!widget.grab().save(file, "PNG"))
        throw Error("cannot write the picture " + file.toStdString() + ": is the directory writable?");
}

void settle(RefreshSchedule& schedule, BackgroundWork& work) {
    constexpr int kMostMilliseconds = 5000;
    QCoreApplication::processEvents(); // layouts first, so that plots know their size
    schedule.refreshAll();
    work.settle(kMostMilliseconds);
    QCoreApplication::processEvents(); // queued replots
}

} // namespace

void savePictures(const QString& directory, QWidget& window, QTabWidget& tabs, RefreshSchedule& schedule,
                  BackgroundWork& work, const std::vector<Picture>& pictures) {
    const QDir folder(directory);
    if (!QDir().mkpath(directory))
        throw Error("cannot make the directory " + directory.toStdString() + " for pictures");
    settle(schedule, work);
    savePicture(folder, QStringLiteral("window"), window);
    const int before = tabs.currentIndex();
    for (const auto& [name, view] : pictures) {
        if (tabs.indexOf(view) >= 0 && tabs.currentWidget() != view) {
            tabs.setCurrentWidget(view);
            settle(schedule, work);
        }
        savePicture(folder, name, *view);
    }
    tabs.setCurrentIndex(before);
}

} // namespace tristate::ui
