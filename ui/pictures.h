#pragma once

#include <QString>

#include <vector>

class QTabWidget;
class QWidget;

namespace tristate::ui {

class BackgroundWork;
class RefreshSchedule;

struct Picture {
    QString name; ///< of the file, without .png
    QWidget* view;
};

/// Writes one PNG. Throws Error naming the file that could not be written.
void savePicture(const QString& directory, const Picture& picture);

/// Writes window.png and one PNG a picture into `directory`, made when it is not there. Views on hidden tabs
/// are brought to the front for their picture, with what they wait for computed, and the tab in front before
/// is so afterwards. Throws Error naming the file that could not be written.
void savePictures(const QString& directory, QWidget& window, QTabWidget& tabs, RefreshSchedule& schedule,
                  BackgroundWork& work, const std::vector<Picture>& pictures);

} // namespace tristate::ui
