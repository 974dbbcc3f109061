#include "tests/ui/support/catalogue.h"

#include <QFile>
#include <QRegularExpression>
#include <QXmlStreamReader>

namespace tristate::ui {

std::vector<CatalogueEntry> readCatalogue(const QString& file) {
    QFile device(file);
    std::vector<CatalogueEntry> entries;
    if (!device.open(QIODevice::ReadOnly)) return entries;
    QXmlStreamReader xml(&device);
    QString context;
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement) continue;
        const auto name = xml.name();
        if (name == QLatin1String("name")) {
            context = xml.readElementText();
        } else if (name == QLatin1String("message")) {
            entries.push_back({context, {}, {}, xml.attributes().hasAttribute("numerus"), false});
        } else if (name == QLatin1String("source")) {
            entries.back().source = xml.readElementText();
        } else if (name == QLatin1String("translation")) {
            entries.back().isUnfinished = xml.attributes().value("type") == QLatin1String("unfinished");
            if (!entries.back().hasNumber) entries.back().translations << xml.readElementText();
        } else if (name == QLatin1String("numerusform")) {
            entries.back().translations << xml.readElementText();
        }
    }
    return xml.hasError() ? std::vector<CatalogueEntry>() : entries;
}

QStringList placeholders(const QString& text) {
    static const QRegularExpression kPlaceholder(QStringLiteral("%(\\d+|[np])"));
    QStringList found;
    for (auto match = kPlaceholder.globalMatch(text); match.hasNext();) found << match.next().captured();
    found.sort();
    return found;
}

} // namespace tristate::ui
