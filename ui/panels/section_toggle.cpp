#include "ui/panels/section_toggle.h"

#include <QToolButton>

namespace tristate::ui {

QToolButton* makeSectionToggle(const QString& title, QWidget* body, bool isOpen) {
    auto* toggle = new QToolButton(body->parentWidget());
    toggle->setText(title);
    toggle->setCheckable(true);
    toggle->setAutoRaise(true);
    toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const auto show = [toggle, body](bool open) {
        toggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        body->setVisible(open);
    };
    toggle->setChecked(isOpen);
    show(isOpen);
    QObject::connect(toggle, &QToolButton::toggled, body, show);
    return toggle;
}

} // namespace tristate::ui
