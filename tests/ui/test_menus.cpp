#include "tests/ui/support/ui_test_main.h"
#include "ui/look/theme.h"
#include "ui/main_window.h"
#include "ui/menus/about.h"
#include "ui/menus/recent_files.h"
#include "ui/menus/theme_menu.h"
#include "ui/panels/section_toggle.h"

#include <QAction>
#include <QDialog>
#include <QFile>
#include <QMenu>
#include <QMenuBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <optional>

using namespace tristate::ui;

/// Menus by themselves: what they remember, mark and ask for.
class TestMenus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init() { QSettings().clear(); }
    void themesAreMarkedWithoutBeingChosen();
    void themesAreChosenByClicks();
    void recentFilesOutliveTheWindow();
    void recentFilesAreNotKeptUnasked();
    void filesThatAreGoneAreGreyed();
    void sectionsOpenAndClose();
    void aboutDoesNotBlockTheWindow();
    void everyCommandOfTheMenusHasWords();

private:
    QTemporaryDir m_folder;
};

/// Settings of this test's own.
void TestMenus::initTestCase() {
    QCoreApplication::setOrganizationName(QStringLiteral("Tristate Lab tests"));
    QCoreApplication::setApplicationName(QStringLiteral("test_menus"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
}

void TestMenus::themesAreMarkedWithoutBeingChosen() {
    ThemeMenu menu(nullptr);
    QSignalSpy chosen(&menu, &ThemeMenu::chosen);
    for (const Theme theme : {Theme::Dark, Theme::Light, Theme::System}) {
        menu.mark(theme);
        QStringList marked;
        for (const auto* action : menu.actions())
            if (action->isChecked()) marked << action->data().toString();
        QCOMPARE(marked, QStringList{themeName(theme)});
    }
    QCOMPARE(chosen.count(), 0);
}

void TestMenus::themesAreChosenByClicks() {
    ThemeMenu menu(nullptr);
    QSignalSpy chosen(&menu, &ThemeMenu::chosen);
    menu.mark(Theme::System);
    for (auto* action : menu.actions())
        if (action->data().toString() == themeName(Theme::Dark)) action->trigger();
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().value<Theme>(), Theme::Dark);
    for (const Theme theme : {Theme::System, Theme::Light, Theme::Dark})
        QCOMPARE(themeFromName(themeName(theme)), std::optional(theme)); // as it is remembered
    QVERIFY(!themeFromName(QStringLiteral("blue")));
}

void TestMenus::recentFilesOutliveTheWindow() {
    const QString first = m_folder.filePath(QStringLiteral("first.tristate"));
    const QString second = m_folder.filePath(QStringLiteral("second.tristate"));
    {
        RecentFiles menu(true);
        menu.add(first);
        menu.add(second);
    }
    RecentFiles menu(true);
    QCOMPARE(menu.files(), (QStringList{second, first}));
    menu.clearFiles();
    QVERIFY(RecentFiles(true).files().isEmpty());
}

void TestMenus::recentFilesAreNotKeptUnasked() {
    RecentFiles(true).add(m_folder.filePath(QStringLiteral("kept.tristate")));
    RecentFiles quiet(false);
    QVERIFY(quiet.files().isEmpty());
    quiet.add(m_folder.filePath(QStringLiteral("other.tristate")));
    QCOMPARE(RecentFiles(true).files(), QStringList{m_folder.filePath(QStringLiteral("kept.tristate"))});
}

void TestMenus::filesThatAreGoneAreGreyed() {
    const QString name = m_folder.filePath(QStringLiteral("on a stick.tristate"));
    QFile file(name);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    RecentFiles menu(false);
    menu.add(name);
    QSignalSpy chosen(&menu, &RecentFiles::chosen);
    QVERIFY(menu.actions().first()->isEnabled());
    menu.actions().first()->trigger();
    QCOMPARE(chosen.last().first().toString(), name);
    QVERIFY(file.remove());
    Q_EMIT menu.aboutToShow();
    QVERIFY(!menu.actions().first()->isEnabled());
    QVERIFY(file.open(QIODevice::WriteOnly)); // the stick is back
    file.close();
    Q_EMIT menu.aboutToShow();
    QVERIFY(menu.actions().first()->isEnabled());
}

void TestMenus::sectionsOpenAndClose() {
    QWidget panel;
    auto* column = new QVBoxLayout(&panel);
    auto* body = new QWidget(&panel);
    auto* toggle = makeSectionToggle(QStringLiteral("More"), body, false);
    column->addWidget(toggle);
    column->addWidget(body);
    panel.show();
    QVERIFY(!body->isVisible());
    QCOMPARE(toggle->arrowType(), Qt::RightArrow);
    toggle->click();
    QVERIFY(body->isVisible());
    QCOMPARE(toggle->arrowType(), Qt::DownArrow);
    toggle->click();
    QVERIFY(!body->isVisible());
    openSection(*body); // as a lesson does to show what is in it
    QVERIFY(body->isVisible() && toggle->isChecked());
    openSection(*body);
    QVERIFY(body->isVisible());
    openSection(panel); // has no button
}

void TestMenus::aboutDoesNotBlockTheWindow() {
    QWidget window;
    showAbout(&window);
    auto* dialog = window.findChild<QDialog*>();
    QVERIFY(dialog && dialog->isVisible() && !dialog->isModal());
    dialog->close();
    QTRY_VERIFY(!window.findChild<QDialog*>()); // and leaves nothing behind
}

void TestMenus::everyCommandOfTheMenusHasWords() {
    const MainWindow window({.theme = Theme::Light, .remember = false});
    QList<QKeySequence> keys;
    for (const auto* menu : window.menuBar()->findChildren<QMenu*>()) {
        QVERIFY(!menu->title().isEmpty() || menu->actions().isEmpty());
        for (const auto* action : menu->actions()) {
            if (action->isSeparator()) continue;
            QVERIFY2(!action->text().isEmpty(), qUtf8Printable(menu->title()));
            for (const auto& key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key), qUtf8Printable(key.toString())); // each does one thing
                keys << key;
            }
        }
    }
    QVERIFY(keys.size() > 12);
}

TRISTATE_UI_TEST_MAIN(TestMenus)
#include "test_menus.moc"
