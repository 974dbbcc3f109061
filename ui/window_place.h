#pragma once

#include "ui/look/theme.h"

class QMainWindow;

namespace tristate::ui {

/// Puts the window where it was when it was closed, its docks too, as QSettings has it; at the first start it
/// fills a screen that has no room for it and its frame. GUI thread.
void restorePlace(QMainWindow& window);
/// For the next start, with the theme.
void rememberPlace(const QMainWindow& window, Theme theme);

} // namespace tristate::ui
