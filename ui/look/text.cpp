#include "ui/look/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <cmath>

namespace tristate::ui {

QString strengthText(double value, int digits) {
    if (value == 0) return QCoreApplication::translate("Text", "off");
    const double rounded = QString::number(value, 'g', digits).toDouble();
    const double size = std::abs(rounded);
    if (size >= 0.01 && size < 1000) return QLocale::c().toString(rounded, 'g', digits);
    const int exponent = static_cast<int>(std::floor(std::log10(size) + 1e-9));
    const double mantissa = rounded / std::pow(10.0, exponent);
    return QStringLiteral("%1e%2").arg(QLocale::c().toString(mantissa, 'g', digits)).arg(exponent);
}

QString countText(long long value) {
    return QLocale().toString(value);
}

QString percentText(double value, int decimals) {
    if (!std::isfinite(value)) return QStringLiteral("–");
    return QCoreApplication::translate("Text", "%1 %").arg(QLocale().toString(value, 'f', decimals));
}

QString metricText(train::Metric metric, double error) {
    constexpr int kDigits = 4;
    if (metric == train::Metric::ErrorRate || !std::isfinite(error)) return percentText(error);
    const QString number = QLocale().toString(error, 'g', kDigits);
    if (metric == train::Metric::Rmse) return number;
    return QCoreApplication::translate("Text", "%1 deviations").arg(number);
}

QString bytesText(long long bytes) {
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString widthsText(const std::vector<int>& widths) {
    QStringList parts;
    for (const int width : widths) parts << QString::number(width);
    return parts.join(QLatin1Char('-'));
}

QString shortCountText(double value) {
    const double size = std::abs(value);
    if (size >= 999'500)
        return QCoreApplication::translate("Text", "%1 M").arg(QLocale().toString(value / 1e6, 'g', 3));
    if (size >= 1e3)
        return QCoreApplication::translate("Text", "%1 k").arg(QLocale().toString(value / 1e3, 'g', 3));
    return QLocale().toString(value, 'g', 3);
}

QString fileText(const std::filesystem::path& file) {
    if (file.has_filename()) return QString::fromStdString(file.filename().string());
    return QString::fromStdString(file.parent_path().filename().string()) + QLatin1Char('/');
}

} // namespace tristate::ui
