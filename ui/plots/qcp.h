#pragma once

// The one way to QCustomPlot in this project. Its header is written with Qt's keyword macros, which the
// project does not use (QT_NO_KEYWORDS): they exist only while it is read.

#include <QtGlobal>

#define signals Q_SIGNALS
#define slots Q_SLOTS
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef foreach
