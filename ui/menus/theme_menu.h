#pragma once

#include "ui/look/theme.h"

#include <QMenu>

class QActionGroup;

namespace tristate::ui {

/// The menu View > Theme: one check mark, at the theme in force.
class ThemeMenu : public QMenu {
    Q_OBJECT
public:
    explicit ThemeMenu(QWidget* parent);

    /// Marks a theme; sends nothing.
    void mark(Theme theme);

Q_SIGNALS:
    void chosen(tristate::ui::Theme theme);

private:
    QActionGroup* m_themes;
};

} // namespace tristate::ui
