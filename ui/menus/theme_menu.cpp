#include "ui/menus/theme_menu.h"

#include <QActionGroup>

#include <utility>

namespace tristate::ui {

ThemeMenu::ThemeMenu(QWidget* parent) : QMenu(tr("&Theme"), parent), m_themes(new QActionGroup(this)) {
    const std::pair<Theme, QString> themes[] = {
        {Theme::System, tr("&System")}, {Theme::Light, tr("&Light")}, {Theme::Dark, tr("&Dark")}};
    for (const auto& [theme, text] : themes) {
        auto* action = m_themes->addAction(text);
        action->setCheckable(true);
        action->setData(themeName(theme));
        connect(action, &QAction::triggered, this, [this, theme = theme] { Q_EMIT chosen(theme); });
    }
    addActions(m_themes->actions());
}

void ThemeMenu::mark(Theme theme) {
    for (auto* action : m_themes->actions())
        action->setChecked(action->data().toString() == themeName(theme));
}

} // namespace tristate::ui
