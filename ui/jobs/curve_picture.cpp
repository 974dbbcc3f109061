#include "ui/jobs/curve_picture.h"

#include "core/io/report/curves.h"

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgRenderer>

namespace tristate::ui {
namespace {

constexpr int kPixels = 2;   ///< of the image for each of the drawing
constexpr double kInch = 96; ///< of the drawing, in pixels

} // namespace

std::string curvesPng(const train::History& history, const train::Experiment& experiment) {
    return pngOfSvg(io::toSvg(io::curvePlots(history, experiment)));
}

std::string pngOfSvg(const std::string& svg) {
    QSvgRenderer renderer(QByteArray::fromStdString(svg));
    QImage image(renderer.defaultSize() * kPixels, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.end();
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    image.save(&bytes, "PNG");
    return bytes.data().toStdString();
}

std::string curvesPdf(const train::History& history, const train::Experiment& experiment) {
    QSvgRenderer renderer(QByteArray::fromStdString(io::toSvg(io::curvePlots(history, experiment))));
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    QPdfWriter writer(&bytes);
    writer.setTitle(QStringLiteral("Tristate Lab"));
    writer.setPageMargins({});
    writer.setPageSize(QPageSize(QSizeF(renderer.defaultSize()) / kInch, QPageSize::Inch));
    QPainter painter(&writer);
    renderer.render(&painter);
    painter.end();
    return bytes.data().toStdString();
}

} // namespace tristate::ui
