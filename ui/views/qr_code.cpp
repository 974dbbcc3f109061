#include "ui/views/qr_code.h"

#include <QPainter>
#include <qrencode.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace tristate::ui {
namespace {

constexpr int kBorder = 4;
constexpr int kMostModules = 117; ///< those of version 25
constexpr int kFewestPixels = 3, kUsualPixels = 6;

struct FreeCode {
    void operator()(QRcode* code) const { QRcode_free(code); }
};
using Code = std::unique_ptr<QRcode, FreeCode>;

/// With as much redundancy as fits; null when none does.
Code encode(const QByteArray& text) {
    for (const auto level : {QR_ECLEVEL_M, QR_ECLEVEL_L}) {
        Code code(QRcode_encodeData(static_cast<int>(text.size()),
                                    reinterpret_cast<const unsigned char*>(text.constData()), 0, level));
        if (code && code->width <= kMostModules) return code;
    }
    return nullptr;
}

} // namespace

QImage qrCode(const QByteArray& text) {
    const Code code = encode(text);
    if (!code) return {};
    QImage image(code->width + 2 * kBorder, code->width + 2 * kBorder, QImage::Format_RGB32);
    image.fill(Qt::white);
    for (int y = 0; y < code->width; ++y)
        for (int x = 0; x < code->width; ++x) // the lowest bit of a module is its colour
            if (code->data[y * code->width + x] & 1) image.setPixel(kBorder + x, kBorder + y, qRgb(0, 0, 0));
    return image;
}

QrPicture::QrPicture(QImage code, QWidget* parent) : QWidget(parent), m_code(std::move(code)) {
    setAccessibleName(tr("QR code"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize QrPicture::minimumSizeHint() const {
    return m_code.size() * kFewestPixels;
}

QSize QrPicture::sizeHint() const {
    return m_code.size() * kUsualPixels;
}

void QrPicture::paintEvent(QPaintEvent*) {
    if (m_code.isNull()) return;
    QPainter painter(this);
    painter.scale(1 / devicePixelRatioF(), 1 / devicePixelRatioF());
    const QSize room = size() * devicePixelRatioF();
    const int pixels = std::max(1, std::min(room.width(), room.height()) / m_code.width());
    const QSize size = m_code.size() * pixels;
    painter.drawImage(
        QRect(QPoint((room.width() - size.width()) / 2, (room.height() - size.height()) / 2), size), m_code);
}

} // namespace tristate::ui
