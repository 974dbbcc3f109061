#pragma once

#include <QByteArray>
#include <QImage>
#include <QWidget>

namespace tristate::ui {

/// A text as a QR code (ISO/IEC 18004): one pixel for each module, black on white, with the four white
/// modules around it that readers need. Null when it would have more modules than a telephone tells apart on
/// a projector's screen (117 without the border, some 1,270 characters).
QImage qrCode(const QByteArray& text);

/// A QR code as large as there is room for, in whole pixels for each module, and black on white whatever the
/// theme: a reader must find it. GUI thread.
class QrPicture : public QWidget {
    Q_OBJECT
public:
    explicit QrPicture(QImage code, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_code;
};

} // namespace tristate::ui
