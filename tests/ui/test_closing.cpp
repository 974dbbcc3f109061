#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/menus/recent_files.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/run_control.h"
#include "ui/run/autosave.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// How the window ends, and what of its runs is there at the next start.
class TestClosing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_window = windowWith({}); }
    void cleanup() { m_window.reset(); }
    void aCleanEndLeavesNoAutosave();
    void whatACrashLeftIsRecovered();
    void aRunThatNobodyTouchedMakesRoom();
    void whatACrashLeftIsDiscarded();
    void closingKeepsTheRuns();
    void whatIsSavedIsNotKeptTwice();
    void onlySoManyAreKept();
    void endingOnRequestOffersNothing();
    void aFailingAutosaveIsToldOnce();
    void aFailedAutosaveIsTriedAgain();
    void closesWhileTraining();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    std::int64_t lastStep() {
        const auto* last = bridge().data().lastPoint();
        return last ? last->step : 0;
    }
    std::unique_ptr<MainWindow> windowWith(const QString& folder);
    void start(bool paused);
    void trainAStep();
    void leaveAutosave(const QString& file);
    QPushButton* answer(const QString& text);

    std::unique_ptr<MainWindow> m_window;
};

/// A window like one that is started while others run.
std::unique_ptr<MainWindow> TestClosing::windowWith(const QString& folder) {
    return std::make_unique<MainWindow>(
        MainWindow::Options{.theme = Theme::Light, .remember = false, .autosaveFolder = folder});
}

void TestClosing::start(bool paused) {
    bridge().start(test::smallExperiment(), paused);
    QTRY_COMPARE(bridge().state(), paused ? RunState::Paused : RunState::Running);
}

void TestClosing::trainAStep() {
    start(true);
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
}

/// What a program that was killed leaves: its file, whose lock is of a process that is gone.
void TestClosing::leaveAutosave(const QString& file) {
    trainAStep();
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    bridge().save(file.toStdString());
    QVERIFY(saved.wait());
}

QPushButton* TestClosing::answer(const QString& text) {
    for (auto* button : test::part<MessageBar>(*m_window).findChildren<QPushButton*>())
        if (button->text() == text) return button;
    return nullptr;
}

void TestClosing::aCleanEndLeavesNoAutosave() {
    QTemporaryDir folder;
    auto first = windowWith(folder.path());
    m_window = windowWith(folder.path());
    QVERIFY(test::part<Autosave>(*first).file() != test::part<Autosave>(*m_window).file());
    start(true);
    test::part<Autosave>(*m_window).save();
    QVERIFY(!bridge().isBusy()); // there was nothing to save yet
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    test::part<Autosave>(*m_window).save();
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QFileInfo::exists(test::part<Autosave>(*m_window).file()));
    QVERIFY(test::part<FileCommands>(*m_window).sessionFile().isEmpty());
    QVERIFY(test::part<Autosave>(*first).findLeftOver().isEmpty()); // its program runs
    m_window.reset();
    first.reset();
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestClosing::whatACrashLeftIsRecovered() {
    QTemporaryDir folder;
    const QString left = folder.filePath(QStringLiteral("run-1-2-3.tristate"));
    leaveAutosave(left);
    m_window = windowWith(folder.path());
    m_window->show();
    m_window->offerRecovery();
    QVERIFY(test::part<MessageBar>(*m_window).isVisible());
    QVERIFY(
        test::part<Autosave>(*windowWith(folder.path())).findLeftOver().isEmpty()); // offered once, not twice
    QSignalSpy recovered(&bridge(), &SessionBridge::recovered);
    answer(QStringLiteral("&Recover"))->click();
    QVERIFY(recovered.wait());
    QCOMPARE(lastStep(), 1);
    QVERIFY(test::part<FileCommands>(*m_window).sessionFile().isEmpty()); // Save asks for a name
    QCOMPARE(test::part<Autosave>(*m_window).file(), left);
    m_window.reset();
    QVERIFY(!QFileInfo::exists(left));
}

void TestClosing::aRunThatNobodyTouchedMakesRoom() {
    for (const bool isTouched : {false, true}) {
        QTemporaryDir folder;
        m_window = windowWith({});
        leaveAutosave(folder.filePath(QStringLiteral("run-1-2-3.tristate")));
        m_window = windowWith(folder.path());
        m_window->show();
        trainAStep();
        if (isTouched) {
            bridge().editGate({.layer = 0, .unit = 1, .open = false});
            bridge().stepMinibatch();
            QTRY_COMPARE(lastStep(), 2);
        }
        m_window->offerRecovery();
        QSignalSpy recovered(&bridge(), &SessionBridge::recovered);
        answer(QStringLiteral("&Recover"))->click();
        QVERIFY(recovered.wait());
        QCOMPARE(bridge().runs().left().size(), std::size_t(isTouched ? 1 : 0));
    }
}

