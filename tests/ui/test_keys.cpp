#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/menus/help_menu.h"
#include "ui/panels/experiment_panel.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QMenuBar>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// The keyboard, in the real window.
class TestKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void spacePlaysAndPauses();
    void spacePressesNoButton();
    void returnPressesTheButtonInFocus();
    void spaceIsTextWhereTextIsEdited();
    void listsEveryKeyOfTheMenus();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    std::int64_t lastStep() {
        const auto* last = bridge().data().lastPoint();
        return last ? last->step : 0;
    }
    void startPaused();

    std::unique_ptr<MainWindow> m_window;
};

void TestKeys::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestKeys::startPaused() {
    bridge().start(test::smallExperiment(), true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestKeys::spacePlaysAndPauses() {
    startPaused();
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QTRY_VERIFY(lastStep() > 0);
    QCOMPARE(bridge().state(), RunState::Running);
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestKeys::spacePressesNoButton() {
    startPaused();
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    auto* button = m_window->findChild<QPushButton*>(QStringLiteral("newRun"));
    QTest::mouseClick(button, Qt::LeftButton);
    QTRY_COMPARE(bridge().state(), RunState::Running);
    const int number = bridge().data().number;
    QTRY_VERIFY(lastStep() > 0);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(bridge().data().number, number);
    button->setFocus(Qt::TabFocusReason);
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_COMPARE(bridge().state(), RunState::Running);
    QTest::keyClick(button, Qt::Key_Space);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    for (auto* box : m_window->findChildren<QAbstractButton*>()) {
        if (!box->isVisible() || !box->isCheckable() || box->focusPolicy() == Qt::NoFocus) continue;
        const bool before = box->isChecked();
        box->setFocus();
        QTest::keyClick(box, Qt::Key_Space);
        QCOMPARE(box->isChecked(), before);
        QTRY_VERIFY(bridge().state() == RunState::Running || bridge().state() == RunState::Paused);
    }
    QCOMPARE(bridge().data().number, number);

    auto experiment = test::smallExperiment(); // one that ends: there is nothing to play any more
    experiment.train.epochs = 1;
    bridge().start(experiment);
    QTRY_COMPARE(bridge().state(), RunState::Finished);
    const int finished = bridge().data().number;
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
    QCoreApplication::processEvents();
    QCOMPARE(bridge().data().number, finished);
}

void TestKeys::returnPressesTheButtonInFocus() {
    startPaused();
    const int number = bridge().data().number;
    auto* button = m_window->findChild<QPushButton*>(QStringLiteral("newRun"));
    for (const auto key : {Qt::Key_Return, Qt::Key_Enter}) {
        button->setFocus();
        QTest::keyClick(button, key);
    }
    QCOMPARE(bridge().data().number, number + 2);
}

void TestKeys::spaceIsTextWhereTextIsEdited() {
    startPaused();
    m_window->activateWindow();
    auto& field = test::part<ExperimentPanel>(*m_window).netField();
    field.setFocus();
    field.setText(QStringLiteral("784-10"));
    QTest::keyClick(&field, Qt::Key_Space);
    QCOMPARE(field.text(), QStringLiteral("784-10 "));
    QCOMPARE(bridge().state(), RunState::Paused);
}

void TestKeys::listsEveryKeyOfTheMenus() {
    const std::unique_ptr<QTreeWidget> table(makeKeyTable(*m_window->menuBar()));
    for (const auto* action : m_window->menuBar()->findChildren<QAction*>()) {
        if (action->shortcut().isEmpty()) continue;
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        QVERIFY2(!table->findItems(key, Qt::MatchExactly | Qt::MatchRecursive, 1).isEmpty(),
                 qUtf8Printable(action->text()));
    }
    QVERIFY(!table->findItems(QStringLiteral("Ctrl+E"), Qt::MatchExactly | Qt::MatchRecursive, 1).isEmpty());
}

TRISTATE_UI_TEST_MAIN(TestKeys)
#include "test_keys.moc"
