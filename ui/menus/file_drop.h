#pragma once

#include <QObject>

class QWidget;

namespace tristate::ui {

class FileCommands;

/// Opens what is dropped on the window: one file or folder.
class FileDrop : public QObject {
    Q_OBJECT
public:
    FileDrop(QWidget& window, FileCommands& files);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    FileCommands& m_files;
};

} // namespace tristate::ui
