#include "ui/look/icons.h"

#include <QFile>
#include <QPainter>
#include <QPalette>
#include <QPixmap>
#include <QSvgRenderer>

/// A static library's resources are registered by hand; the macro may not stand in a namespace.
static void registerIcons() {
    Q_INIT_RESOURCE(icons);
}

namespace tristate::ui {
namespace {

QPixmap render(QByteArray drawing, const QColor& colour) {
    constexpr int kPixels = 64; // scaled down by QIcon: sharp on dense screens too
    drawing.replace("#000", colour.name().toLatin1());
    QSvgRenderer renderer(drawing);
    QPixmap pixmap(kPixels, kPixels);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    renderer.render(&painter);
    return pixmap;
}

} // namespace

QIcon themedIcon(const QString& name, const QPalette& palette) {
    registerIcons();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) return {};
    const QByteArray drawing = file.readAll();
    QIcon icon(render(drawing, palette.color(QPalette::Active, QPalette::WindowText)));
    icon.addPixmap(render(drawing, palette.color(QPalette::Disabled, QPalette::WindowText)), QIcon::Disabled);
    return icon;
}

} // namespace tristate::ui
