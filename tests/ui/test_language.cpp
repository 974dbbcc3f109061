#include "tests/ui/support/catalogue.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/language.h"
#include "ui/look/text.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/panels/number_field.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLibraryInfo>
#include <QMenu>
#include <QMenuBar>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QSet>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace tristate;
using namespace tristate::ui;

namespace {

/// The letter behind the only '&'; "" when there is none.
QString mnemonic(QString text) {
    text.remove(QStringLiteral("&&"));
    const auto at = text.indexOf(QLatin1Char('&'));
    return at < 0 ? QString() : text.mid(at + 1, 1).toLower();
}

QString sourceFile(const char* path) {
    return QStringLiteral(TRISTATE_SOURCE_DIR "/") + QLatin1String(path);
}

} // namespace

/// The German catalogue, and the window in German.
class TestLanguage : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { useLanguage(Language::English); }
    void cleanup();
    void knowsItsNames();
    void everyMessageIsTranslated();
    void placeholdersAgree();
    void tellsWhatIsNewInTheSource();
    void theMenusAreGerman();
    void everyMenuEntryHasItsOwnLetter();
    void theFieldsAreGerman();
    void pluralsAndNumbersAreGerman();
    void fieldsKeepThePoint();
    void englishComesBack();

private:
    void openWindow(Language language);
    std::vector<CatalogueEntry> m_messages =
        readCatalogue(sourceFile("resources/translations/tristate_de.ts"));
    std::unique_ptr<MainWindow> m_window;
};

void TestLanguage::cleanup() {
    m_window.reset();
    useLanguage(Language::English);
}

void TestLanguage::openWindow(Language language) {
    if (!QFile::exists(QStringLiteral(":/translations/tristate_de.qm")))
        QSKIP("built without the tools of Qt Linguist");
    useLanguage(language);
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
}

void TestLanguage::knowsItsNames() {
    QCOMPARE(languageFromName(QStringLiteral("de")), std::optional(Language::German));
    QCOMPARE(languageFromName(QStringLiteral("en")), std::optional(Language::English));
    QVERIFY(!languageFromName(QStringLiteral("Deutsch")));
}

void TestLanguage::everyMessageIsTranslated() {
    QVERIFY(m_messages.size() > 500);
    for (const auto& message : m_messages) {
        const QByteArray which = (message.context + QStringLiteral(": ") + message.source).toUtf8();
        QVERIFY2(!message.isUnfinished, which.constData());
        QCOMPARE(message.translations.size(), message.hasNumber ? 2 : 1);
        for (const auto& text : message.translations) QVERIFY2(!text.isEmpty(), which.constData());
    }
}

void TestLanguage::placeholdersAgree() {
    for (const auto& message : m_messages)
        for (const auto& text : message.translations) {
            QVERIFY2(placeholders(text) == placeholders(message.source), qUtf8Printable(text));
            QVERIFY2(mnemonic(text).isEmpty() == mnemonic(message.source).isEmpty(), qUtf8Printable(text));
            QVERIFY2(text.startsWith(QLatin1Char(' ')) == message.source.startsWith(QLatin1Char(' ')),
                     qUtf8Printable(text));
            QVERIFY2(text.endsWith(QStringLiteral("…")) == message.source.endsWith(QStringLiteral("…")),
                     qUtf8Printable(text));
        }
}

/// A text that has no German yet is shown in English, which is no failure; how many there are is printed.
void TestLanguage::tellsWhatIsNewInTheSource() {
    QTemporaryDir folder;
    const QString copy = folder.filePath(QStringLiteral("new.ts"));
    QVERIFY(QFile::copy(sourceFile("resources/translations/tristate_de.ts"), copy));
    QProcess update;
    update.start(sourceFile("scripts/update-translations"), {copy});
    if (!update.waitForStarted() || !update.waitForFinished() || update.exitCode() != 0)
        QSKIP("lupdate is not there");
    const auto messages = readCatalogue(copy);
    QVERIFY(!messages.empty());
    const auto unfinished = std::count_if(messages.begin(), messages.end(),
                                          [](const CatalogueEntry& m) { return m.isUnfinished; });
    qInfo("%d of %d texts of the source have no German yet", static_cast<int>(unfinished),
          static_cast<int>(messages.size()));
}

