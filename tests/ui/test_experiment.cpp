#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/menus/edit_menu.h"
#include "ui/panels/experiment_fields.h"
#include "ui/panels/experiment_form.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/net_sketch.h"
#include "ui/panels/number_field.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/run/settings_history.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <memory>

using namespace tristate;
using namespace tristate::ui;

/// The form of an experiment, its fields, undo and redo, and the picture of a net.
class TestExperiment : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyFieldReadsBackWhatItSets();
    void formShowsAnExperimentWithoutSending();
    void everyKindOfControlSends();
    void whatCannotBeIsExplainedBelowTheControl();
    void presetIsTakenAsAWhole();
    void largeSeedsSurvive();
    void badSeedIsExplained();
    void typingABadNetKeepsTheOtherEdits();
    void undoGoesBackStepByStep();
    void closeEditsOfOneSettingAreOneStep();
    void dragBackToTheStartIsNoStep();
    void sketchNamesEveryLayer();
    void dragIsUndoneInTheWindow();
    void theSpeedIsUndoneByItselfAlone();
    void experimentTravelsOverTheClipboard();
    void pastedNonsenseChangesNothing();
    void dataAreSwitchedWhileTraining();

private:
    /// A window with a paused run of the small experiment.
    static std::unique_ptr<MainWindow> window();
};

std::unique_ptr<MainWindow> TestExperiment::window() {
    auto window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    window->show();
    window->bridge().start(test::smallExperiment(), true);
    return window;
}

void TestExperiment::dragIsUndoneInTheWindow() {
    const auto lab = window();
    const auto before = lab->bridge().data().live;
    auto& slider = test::part<RegulariserPanel>(*lab).pruningStrength().slider();
    QTest::mousePress(&slider, Qt::LeftButton, {}, QPoint(20, 10));
    for (int x = 20; x < slider.width() - 20; x += 20) QTest::mouseMove(&slider, QPoint(x, 10));
    QTest::mouseRelease(&slider, Qt::LeftButton, {}, QPoint(slider.width() - 20, 10));
    const auto after = lab->bridge().data().live;
    QVERIFY(after.lambdas.lambda3 > before.lambdas.lambda3);
    auto& stack = test::part<EditMenu>(*lab).history().stack();
    QCOMPARE(stack.count(), 1);
    stack.undo();
    QCOMPARE(lab->bridge().data().live, before);
    QCOMPARE(test::part<RegulariserPanel>(*lab).live(), before);
    stack.redo();
    QCOMPARE(lab->bridge().data().live, after);
    QCOMPARE(slider.strength(), test::part<RegulariserPanel>(*lab).pruningStrength().field().value());
}

/// A step of the history holds all live settings: one that was set past it would be set back with another.
void TestExperiment::theSpeedIsUndoneByItselfAlone() {
    const auto lab = window();
    auto live = lab->bridge().data().live;
    auto& regulariser = test::part<RegulariserPanel>(*lab);
    live.lambdas.lambda3 = 0.02;
    Q_EMIT regulariser.edited(live);
    auto* speed = test::part<RunControl>(*lab).findChild<QComboBox*>();
    speed->setCurrentIndex(2);
    const double slow = lab->bridge().data().live.pauseSeconds;
    QVERIFY(slow > 0);
    auto& stack = test::part<EditMenu>(*lab).history().stack();
    QCOMPARE(stack.undoText(), QStringLiteral("Speed"));
    live = lab->bridge().data().live;
    live.lambdas.lambda3 = 0.03;
    Q_EMIT regulariser.edited(live);
    stack.undo();
    QCOMPARE(lab->bridge().data().live.lambdas.lambda3, 0.02);
    QCOMPARE(lab->bridge().data().live.pauseSeconds, slow);
    stack.undo();
    QCOMPARE(lab->bridge().data().live.pauseSeconds, 0.0);
    QCOMPARE(speed->currentIndex(), 0);
    QCOMPARE(lab->bridge().data().live.lambdas.lambda3, 0.02);
    stack.undo();
    QCOMPARE(lab->bridge().data().live.lambdas.lambda3, test::smallExperiment().train.lambdas.lambda3);
}

