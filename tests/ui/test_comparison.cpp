#include "core/graph/graph_text.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/views/baselines_dialog.h"
#include "ui/views/baselines_table.h"

#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QMenuBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace tristate;
using namespace tristate::ui;
using baselines::Method;
using train::RunState;

/// The comparison with baselines, from the menu of the real window.
class TestBaselines : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void comparesTheRunOnScreen();
    void takesTheWidthsOnScreenAndSeveralSeeds();
    void pausesTheRunAndCanBeCancelled();
    void saysWhyItCannotBe();
    void savesTheTableOrSaysWhyNot();
    void closesWhileComparing();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    BaselinesDialog& openDialog();
    void choose(BaselinesDialog& dialog, const std::vector<Method>& methods);

    std::unique_ptr<MainWindow> m_window;
};

namespace {

/// A run that is short enough to be repeated by every baseline.
train::Experiment shortExperiment() {
    auto experiment = test::smallExperiment();
    experiment.net = graph::parseGraph("2-12-2");
    experiment.data = {.source = "moons", .validation = 50, .trainSamples = 200, .testSamples = 50};
    experiment.train.batch = 50;
    experiment.train.epochs = 4;
    experiment.train.frozenEpochs = 2;
    return experiment;
}

} // namespace

void TestBaselines::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    bridge().start(shortExperiment(), true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

BaselinesDialog& TestBaselines::openDialog() {
    for (auto* action : m_window->findChildren<QAction*>())
        if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R)) action->trigger();
    return *m_window->findChild<BaselinesDialog*>();
}

void TestBaselines::choose(BaselinesDialog& dialog, const std::vector<Method>& methods) {
    for (const Method method : baselines::kMethods)
        dialog.method(method).setChecked(std::find(methods.begin(), methods.end(), method) != methods.end());
}

void TestBaselines::comparesTheRunOnScreen() {
    auto& dialog = openDialog();
    QVERIFY(dialog.problem().isEmpty());
    QTest::mouseClick(&dialog.compareButton(), Qt::LeftButton);
    QVERIFY(!dialog.compareButton().isEnabled());
    QTRY_VERIFY(!dialog.run().isBusy());
    QCOMPARE(dialog.problem(), QString());
    QCOMPARE(dialog.table().topLevelItemCount(), static_cast<int>(baselines::kMethods.size()));
    QCOMPARE(dialog.table().topLevelItem(0)->text(BaselinesTable::Method), QStringLiteral("Gates"));
    QVERIFY(dialog.table().topLevelItem(0)->text(BaselinesTable::Test).endsWith(QStringLiteral(" %")));
    QVERIFY(dialog.compareButton().isEnabled());
}

void TestBaselines::takesTheWidthsOnScreenAndSeveralSeeds() {
    auto& dialog = openDialog();
    bridge().stepMinibatch();
    QTRY_VERIFY(bridge().data().shownColumn() != nullptr);
    bridge().editGate({.layer = 0, .unit = 3, .open = false});
    bridge().stepMinibatch();
    QTRY_COMPARE(bridge().data().shownColumn()->open, std::vector<int>{11});
    choose(dialog, {Method::Random, Method::Scratch});
    dialog.widths().setCurrentIndex(1);
    dialog.seeds().setValue(2);
    QTest::mouseClick(&dialog.compareButton(), Qt::LeftButton);
    QTRY_VERIFY(!dialog.run().isBusy());
    QCOMPARE(dialog.problem(), QString());
    QCOMPARE(dialog.table().topLevelItemCount(), 2);
    for (int row = 0; row < 2; ++row) {
        const auto* top = dialog.table().topLevelItem(row);
        QCOMPARE(top->childCount(), 2);
        QCOMPARE(top->child(1)->text(BaselinesTable::Widths), QStringLiteral("11"));
    }
}

void TestBaselines::pausesTheRunAndCanBeCancelled() {
    auto experiment = shortExperiment();
    experiment.train.epochs = 100000;
    bridge().start(experiment);
    QTRY_COMPARE(bridge().state(), RunState::Running);
    auto& dialog = openDialog();
    QTest::mouseClick(&dialog.compareButton(), Qt::LeftButton);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QTest::mouseClick(&dialog.cancelButton(), Qt::LeftButton);
    QTRY_VERIFY(!dialog.run().isBusy());
    QCOMPARE(dialog.problem(), QString());
    QCOMPARE(dialog.table().topLevelItemCount(), 0);
}

void TestBaselines::saysWhyItCannotBe() {
    auto experiment = shortExperiment();
    experiment.train.epochs = 0;
    bridge().start(experiment, true);
    auto& dialog = openDialog();
    QVERIFY(dialog.problem().contains(QStringLiteral("epochs")));
    QVERIFY(!dialog.compareButton().isEnabled());
    QVERIFY(dialog.remedyButton().isVisible());
    QTest::mouseClick(&dialog.remedyButton(), Qt::LeftButton);
    QVERIFY(dialog.problem().isEmpty());
    QVERIFY(!dialog.remedyButton().isVisible());
    QVERIFY(dialog.compareButton().isEnabled());
    QCOMPARE(dialog.plan().experiment.train.epochs, train::TrainConfig().epochs);
    QCOMPARE(bridge().data().experiment.train.epochs, 0); // the run itself stays as it is
    bridge().start(experiment, true);
    QVERIFY(!dialog.compareButton().isEnabled()); // asked again for another run
    bridge().start(shortExperiment(), true);
    QVERIFY(dialog.compareButton().isEnabled());
    QVERIFY(!dialog.remedyButton().isVisible());
    choose(dialog, {});
    QVERIFY(dialog.problem().contains(QStringLiteral("method")));
    QVERIFY(!dialog.remedyButton().isVisible()); // no length would do
    QVERIFY(!dialog.compareButton().isEnabled());
}

void TestBaselines::savesTheTableOrSaysWhyNot() {
    auto& dialog = openDialog();
    choose(dialog, {Method::Scratch});
    QTest::mouseClick(&dialog.compareButton(), Qt::LeftButton);
    QTRY_VERIFY(!dialog.run().isBusy());
    const QTemporaryDir folder;
    dialog.saveTable(folder.filePath(QStringLiteral("baselines.csv")));
    QCOMPARE(dialog.problem(), QString());
    QFile file(folder.filePath(QStringLiteral("baselines.csv")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto lines = file.readAll().split('\n');
    QVERIFY(lines[0].startsWith("method,seed,widths"));
    QVERIFY(lines[1].startsWith("scratch,1,"));
    dialog.saveTable(folder.filePath(QStringLiteral("no/such/folder/baselines.csv")));
    QVERIFY(dialog.problem().contains(QStringLiteral("baselines.csv")));
    QCOMPARE(dialog.table().topLevelItemCount(), 1);
}

void TestBaselines::closesWhileComparing() {
    auto experiment = shortExperiment();
    experiment.train.epochs = 100000;
    bridge().start(experiment, true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    auto& dialog = openDialog();
    QTest::mouseClick(&dialog.compareButton(), Qt::LeftButton);
    QVERIFY(dialog.run().isBusy());
    m_window.reset();
}

TRISTATE_UI_TEST_MAIN(TestBaselines)
#include "test_comparison.moc"