void TestLanguage::theMenusAreGerman() {
    openWindow(Language::German);
    QStringList titles;
    for (const auto* action : m_window->menuBar()->actions()) titles << action->text();
    QCOMPARE(titles, (QStringList{QStringLiteral("&Datei"), QStringLiteral("&Bearbeiten"),
                                  QStringLiteral("&Lauf"), QStringLiteral("&Ansicht"),
                                  QStringLiteral("Le&ktionen"), QStringLiteral("&Hilfe")}));
}

void TestLanguage::everyMenuEntryHasItsOwnLetter() {
    for (const Language language : {Language::English, Language::German}) {
        openWindow(language);
        for (const auto* menu : m_window->findChildren<QMenu*>()) {
            QSet<QString> seen;
            for (const auto* action : menu->actions()) {
                const QString letter = mnemonic(action->text());
                QVERIFY2(letter.isEmpty() || !seen.contains(letter), qUtf8Printable(action->text()));
                seen.insert(letter);
            }
        }
    }
}

void TestLanguage::theFieldsAreGerman() {
    openWindow(Language::German);
    QStringList labels;
    for (const auto* label : m_window->findChildren<QLabel*>()) labels << label->text();
    // A table of the source names these fields, and the names of settings in the menu.
    for (const char* text : {"Lernrate", "Epochen", "Optimierer"})
        QVERIFY2(labels.contains(QString::fromUtf8(text)), text);
    if (!QFile::exists(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_de.qm")))
        QSKIP("Qt's own translations are not installed");
    const QDialogButtonBox box(QDialogButtonBox::Cancel);
    QCOMPARE(box.button(QDialogButtonBox::Cancel)->text(), QStringLiteral("Abbrechen"));
}

void TestLanguage::pluralsAndNumbersAreGerman() {
    openWindow(Language::German);
    const auto moments = [](int count) {
        return QCoreApplication::translate("tristate::ui::TradeOffPlot",
                                           "%n moments are not beaten by any other", nullptr, count);
    };
    QCOMPARE(moments(1), QStringLiteral("1 Moment wird von keinem anderen geschlagen"));
    QCOMPARE(moments(2), QStringLiteral("2 Momente werden von keinem anderen geschlagen"));
    QCOMPARE(countText(266'610), QStringLiteral("266.610"));
    QCOMPARE(percentText(1.25), QStringLiteral("1,25 %"));
}

void TestLanguage::fieldsKeepThePoint() {
    useLanguage(Language::German);
    NumberField field(QStringLiteral("rate"), 0, 1);
    field.setValue(0.25);
    QCOMPARE(field.text(), QStringLiteral("0.25"));
    for (const char* text : {"0.5", "0,5"}) {
        field.setText(QLatin1String(text));
        QTest::keyClick(&field, Qt::Key_Return);
        QCOMPARE(field.text(), QStringLiteral("0.5"));
        field.setValue(0.25);
    }
    // A point that sets thousands apart would not be told from it.
    openWindow(Language::German);
    for (const auto* box : m_window->findChildren<QSpinBox*>())
        QVERIFY2(!box->text().contains(QLatin1Char('.')), qUtf8Printable(box->text()));
}

void TestLanguage::englishComesBack() {
    openWindow(Language::German);
    openWindow(Language::English);
    QCOMPARE(m_window->menuBar()->actions().front()->text(), QStringLiteral("&File"));
    QCOMPARE(countText(266'610), QStringLiteral("266,610"));
}

TRISTATE_UI_TEST_MAIN(TestLanguage)
#include "test_language.moc"
