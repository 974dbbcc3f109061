#include "core/base/error.h"
#include "core/graph/graph_text.h"
#include "tests/support/temp_dir.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/jobs/data_loading.h"
#include "ui/main_window.h"
#include "ui/panels/status_line.h"
#include "ui/views/data_dialog.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <atomic>
#include <memory>
#include <string>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

namespace {

std::string table() {
    std::string text = "x,y,kind\n";
    for (int i = 0; i < 200; ++i)
        text += std::to_string(i) + "," + std::to_string(i % 7) + (i < 100 ? ",small\n" : ",large\n");
    return text;
}

train::Experiment experimentOf(const QString& source) {
    train::Experiment experiment = ui::test::smallExperiment();
    experiment.data = {.source = source.toStdString()};
    experiment.net = graph::parseGraph("2-4-2");
    return experiment;
}

} // namespace

/// Loading data beside a run, and cancelling that.
class TestLoading : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { tristate::test::store(m_folder / "table.csv", table()); }
    void tellsHowFarItIs();
    void whatIsCancelledIsHeardOfNoMore();
    void aNewRunWaitsForItsDataAndTheOldOneGoesOn();
    void cancelledLoadingLeavesTheRunAlone();
    void dataThatCannotBeReadLeaveTheRunAlone();
    void theStatusLineTellsAndCancels();
    void theDialogTellsAndCancels();

private:
    QString path(const char* name) const { return QString::fromStdString((m_folder / name).string()); }

    tristate::test::TempDir m_folder;
};

void TestLoading::tellsHowFarItIs() {
    DataLoading loading;
    std::atomic<bool> mayEnd = false;
    bool isDone = false;
    loading.start(&loading, [&](LoadProgress& progress) -> Job::Finish {
        progress.beginPart(0.5, 100);
        progress.add(50);
        while (!mayEnd) QThread::yieldCurrentThread();
        return [&] { isDone = true; };
    });
    QSignalSpy changes(&loading, &DataLoading::changed);
    QTRY_COMPARE(loading.percent(), 25);
    QTRY_VERIFY(!changes.isEmpty());
    QVERIFY(loading.isOn() && !isDone);
    mayEnd = true;
    QTRY_VERIFY(isDone);
    QVERIFY(!loading.isOn());
}

void TestLoading::whatIsCancelledIsHeardOfNoMore() {
    DataLoading loading;
    std::atomic<bool> hasEnded = false;
    loading.start(&loading, [&](LoadProgress& progress) -> Job::Finish {
        try {
            for (;;) progress.check();
        } catch (const Interrupted&) {
            hasEnded = true;
            throw;
        }
    });
    QSignalSpy failures(&loading, &DataLoading::failed);
    loading.cancel();
    QVERIFY(!loading.isOn());
    QTRY_VERIFY(hasEnded);
    QCoreApplication::processEvents();
    QVERIFY(failures.isEmpty());
}

void TestLoading::aNewRunWaitsForItsDataAndTheOldOneGoesOn() {
    SessionBridge bridge;
    bridge.start(ui::test::smallExperiment());
    const int first = bridge.data().number;
    const auto experiment = experimentOf(path("table.csv"));
    bridge.start(experiment, true);
    QCOMPARE(bridge.data().number, first);
    QVERIFY(bridge.loadingPercent().has_value());
    QTRY_VERIFY(bridge.data().number != first);
    QVERIFY(bridge.data().experiment == experiment);
    QTRY_COMPARE(bridge.state(), RunState::Paused);
    QVERIFY(!bridge.loadingPercent());
    QTRY_VERIFY(bridge.loaded(experiment.data) != nullptr);
    QCOMPARE(bridge.loaded(experiment.data)->train.size(), std::size_t{160});
}

void TestLoading::cancelledLoadingLeavesTheRunAlone() {
    SessionBridge bridge;
    bridge.start(ui::test::smallExperiment());
    QTRY_VERIFY(bridge.isRunning());
    QSignalSpy begun(&bridge, &SessionBridge::runStarted), problems(&bridge, &SessionBridge::problem);
    for (const bool isFitted : {false, true}) {
        const auto experiment = experimentOf(path("table.csv"));
        isFitted ? bridge.startFitted(experiment) : bridge.start(experiment);
        QVERIFY(bridge.loadingPercent().has_value());
        bridge.cancelLoading();
        QVERIFY(!bridge.loadingPercent());
        const auto* last = bridge.data().lastPoint();
        const auto before = last ? last->step : 0;
        QTRY_VERIFY(bridge.data().lastPoint() && bridge.data().lastPoint()->step > before);
    }
    QVERIFY(bridge.isRunning() && begun.isEmpty() && problems.isEmpty());
}

void TestLoading::dataThatCannotBeReadLeaveTheRunAlone() {
    tristate::test::store(m_folder / "ragged.csv", "x,y,kind\n1,2,small\n3\n");
    SessionBridge bridge;
    bridge.start(ui::test::smallExperiment());
    QTRY_VERIFY(bridge.isRunning());
    const int number = bridge.data().number;
    QSignalSpy problems(&bridge, &SessionBridge::problem);
    bridge.start(experimentOf(path("ragged.csv")));
    QTRY_COMPARE(problems.size(), 1);
    QVERIFY(problems.at(0).at(0).toString().contains(QStringLiteral("line 3")));
    QVERIFY(bridge.isRunning() && bridge.data().number == number);
}

void TestLoading::theStatusLineTellsAndCancels() {
    StatusLine status;
    status.show(RunData(), RunState::Running, false, 42);
    auto& cancel = ui::test::part<QToolButton>(status);
    QVERIFY2(status.text().startsWith(QStringLiteral("Training, loading data… 42 %")),
             qUtf8Printable(status.text()));
    QVERIFY(!cancel.isHidden());
    status.show(RunData(), RunState::Loading, false, 7);
    QVERIFY(status.text().startsWith(QStringLiteral("Loading data… 7 %")));
    QSignalSpy asked(&status, &StatusLine::cancelAsked);
    cancel.click();
    QCOMPARE(asked.size(), 1);
    status.show(RunData(), RunState::Running, false);
    QVERIFY(cancel.isHidden() && status.text().startsWith(QStringLiteral("Training |")));
}

void TestLoading::theDialogTellsAndCancels() {
    DataDialog dialog;
    dialog.show();
    dialog.look(path("table.csv"));
    const auto& bar = *dialog.findChild<QProgressBar*>(QStringLiteral("reading"));
    auto* cancel = dialog.findChild<QPushButton*>(QStringLiteral("cancelReading"));
    QVERIFY(bar.isVisible() && cancel->isVisible());
    cancel->click();
    QVERIFY(!bar.isVisible() && !cancel->isVisible());
    const auto labels = dialog.findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text() == QStringLiteral("Reading was cancelled.");
    }));
    dialog.look(path("table.csv"));
    QTRY_VERIFY(!bar.isVisible());
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
        return label->text().contains(QStringLiteral("160 samples to train with"));
    }));
}

TRISTATE_UI_TEST_MAIN(TestLoading)
#include "test_loading.moc"
