#pragma once

#include <QString>

#include <functional>

class QMenu;

namespace tristate::ui {

/// Before the QApplication, as Qt wants to know its scale when it starts: makes everything larger when that
/// is asked for, or remembered and nothing speaks against it.
void scaleForProjector(bool asked, bool remember);

/// A check mark that is remembered for the next start; `tell` gets a sentence that says so.
void addProjectorAction(QMenu& menu, const std::function<void(const QString& sentence)>& tell);

} // namespace tristate::ui