void TestExperiment::experimentTravelsOverTheClipboard() {
    const auto lab = window();
    const auto small = test::part<ExperimentPanel>(*lab).experiment();
    test::part<EditMenu>(*lab).copyExperiment();
    test::part<ExperimentPanel>(*lab).setExperiment(io::preset("lenet-5-small"));
    test::part<EditMenu>(*lab).pasteExperiment();
    QCOMPARE(test::part<ExperimentPanel>(*lab).experiment(), small);
    test::part<EditMenu>(*lab).history().stack().undo();
    QCOMPARE(test::part<ExperimentPanel>(*lab).experiment(), io::preset("lenet-5-small"));
}

void TestExperiment::pastedNonsenseChangesNothing() {
    const auto lab = window();
    const auto before = test::part<ExperimentPanel>(*lab).experiment();
    QSignalSpy problem(&test::part<EditMenu>(*lab), &EditMenu::problem);
    for (const char* text :
         {"", "hello", "{\"net\": \"784-3o0-10\"}", "{\"train\": {\"batch\": 0}}", "tristate:abc"}) {
        QApplication::clipboard()->setText(QLatin1String(text));
        test::part<EditMenu>(*lab).pasteExperiment();
    }
    QCOMPARE(problem.count(), 5);
    QCOMPARE(test::part<ExperimentPanel>(*lab).experiment(), before);
    QVERIFY(!test::part<EditMenu>(*lab).history().stack().canUndo());
}

void TestExperiment::dataAreSwitchedWhileTraining() {
    const auto lab = window();
    lab->bridge().play();
    QTRY_VERIFY(lab->bridge().data().lastPoint());
    auto spiral = io::preset("spiral");
    test::part<ExperimentPanel>(*lab).setExperiment(spiral);
    lab->findChild<QPushButton*>(QStringLiteral("newRun"))->click();
    QTRY_COMPARE(lab->bridge().data().experiment.data.source, std::string("spiral"));
    QTRY_VERIFY(lab->bridge().data().lastPoint());
    QCOMPARE(lab->bridge().runs().left().size(), std::size_t(1)); // the other one can be gone back to
}

void TestExperiment::everyFieldReadsBackWhatItSets() {
    for (const ExperimentField& field : ExperimentFields::all()) {
        train::Experiment experiment = test::smallExperiment();
        for (const double value : {field.highest, field.lowest}) {
            field.set(experiment, value);
            QVERIFY2(field.get(experiment) == value, field.label);
        }
        if (field.kind == ExperimentField::Kind::Choice)
            QVERIFY2(static_cast<double>(field.choices.size()) == field.highest + 1, field.label);
    }
}

void TestExperiment::formShowsAnExperimentWithoutSending() {
    ExperimentForm form;
    QSignalSpy edited(&form, &ExperimentForm::edited);
    for (const auto& name : io::presetNames()) form.setExperiment(io::preset(name));
    for (const ExperimentField& field : ExperimentFields::all())
        for (const double end : {field.highest, field.lowest}) {
            auto shown = test::smallExperiment();
            field.set(shown, end);
            form.setExperiment(shown);
            if (const auto* box = qobject_cast<QSpinBox*>(form.control(field.label)))
                QVERIFY2(box->value() == static_cast<int>(end), field.label);
        }
    ExperimentPanel panel;
    QSignalSpy sent(&panel, &ExperimentPanel::edited);
    for (const char* source : {"shapes", "/a folder ", "noise:3x32x32"}) {
        auto shown = test::smallExperiment();
        shown.data.source = source;
        panel.setExperiment(shown);
        QCOMPARE(panel.experiment(), shown);
    }
    QCOMPARE(sent.count(), 0);
    QCOMPARE(edited.count(), 0);
    auto experiment = test::smallExperiment();
    experiment.train.epochs = 7;
    experiment.train.augmentation.flip = true;
    form.setExperiment(experiment);
    QCOMPARE(qobject_cast<QSpinBox*>(form.control("Epochs"))->value(), 7);
    QVERIFY(qobject_cast<QCheckBox*>(form.control("Flip"))->isChecked());
}

