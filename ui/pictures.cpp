#include "ui/pictures.h"

#include "core/base/error.h"
#include "core/messages/files.h"
#include "ui/jobs/background_work.h"
#include "ui/run/refresh_schedule.h"

#include <QCoreApplication>
#include <QDir>
#include <QPixmap>
#include <QTabWidget>

namespace tristate::ui {
namespace {

void settle(RefreshSchedule& schedule, BackgroundWork& work) {
    constexpr int kMaxMilliseconds = 5000;
    QCoreApplication::processEvents(); // layouts first, so that plots know their size
    schedule.refreshAll();
    work.settle(kMaxMilliseconds);
    QCoreApplication::processEvents(); // queued replots
}

} // namespace

void savePicture(const QString& directory, const Picture& picture) {
    const QString file = QDir(directory).filePath(picture.name + QStringLiteral(".png"));
    if (!picture.view->grab().save(file, "PNG")) throw Error(say::kCannotWritePicture, file.toStdString());
}

void savePictures(const QString& directory, QWidget& window, QTabWidget& tabs, RefreshSchedule& schedule,
                  BackgroundWork& work, const std::vector<Picture>& pictures) {
    if (!QDir().mkpath(directory)) throw Error(say::kCannotMakeDirectory, directory.toStdString());
    settle(schedule, work);
    savePicture(directory, {QStringLiteral("window"), &window});
    const int before = tabs.currentIndex();
    for (const auto& picture : pictures) {
        if (tabs.indexOf(picture.view) >= 0 && tabs.currentWidget() != picture.view) {
            tabs.setCurrentWidget(picture.view);
            settle(schedule, work);
        }
        savePicture(directory, picture);
    }
    tabs.setCurrentIndex(before);
}

} // namespace tristate::ui
