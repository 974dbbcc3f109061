#include "ui/look/theme.h"

#include "ui/look/palette.h"
#include "ui/look/scale.h"

#include <QApplication>
#include <QPalette>

namespace tristate::ui {
namespace {

struct Tones {
    QRgb window, base, field, alternate, button, text, disabled, highlight, link;
};

constexpr Tones kLight = {0xfff1f3f6, 0xffffffff, 0xffffffff, 0xfff6f8fa, 0xffe9ecf0,
                          0xff1c2430, 0xff9aa3ae, 0xff0072b2, 0xff0072b2};
constexpr Tones kDark = {0xff1d2229, 0xff15191f, 0xff333b45, 0xff1a1f26, 0xff2a313a,
                         0xffdde3ea, 0xff6b7580, 0xff3a8fc4, 0xff56b4e9};

QPalette makePalette(const Tones& tones) {
    QPalette palette(QColor(tones.button), QColor(tones.window));
    palette.setColor(QPalette::Window, QColor(tones.window));
    palette.setColor(QPalette::Base, QColor(tones.base));
    palette.setColor(QPalette::AlternateBase, QColor(tones.alternate));
    palette.setColor(QPalette::Button, QColor(tones.button));
    palette.setColor(QPalette::ToolTipBase, QColor(tones.base));
    palette.setColor(QPalette::Highlight, QColor(tones.highlight));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::Link, QColor(tones.link));
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, QColor(tones.text));
        palette.setColor(QPalette::Disabled, role, QColor(tones.disabled));
    }
    palette.setColor(QPalette::PlaceholderText, QColor(tones.disabled));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, QColor(tones.disabled));
    return palette;
}

} // namespace

std::optional<Theme> themeFromName(const QString& name) {
    if (name == QLatin1String("system")) return Theme::System;
    if (name == QLatin1String("light")) return Theme::Light;
    if (name == QLatin1String("dark")) return Theme::Dark;
    return std::nullopt;
}

QString themeName(Theme theme) {
    switch (theme) {
    case Theme::Light:
        return QStringLiteral("light");
    case Theme::Dark:
        return QStringLiteral("dark");
    case Theme::System:
        break;
    }
    return QStringLiteral("system");
}

void applyTheme(Theme theme) {
    // Asked once, before any palette of ours is in place. (Qt 6.4 has no QStyleHints::colorScheme.)
    static const bool systemIsDark = isDark(QApplication::palette());
    useScaledStyle();
    const bool dark = theme == Theme::Dark || (theme == Theme::System && systemIsDark);
    const Tones& tones = dark ? kDark : kLight;
    const QPalette palette = makePalette(tones);
    QApplication::setPalette(palette);
    // Fusion outlines fields in a darker tone, which is lost on dark ground: they get a lighter fill instead.
    QPalette fields = palette;
    fields.setColor(QPalette::Base, QColor(tones.field));
    for (const char* type : {"QCheckBox", "QLineEdit", "QAbstractSpinBox", "QProgressBar"})
        QApplication::setPalette(fields, type);
}

} // namespace tristate::ui
