#pragma once

class QWidget;

namespace tristate::ui {

/// Says what the program is, after which paper, and under which licence; does not block the window.
void showAbout(QWidget* window);

} // namespace tristate::ui
