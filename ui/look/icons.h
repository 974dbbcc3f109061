#pragma once

#include <QIcon>

class QPalette;

namespace tristate::ui {

/// The icon `name` of resources/icons, drawn in the palette's text colour (the files are drawn in black).
QIcon themedIcon(const QString& name, const QPalette& palette);

} // namespace tristate::ui
