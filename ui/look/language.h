#pragma once

#include <QString>

#include <optional>

namespace tristate::ui {

enum class Language { English, German };

/// "en" or "de"; nothing for any other text.
std::optional<Language> languageFromName(const QString& name);

/// Puts the window, Qt's own dialogs, numbers and dates into this language; nothing stands for the system's,
/// and English for what has no translation. Fields that take numbers show a point in every language. Before
/// the first window; GUI thread.
void useLanguage(std::optional<Language> language);

} // namespace tristate::ui
