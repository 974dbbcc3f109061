#pragma once

class QString;
class QToolButton;
class QWidget;

namespace tristate::ui {

/// A button with an arrow that opens and closes `body`, which stands below it; a child of the body's parent.
QToolButton* makeSectionToggle(const QString& title, QWidget* body, bool isOpen);

/// Opens what such a button has closed; does nothing to other widgets.
void openSection(QWidget& body);

} // namespace tristate::ui