void TestExperiment::everyKindOfControlSends() {
    ExperimentForm form;
    form.setExperiment(test::smallExperiment());
    form.openAll();
    form.show();
    QSignalSpy edited(&form, &ExperimentForm::edited);
    const auto sent = [&edited] { return edited.last().at(0).value<train::Experiment>(); };

    qobject_cast<QSpinBox*>(form.control("Minibatch"))->setValue(33);
    QCOMPARE(sent().train.batch, 33);
    auto* rate = qobject_cast<NumberField*>(form.control("Learning rate"));
    rate->selectAll();
    QTest::keyClicks(rate, QStringLiteral("5e-4"));
    QTest::keyClick(rate, Qt::Key_Return);
    QCOMPARE(sent().train.rate, 5e-4);
    QCOMPARE(edited.last().at(1).toString(), QStringLiteral("Learning rate"));
    auto* schedule = qobject_cast<QComboBox*>(form.control("Schedule"));
    schedule->setFocus();
    QTest::keyClick(schedule, Qt::Key_End);
    QCOMPARE(sent().train.schedule, train::RateSchedule::Step);
    const bool had = sent().train.depthGates;
    QTest::keyClick(form.control("Depth gates"), Qt::Key_Space);
    QCOMPARE(sent().train.depthGates, !had);
    QCOMPARE(sent().train.batch, 33); // the edits add up
}

void TestExperiment::whatCannotBeIsExplainedBelowTheControl() {
    ExperimentForm form;
    auto experiment = test::smallExperiment();
    experiment.data.validation = 0;
    form.setExperiment(experiment);
    form.openAll();
    QSignalSpy edited(&form, &ExperimentForm::edited);
    auto* target = qobject_cast<NumberField*>(form.control("Target error"));
    target->selectAll();
    QTest::keyClicks(target, QStringLiteral("1.2"));
    QTest::keyClick(target, Qt::Key_Return);
    QCOMPARE(edited.count(), 0);
    QCOMPARE(target->value(), 0.0);
    QVERIFY2(form.problem("Target error").contains(QStringLiteral("validation")),
             qUtf8Printable(form.problem("Target error")));
    qobject_cast<QSpinBox*>(form.control("Validation"))->setValue(50);
    QCOMPARE(edited.count(), 1);
}

void TestExperiment::presetIsTakenAsAWhole() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    QSignalSpy edited(&panel, &ExperimentPanel::edited);
    auto* presets = panel.findChild<QComboBox*>();
    const int index = presets->findData(QStringLiteral("lenet-5-small"));
    QVERIFY(index >= 0);
    presets->setCurrentIndex(index);
    Q_EMIT presets->activated(index);
    QCOMPARE(edited.count(), 1);
    QCOMPARE(panel.experiment(), io::preset("lenet-5-small"));
    QCOMPARE(panel.netField().text(), QStringLiteral("1x28x28:20c5-p2-50c5-p2-500-10"));
}

void TestExperiment::largeSeedsSurvive() {
    ExperimentPanel panel;
    auto experiment = test::smallExperiment();
    experiment.train.seed = 18'446'744'073'709'551'615ULL;
    panel.setExperiment(experiment);
    QCOMPARE(panel.seedField().text(), QStringLiteral("18446744073709551615"));
    panel.seedField().setText(QStringLiteral("18446744073709551614"));
    Q_EMIT panel.seedField().editingFinished();
    QCOMPARE(panel.experiment().train.seed, experiment.train.seed - 1);
}

