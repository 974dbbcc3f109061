#pragma once

#include <QString>

#include <optional>

namespace tristate::ui {

enum class Theme { System, Light, Dark };

/// "system", "light" or "dark"; nothing for any other text.
std::optional<Theme> themeFromName(const QString& name);
QString themeName(Theme theme);

/// Gives the whole application the Fusion style and a palette of ours; System takes light or dark after the
/// palette the desktop gave the application at start. GUI thread.
void applyTheme(Theme theme);

} // namespace tristate::ui
