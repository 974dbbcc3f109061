#include "ui/panels/section_toggle.h"

#include <QToolButton>
#include <QVariant>

namespace tristate::ui {
namespace {
constexpr const char* kToggle = "sectionToggle"; ///< property of the body: its button
} // namespace

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
    body->setProperty(kToggle, QVariant::fromValue(toggle));
    return toggle;
}

void openSection(QWidget& body) {
    if (auto* toggle = body.property(kToggle).value<QToolButton*>()) toggle->setChecked(true);
}

} // namespace tristate::ui
