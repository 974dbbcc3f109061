#pragma once

#include "core/base/message.h"

#include <QString>

#include <exception>

namespace tristate::ui {

/// What the core says, in the language of the window: forms are translated by what they are (context
/// tristate::Messages), settings are called by their labels.
QString messageText(const Message& message);
/// Of an Error its message; an exception of the system or of a library says what it says.
QString messageText(const std::exception& problem);

/// A text of the table of settings (core/train/settings.h) in the language of the window.
QString settingText(const char* text);

} // namespace tristate::ui
