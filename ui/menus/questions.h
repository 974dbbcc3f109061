#pragma once

#include <QStringList>

namespace tristate::ui {

class Autosave;
class MessageBar;
class SessionBridge;

/// Asks above the views whether to recover a run, when a program that is gone left one; false when there is
/// none.
bool askToRecover(MessageBar& messages, Autosave& autosave);

/// Says in a sentence what to do first, until somebody changes a strength, closes it or something newer
/// comes.
void giveFirstHint(MessageBar& messages, SessionBridge& bridge);

/// Asks before anything is read from the folders that a session names.
void askToReadData(MessageBar& messages, SessionBridge& bridge, const QString& file,
                   const QStringList& folders);

} // namespace tristate::ui
