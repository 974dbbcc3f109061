#pragma once

#include <QObject>
#include <QtGlobal>

namespace tristate::ui::test {

/// The one part of that type in a window (or another object); a window without it is a failed test.
template <class Part>
Part& part(const QObject& whole) {
    auto* found = whole.findChild<Part*>();
    if (!found) qFatal("no %s in the window", Part::staticMetaObject.className());
    return *found;
}

} // namespace tristate::ui::test
