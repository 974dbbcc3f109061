#pragma once

#include "core/base/message.h"

#include <QString>

namespace tristate::ui {

/// What the core says, in the language of the window: forms are translated by what they are (context
/// tristate::Messages), settings are called by their labels.
QString messageText(const Message& message);

/// A text of the table of settings (core/train/settings.h) in the language of the window.
QString settingText(const char* text);

} // namespace tristate::ui
