#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/theme.h"
#include "ui/main_window.h"
#include "ui/views/events_view.h"

#include <QComboBox>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;
using train::EventKind;
using train::RunState;

/// The view of what happened: its model alone, and in the real window around a real run.
class TestEvents : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLatestIsFirst();
    void aGroupIsChosen();
    void anotherRunTakesThePlace();
    void aClickGoesToTheMoment();
    void itIsInTheWindow();

private:
    static train::Mail mail(std::initializer_list<EventKind> kinds, std::int64_t from);
    static QString cell(const EventsModel& model, int row, int column) {
        return model.data(model.index(row, column), Qt::DisplayRole).toString();
    }
};

train::Mail TestEvents::mail(std::initializer_list<EventKind> kinds, std::int64_t from) {
    train::Mail mail;
    for (const EventKind kind : kinds) {
        train::Event event;
        event.kind = kind;
        event.step = from;
        event.epoch = static_cast<double>(from++) / 4;
        mail.events.push_back(event);
    }
    return mail;
}

void TestEvents::theLatestIsFirst() {
    RunData run = test::fakeRun(10);
    EventsModel model(run);
    model.refresh();
    QCOMPARE(model.rowCount(), 0);
    run.history.add(mail({EventKind::Started, EventKind::UnitsRemoved}, 1000));
    model.refresh();
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(cell(model, 0, EventsModel::Step), QStringLiteral("1,001"));
    QCOMPARE(cell(model, 0, EventsModel::Epoch), QStringLiteral("250.25"));
    QCOMPARE(cell(model, 0, EventsModel::About), QStringLiteral("Neurons"));
    run.history.add(mail({EventKind::Diverged}, 2000));
    model.refresh();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(cell(model, 0, EventsModel::About), QStringLiteral("Problems"));
    QCOMPARE(model.eventAt(2).kind, EventKind::Started);
}

void TestEvents::aGroupIsChosen() {
    RunData run = test::fakeRun(10);
    run.history.add(mail({EventKind::Started, EventKind::UnitsRemoved, EventKind::EpochFinished,
                          EventKind::LayerLinear, EventKind::UnitPruned},
                         1));
    EventsModel model(run);
    model.setGroup(EventGroup::Neurons);
    QCOMPARE(model.rowCount(), 2);
    run.history.add(mail({EventKind::LastUnitKept, EventKind::LayerMerged}, 6));
    model.refresh();
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.eventAt(0).kind, EventKind::LastUnitKept);
    model.setGroup(EventGroup::Layers);
    QCOMPARE(model.rowCount(), 2);
    model.setGroup(EventGroup::All);
    QCOMPARE(model.rowCount(), 6); // the end of an epoch is no event of the history
}

void TestEvents::anotherRunTakesThePlace() {
    RunData run = test::fakeRun(10);
    run.history.add(mail({EventKind::Started, EventKind::UnitsRemoved}, 1));
    EventsModel model(run);
    model.refresh();
    run = test::fakeRun(1);
    run.number = 2;
    QCOMPARE(model.rowCount(), 0); // also before it is told
    model.refresh();
    QCOMPARE(model.rowCount(), 0);
    run.history.add(mail({EventKind::Started}, 0));
    model.refresh();
    QCOMPARE(model.rowCount(), 1);
}

void TestEvents::aClickGoesToTheMoment() {
    MainWindow window({.theme = Theme::Light, .remember = false});
    window.resize(1400, 900);
    window.show();
    auto& bridge = window.bridge();
    bridge.start(test::smallExperiment(), true);
    QTRY_COMPARE(bridge.state(), RunState::Paused);
    bridge.stepMinibatch();
    QTRY_VERIFY(bridge.hasArrived() && bridge.data().lastPoint());
    auto live = bridge.data().live;
    live.lambdas.lambda3 = 0.01;
    bridge.setLive(live);
    bridge.stepEpoch();
    QTRY_VERIFY(bridge.hasArrived() && bridge.data().lastPoint()->step > 1);

    auto& view = test::part<EventsView>(window);
    test::part<QTabWidget>(window).setCurrentWidget(&view);
    view.refresh();
    auto* group = view.findChild<QComboBox*>(QStringLiteral("eventGroup"));
    group->setCurrentIndex(static_cast<int>(EventGroup::Settings));
    auto* table = view.findChild<QTableView*>(QStringLiteral("eventTable"));
    auto& model = test::part<EventsModel>(view);
    QCOMPARE(model.rowCount(), 1);
    QVERIFY(!cell(model, 0, EventsModel::What).isEmpty());
    const auto step = model.eventAt(0).step;
    QVERIFY(step < bridge.data().lastPoint()->step);
    const QRect row = table->visualRect(model.index(0, EventsModel::What));
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, row.center());
    QVERIFY(bridge.data().past);
    QCOMPARE(bridge.data().past->step, step);
    QTRY_VERIFY(bridge.data().past->isExact());
}

void TestEvents::itIsInTheWindow() {
    MainWindow window({.theme = Theme::Light, .remember = false});
    auto& view = test::part<EventsView>(window);
    const auto& tabs = test::part<QTabWidget>(window);
    QVERIFY(tabs.indexOf(&view) >= 0);
    QVERIFY(!view.accessibleName().isEmpty());
    for (const auto* table : view.findChildren<QTableView*>()) QVERIFY(!table->accessibleName().isEmpty());
}

TRISTATE_UI_TEST_MAIN(TestEvents)
#include "test_events.moc"
