#include "ui/plots/time_axis_menu.h"

#include <QActionGroup>

#include <utility>

namespace tristate::ui {

TimeAxisMenu::TimeAxisMenu(TimeAxis& axis, QWidget* parent) : QMenu(tr("T&ime axes"), parent) {
    using Stretch = TimeAxis::Stretch;
    const std::pair<Stretch, QString> choices[] = {{Stretch::All, tr("&Whole run")},
                                                   {Stretch::SinceChange, tr("&Since the last change")},
                                                   {Stretch::Last10, tr("Last &10 epochs")},
                                                   {Stretch::Last100, tr("Last 1&00 epochs")},
                                                   {Stretch::Logarithmic, tr("Whole run, &logarithmic")}};
    auto* group = new QActionGroup(this);
    for (const auto& choice : choices) {
        auto* action = group->addAction(choice.second);
        const Stretch stretch = choice.first;
        action->setCheckable(true);
        action->setChecked(stretch == axis.stretch());
        connect(action, &QAction::triggered, &axis, [&axis, stretch] { axis.setStretch(stretch); });
        connect(&axis, &TimeAxis::stretchChanged, action,
                [action, stretch](Stretch now) { action->setChecked(now == stretch); });
    }
    addActions(group->actions());
}

} // namespace tristate::ui
