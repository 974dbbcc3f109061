#include "ui/look/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

/// A static library's resources are registered by hand; the macro may not stand in a namespace.
static void registerCatalogues() {
#ifdef TRISTATE_TRANSLATED
    Q_INIT_RESOURCE(translations);
#endif
}

namespace tristate::ui {
namespace {

bool load(QTranslator& translator, const QLocale& locale, const QString& name, const QString& folder) {
    return translator.load(locale, name, QStringLiteral("_"), folder);
}

} // namespace

std::optional<Language> languageFromName(const QString& name) {
    if (name == QLatin1String("en")) return Language::English;
    if (name == QLatin1String("de")) return Language::German;
    return std::nullopt;
}

void useLanguage(std::optional<Language> language) {
    static QTranslator qt, ours;
    const QLocale locale = !language                       ? QLocale::system()
                           : *language == Language::German ? QLocale(QLocale::German, QLocale::Germany)
                                                           : QLocale(QLocale::English, QLocale::UnitedStates);
    QLocale::setDefault(locale);
    registerCatalogues();
    for (auto* translator : {&ours, &qt}) QCoreApplication::removeTranslator(translator);
    if (!load(ours, locale, QStringLiteral("tristate"), QStringLiteral(":/translations"))) return;
    QCoreApplication::installTranslator(&ours);
    if (load(qt, locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qt);
}

} // namespace tristate::ui
