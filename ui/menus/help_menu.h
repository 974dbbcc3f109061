#pragma once

class QMenuBar;
class QTreeWidget;
class QWidget;

namespace tristate::ui {

/// Adds the menu with the list of keys and the about box.
void addHelpMenu(QMenuBar& bar, QWidget* window);

/// A table of every command of the menus that has a key, and of the keys of the views. The caller owns it.
QTreeWidget* makeKeyTable(const QMenuBar& bar);

} // namespace tristate::ui