void TestClosing::whatACrashLeftIsDiscarded() {
    QTemporaryDir folder;
    const QString left = folder.filePath(QStringLiteral("run-1-2-3.tristate"));
    leaveAutosave(left);
    m_window = windowWith(folder.path());
    m_window->show();
    m_window->offerRecovery();
    answer(QStringLiteral("&Discard"))->click();
    QVERIFY(!QFileInfo::exists(left));
    QVERIFY(!test::part<MessageBar>(*m_window).isVisible());
}

void TestClosing::closingKeepsTheRuns() {
    QTemporaryDir folder;
    m_window = windowWith(folder.path());
    trainAStep();
    trainAStep(); // the run before is kept, too
    QVERIFY(m_window->close());
    m_window = windowWith(folder.path());
    m_window->show();
    m_window->offerRecovery();
    auto& messages = test::part<MessageBar>(*m_window);
    QVERIFY(messages.isVisible());
    QVERIFY2(messages.text().contains(QStringLiteral("are kept")), qUtf8Printable(messages.text()));
    QSignalSpy recovered(&bridge(), &SessionBridge::recovered);
    answer(QStringLiteral("&Recover"))->click();
    QVERIFY(recovered.wait());
    QCOMPARE(lastStep(), 1);
    QCOMPARE(bridge().runs().left().size(), std::size_t(1));
    QVERIFY(test::part<Autosave>(*m_window).findLeftOver().isEmpty());
    m_window.reset(); // not by closing: nothing is left
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

void TestClosing::whatIsSavedIsNotKeptTwice() {
    QTemporaryDir folder, saves;
    m_window = windowWith(folder.path());
    QVERIFY(m_window->close()); // nothing was trained
    start(true);
    QVERIFY(m_window->close());
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(lastStep(), 1);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    test::part<FileCommands>(*m_window).saveFile(saves.filePath(QStringLiteral("run.tristate")));
    QVERIFY(saved.wait());
    QVERIFY(m_window->close());
    m_window = windowWith(folder.path());
    QVERIFY(test::part<Autosave>(*m_window).findLeftOver().isEmpty());
}

void TestClosing::onlySoManyAreKept() {
    QTemporaryDir folder;
    for (int i = 0; i < Autosave::kMaxKept + 2; ++i) {
        m_window = windowWith(folder.path());
        trainAStep();
        QVERIFY(m_window->close());
    }
    m_window.reset();
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("*.tristate")}, QDir::Files).size(),
             qsizetype{Autosave::kMaxKept});
}

void TestClosing::endingOnRequestOffersNothing() {
    QTemporaryDir folder;
    m_window = windowWith(folder.path());
    QVERIFY(m_window->end().isEmpty());
    trainAStep();
    const QString file = m_window->end();
    QVERIFY(!file.isEmpty());
    QCOMPARE(test::part<RecentFiles>(*m_window).files(), QStringList{file});
    m_window = windowWith(folder.path());
    QVERIFY(QFileInfo::exists(file));
    QVERIFY(test::part<Autosave>(*m_window).findLeftOver().isEmpty());
    QSignalSpy opened(&bridge(), &SessionBridge::opened);
    test::part<FileCommands>(*m_window).openFile(file);
    QVERIFY(opened.wait());
    QCOMPARE(lastStep(), 1);
}

void TestClosing::aFailingAutosaveIsToldOnce() {
    QTemporaryDir folder;
    trainAStep();
    QSignalSpy problems(&bridge(), &SessionBridge::problem);
    const std::string file = folder.filePath(QStringLiteral("gone/run.tristate")).toStdString();
    for (int i = 0; i < 3; ++i) {
        bridge().autosave(file);
        QTRY_VERIFY(!bridge().isBusy());
    }
    QTRY_COMPARE(problems.size(), 1); // the same sentence once
    QVERIFY(problems.first().first().toString().contains(QStringLiteral("gone")));
    QCOMPARE(bridge().state(), RunState::Paused);
}

void TestClosing::aFailedAutosaveIsTriedAgain() {
    QTemporaryDir folder;
    const QString inner = folder.filePath(QStringLiteral("autosave"));
    m_window = windowWith(inner);
    trainAStep();
    QVERIFY(QDir(inner).removeRecursively());
    test::part<Autosave>(*m_window).save();
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QDir().mkpath(inner));
    test::part<Autosave>(*m_window).save(); // the run has not moved since
    QVERIFY(bridge().isBusy());
    QTRY_VERIFY(!bridge().isBusy());
    QVERIFY(QFileInfo::exists(test::part<Autosave>(*m_window).file()));
    test::part<Autosave>(*m_window).save();
    QVERIFY(!bridge().isBusy()); // it is saved
}

void TestClosing::closesWhileTraining() {
    start(false);
    QTRY_VERIFY(lastStep() > 0);
    QVERIFY(m_window->close());
    m_window.reset(); // joins the worker; a hang here is the failure
    QVERIFY(!m_window);
}

TRISTATE_UI_TEST_MAIN(TestClosing)
#include "test_closing.moc"
