#pragma once

#include "ui/plots/time_axis.h"

#include <QMenu>

namespace tristate::ui {

/// What the time axes show, as a menu with one check mark. Any number of them show the same choice.
class TimeAxisMenu : public QMenu {
    Q_OBJECT
public:
    TimeAxisMenu(TimeAxis& axis, QWidget* parent);
};

} // namespace tristate::ui
