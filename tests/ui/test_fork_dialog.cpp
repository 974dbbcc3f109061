#include "core/train/trainer.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/menus/edit_menu.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/run/fork.h"
#include "ui/views/fork_dialog.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;

/// What may be different in a second future, what is said when it cannot be, and what a fork leaves alone.
class TestForkDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void proposesAStrongerPull();
    void aSwitchIsTurned();
    void theSelectedNeuronIsProposed();
    void whatIsNoNumberIsSaid_data();
    void whatIsNoNumberIsSaid();
    void aNumberIsReadAsItIsWritten();
    void theLastNeuronCannotBeCut();
    void everyChoiceIsADifference();
    void whatIsSelectedAndEditedOutlivesTheFork();

private:
    static void choose(ForkDialog& dialog, const char* key);

    RunData m_run;
    Selection m_selection;
};

void TestForkDialog::init() {
    m_run = test::fakeRun(20);
    m_run.experiment.train.lambdas.lambda3 = 0.01;
    m_run.live = train::liveSettings(m_run.experiment.train);
    m_selection.clear();
}

void TestForkDialog::choose(ForkDialog& dialog, const char* key) {
    for (int i = 0; i < dialog.choice().count(); ++i) {
        dialog.choice().setCurrentIndex(i);
        const auto difference = dialog.difference();
        const auto* other = difference ? std::get_if<train::OtherSetting>(&*difference) : nullptr;
        if (other && other->key == key) return;
    }
    QFAIL(key);
}

void TestForkDialog::proposesAStrongerPull() {
    ForkDialog dialog(m_run, m_selection);
    QCOMPARE(std::get<train::OtherSetting>(*dialog.difference()), (train::OtherSetting{"lambda3", 0.03}));
    QVERIFY(dialog.forkButton().isEnabled());
    dialog.value().setText(QStringLiteral("0.01"));
    QVERIFY(dialog.problem().contains(QStringLiteral("nothing would be different")));
    QVERIFY(!dialog.forkButton().isEnabled());
    dialog.value().setText(QStringLiteral("off"));
    QCOMPARE(std::get<train::OtherSetting>(*dialog.difference()), (train::OtherSetting{"lambda3", 0.0}));
}

void TestForkDialog::aSwitchIsTurned() {
    m_run.live.freezeGates = true;
    ForkDialog dialog(m_run, m_selection);
    choose(dialog, "freezeGates");
    QCOMPARE(std::get<train::OtherSetting>(*dialog.difference()).value, train::SettingValue(false));
    QCOMPARE(differenceText(*dialog.difference(), m_run.experiment.net), QStringLiteral("gates free"));
}

void TestForkDialog::theSelectedNeuronIsProposed() {
    m_selection.selectUnit(UnitRef{1, 3});
    ForkDialog dialog(m_run, m_selection);
    dialog.choice().setCurrentIndex(dialog.choice().count() - 1);
    const auto edit = std::get<train::GateEdit>(*dialog.difference());
    QCOMPARE(edit.layer, 1);
    QCOMPARE(edit.unit, 3);
    QCOMPARE(edit.open, !m_run.isOpen(m_run.shownColumn()->gates[1][3]));
    dialog.layer().setCurrentIndex(0);
    dialog.unit().setValue(7);
    QCOMPARE(std::get<train::GateEdit>(*dialog.difference()).unit, 7);
    dialog.unit().setValue(8); // there are eight
    QCOMPARE(dialog.unit().value(), 7);
}

void TestForkDialog::whatIsNoNumberIsSaid_data() {
    QTest::addColumn<QString>("text");
    for (const char* text : {"", "much", "-1", "1e99", "nan", "0.01x"}) QTest::newRow(text) << text;
}

void TestForkDialog::whatIsNoNumberIsSaid() {
    QFETCH(QString, text);
    ForkDialog dialog(m_run, m_selection);
    dialog.value().setText(text);
    QVERIFY(!dialog.difference());
    QVERIFY(dialog.problem().contains(QStringLiteral("λ₃")));
    QVERIFY(!dialog.forkButton().isEnabled());
}

void TestForkDialog::aNumberIsReadAsItIsWritten() {
    ForkDialog dialog(m_run, m_selection);
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    for (const char* text : {"0,025", "0.025", "2.5e-2"}) {
        dialog.value().setText(QString::fromLatin1(text));
        QCOMPARE(std::get<train::OtherSetting>(*dialog.difference()),
                 (train::OtherSetting{"lambda3", 0.025}));
    }
    QLocale::setDefault(before);
}

void TestForkDialog::theLastNeuronCannotBeCut() {
    auto state =
        std::make_shared<train::Checkpoint>(train::Checkpoint{.experiment = m_run.experiment,
                                                              .live = m_run.live,
                                                              .network = train::makeNetwork(m_run.experiment),
                                                              .trainer = {},
                                                              .data = nullptr});
    for (int unit = 1; unit < 5; ++unit)
        train::apply({.layer = 1, .unit = unit, .open = false}, state->network, 0);
    m_run.state = state;
    m_selection.selectUnit(UnitRef{1, 0});
    ForkDialog dialog(m_run, m_selection);
    dialog.choice().setCurrentIndex(dialog.choice().count() - 1);
    QVERIFY(!dialog.difference());
    QVERIFY(dialog.problem().contains(QStringLiteral("last open one")));
}

void TestForkDialog::everyChoiceIsADifference() {
    ForkDialog dialog(m_run, m_selection);
    for (int i = 0; i < dialog.choice().count(); ++i) {
        dialog.choice().setCurrentIndex(i);
        QVERIFY2(dialog.difference(), qPrintable(dialog.choice().currentText() + dialog.problem()));
        QVERIFY(!differenceText(*dialog.difference(), m_run.experiment.net).isEmpty());
    }
}

void TestForkDialog::whatIsSelectedAndEditedOutlivesTheFork() {
    MainWindow window(MainWindow::Options{.theme = Theme::Light, .remember = false});
    window.show();
    auto& bridge = window.bridge();
    auto& selection = test::part<Selection>(window);
    auto& net = test::part<ExperimentPanel>(window).netField();
    auto& stack = test::part<EditMenu>(window).history().stack();
    bridge.start(test::smallExperiment(), true);
    QTRY_VERIFY(bridge.hasArrived());
    bridge.fork(train::OtherSetting{"lambda3", 0.2});
    QTRY_VERIFY(bridge.futures().isOn());
    selection.selectUnit(UnitRef{0, 1});
    auto live = bridge.data().live;
    const double rate = live.rate;
    live.rate = 2 * rate;
    Q_EMIT test::part<RegulariserPanel>(window).edited(live);
    net.setText(QStringLiteral("2-9-2")); // of the next run
    bridge.keep(train::Future::Second);
    QCOMPARE(selection.unit(), std::optional(UnitRef{0, 1}));
    QCOMPARE(net.text(), QStringLiteral("2-9-2"));
    QCOMPARE(stack.count(), 2);
    stack.undo(); // the net
    stack.undo();
    QCOMPARE(bridge.data().live.rate, rate);
    QCOMPARE(bridge.data().live.lambdas.lambda3, 0.2); // what is different was no edit
}

TRISTATE_UI_TEST_MAIN(TestForkDialog)
#include "test_fork_dialog.moc"
