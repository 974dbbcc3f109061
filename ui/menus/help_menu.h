#pragma once

#include <functional>

class QMenuBar;
class QTreeWidget;
class QWidget;

namespace tristate::ui {

/// Adds the menu with the list of keys, the lessons of others (`openLesson` asks for a file) and the about
/// box.
void addHelpMenu(QMenuBar& bar, QWidget* window, const std::function<void()>& openLesson);

/// A table of every command of the menus that has a key, and of the keys of the views. The caller owns it.
QTreeWidget* makeKeyTable(const QMenuBar& bar);

} // namespace tristate::ui