void TestExperiment::badSeedIsExplained() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    const auto before = panel.experiment();
    for (const char* text : {"-1", "18446744073709551616", "one", ""}) {
        panel.seedField().setText(QLatin1String(text));
        Q_EMIT panel.seedField().editingFinished();
        QCOMPARE(panel.experiment(), before);
        QCOMPARE(panel.seedField().text(), QString::number(before.train.seed));
    }
    QVERIFY(panel.isValid());
}

void TestExperiment::typingABadNetKeepsTheOtherEdits() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    panel.netField().selectAll();
    QTest::keyClicks(&panel.netField(), QStringLiteral("784-3o0-10"));
    QVERIFY(!panel.isValid());
    panel.seedField().setText(QStringLiteral("9"));
    Q_EMIT panel.seedField().editingFinished();
    QCOMPARE(panel.experiment().train.seed, std::uint64_t(9));
    QCOMPARE(panel.netField().text(), QStringLiteral("784-3o0-10")); // what was typed is not lost
    QVERIFY(!panel.isValid());
}

void TestExperiment::undoGoesBackStepByStep() {
    const train::Experiment first = test::smallExperiment();
    train::Experiment shown = first, second = first;
    train::LiveSettings live;
    SettingsHistory history([&](const train::Experiment& value) { shown = value; }, [&] { return live; },
                            [&](const train::LiveSettings& value) { live = value; });
    second.train.batch = 5;
    history.edit(first, second, QStringLiteral("Minibatch"));
    train::LiveSettings strong;
    strong.lambdas.lambda3 = 1e-2;
    history.edit(train::LiveSettings{}, strong);
    QCOMPARE(history.stack().count(), 2);
    QCOMPARE(history.stack().undoText(), QStringLiteral("Pruning strength λ₃"));
    live = strong;
    shown = second;
    history.stack().undo();
    QCOMPARE(live, train::LiveSettings{});
    QCOMPARE(shown, second);
    history.stack().undo();
    QCOMPARE(shown, first);
    history.stack().redo();
    history.stack().redo();
    QCOMPARE(shown, second);
    QCOMPARE(live, strong);
}

void TestExperiment::closeEditsOfOneSettingAreOneStep() {
    SettingsHistory history({}, {}, {});
    train::LiveSettings before, after;
    for (int i = 1; i <= 20; ++i) {
        after.lambdas.lambda3 = i * 1e-4;
        history.edit(before, after);
        before = after;
    }
    QCOMPARE(history.stack().count(), 1);
    after.rate *= 2;
    history.edit(before, after);
    QCOMPARE(history.stack().count(), 2);
}

void TestExperiment::dragBackToTheStartIsNoStep() {
    SettingsHistory history({}, {}, {});
    train::LiveSettings start, away;
    away.lambdas.lambda3 = 1e-3;
    history.edit(start, away);
    history.edit(away, start);
    QVERIFY(!history.stack().canUndo());
}

void TestExperiment::sketchNamesEveryLayer() {
    const auto blocks = sketch(graph::parseGraph("1x28x28:20c5-p2-50c5-p2-d20-500-10"));
    QCOMPARE(blocks.size(), std::size_t(8));
    QCOMPARE(blocks[0].shape, QStringLiteral("1×28×28"));
    QCOMPARE(blocks[1].name, QStringLiteral("conv1 5×5"));
    QCOMPARE(blocks[1].shape, QStringLiteral("20×24×24"));
    QCOMPARE(blocks[6].name, QStringLiteral("fc1"));
    QCOMPARE(blocks[7].kind, NetSketchBlock::Kind::Output);
    QVERIFY(blocks[1].extent > blocks[7].extent);
    QCOMPARE(sketch(graph::parseGraph("784-g-300-10"))[1].kind, NetSketchBlock::Kind::Gates);
}

TRISTATE_UI_TEST_MAIN(TestExperiment)
#include "test_experiment.moc"
