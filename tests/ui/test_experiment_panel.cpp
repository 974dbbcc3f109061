#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/language.h"
#include "ui/panels/experiment_form.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/number_field.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;

namespace {

/// 24 steps in which the gates learn: too few for this price of a unit.
train::Experiment shortRun() {
    auto experiment = test::smallExperiment();
    experiment.data.trainSamples = 1000;
    experiment.data.validation = 0;
    experiment.train = {};
    experiment.train.batch = 100;
    experiment.train.epochs = 4;
    experiment.train.warmupEpochs = 1;
    experiment.train.frozenEpochs = 1;
    experiment.train.lambdas.lambda3 = 1e-3;
    return experiment;
}

void type(QWidget& field, const QString& text) {
    QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&field, text);
    QTest::keyClick(&field, Qt::Key_Return);
}

} // namespace

/// What the panel of the next run says of it.
class TestExperimentPanel : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { useLanguage(Language::English); }
    void warnsOfARunThatCannotPrune();
    void whatItAdvisesEndsTheWarning();
    void warnsInGerman();
    void aSeedOutOfRangeIsExplained();
    void aFolderIsAskedForWhereItIsNeeded();
    void anUnknownSourceIsAFolder();
    void returnInTheNetStartsTheRun();
    void anEditTellsWhatWasBefore();
};

void TestExperimentPanel::warnsOfARunThatCannotPrune() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    auto* note = panel.findChild<QLabel*>(QStringLiteral("reachNote"));
    QVERIFY(note->isHidden());
    panel.setExperiment(shortRun());
    QVERIFY(!note->isHidden());
    QVERIFY2(note->text().contains(QStringLiteral("No unit can be pruned")), qUtf8Printable(note->text()));
    QVERIFY2(note->text().contains(QStringLiteral("λ₃ at first")), qUtf8Printable(note->text()));
    QVERIFY(panel.findChild<QPushButton*>(QStringLiteral("newRun"))->isEnabled()); // a warning, no refusal
    panel.setExperiment(test::smallExperiment());
    QVERIFY(note->isHidden());
}

void TestExperimentPanel::whatItAdvisesEndsTheWarning() {
    ExperimentPanel panel;
    panel.setExperiment(shortRun());
    panel.form().openAll();
    panel.show();
    QVERIFY(!panel.reachNote().isEmpty());
    type(*panel.form().control("λ₃ at first"), QStringLiteral("0.9"));
    QCOMPARE(panel.reachNote(), QString());
    type(*panel.form().control("λ₃ at first"), QStringLiteral("1e-3"));
    QVERIFY(!panel.reachNote().isEmpty());
    panel.netField().setText(QStringLiteral("784-10")); // no gate is left that could close
    QCOMPARE(panel.reachNote(), QString());
    panel.netField().setText(QStringLiteral("784-20-10"));
    auto* freeze = qobject_cast<QSpinBox*>(panel.form().control("Freeze"));
    freeze->setValue(3);
    QVERIFY2(panel.reachNote().contains(QStringLiteral("never learn")), qUtf8Printable(panel.reachNote()));
}

void TestExperimentPanel::warnsInGerman() {
    if (!QFile::exists(QStringLiteral(":/translations/tristate_de.qm")))
        QSKIP("built without the tools of Qt Linguist");
    useLanguage(Language::German);
    ExperimentPanel panel;
    panel.setExperiment(shortRun());
    QVERIFY2(panel.reachNote().contains(QStringLiteral("keine Einheit entfernt")),
             qUtf8Printable(panel.reachNote()));
}

void TestExperimentPanel::aSeedOutOfRangeIsExplained() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    panel.show();
    const QString before = panel.seedField().text();
    const auto isExplained = [&] {
        for (const auto* label : panel.findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains(QStringLiteral("Seed is '-1'"))) return true;
        return false;
    };
    type(panel.seedField(), QStringLiteral("-1"));
    QVERIFY(isExplained());
    QCOMPARE(panel.seedField().text(), before);
    type(panel.seedField(), QStringLiteral(" 12 ")); // spaces are no part of it
    QCOMPARE(panel.experiment().train.seed, std::uint64_t(12));
    QVERIFY(!isExplained());
}

void TestExperimentPanel::aFolderIsAskedForWhereItIsNeeded() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    panel.show();
    QComboBox* sources = nullptr;
    for (auto* box : panel.findChildren<QComboBox*>())
        if (box->findData(QStringLiteral("spiral")) >= 0) sources = box;
    QVERIFY(sources);
    QLineEdit* folder = nullptr;
    for (auto* field : panel.findChildren<QLineEdit*>())
        if (field->accessibleName() == QStringLiteral("Path of the data")) folder = field;
    QVERIFY(folder && !folder->isVisible());
    auto* newRun = panel.findChild<QPushButton*>(QStringLiteral("newRun"));
    sources->setCurrentIndex(sources->count() - 1);
    Q_EMIT sources->activated(sources->count() - 1);
    QVERIFY(folder->isVisible());
    QVERIFY(!newRun->isEnabled()); // there is no folder yet
    bool isTold = false;
    for (const auto* note : panel.findChildren<QLabel*>()) {
        isTold = isTold || (note->isVisible() && note->text().startsWith(QStringLiteral("Name a file")));
        QVERIFY2(!note->text().contains(QStringLiteral("data.source")), qUtf8Printable(note->text()));
    }
    QVERIFY(isTold);
    QVERIFY(!panel.isValid());
    QCOMPARE(panel.experiment(), test::smallExperiment());
    QTest::keyClicks(folder, QStringLiteral("/data/mnist"));
    QVERIFY(newRun->isEnabled());
    QCOMPARE(panel.experiment().data.source, std::string("/data/mnist"));
    sources->setCurrentIndex(0);
    Q_EMIT sources->activated(0);
    QVERIFY(!folder->isVisible());
    QCOMPARE(panel.experiment().data.source, std::string("digits"));
}

void TestExperimentPanel::anUnknownSourceIsAFolder() {
    ExperimentPanel panel;
    auto experiment = test::smallExperiment();
    experiment.data.source = "noise:3x32x32"; // generated, but not in the list
    panel.setExperiment(experiment);
    QVERIFY(panel.isValid());
    QCOMPARE(panel.experiment(), experiment);
    panel.netField().setText(QStringLiteral("784-20-10"));
    QCOMPARE(panel.experiment().data.source, experiment.data.source); // an edit elsewhere keeps it
}

void TestExperimentPanel::returnInTheNetStartsTheRun() {
    ExperimentPanel panel;
    panel.setExperiment(test::smallExperiment());
    QSignalSpy asked(&panel, &ExperimentPanel::newRunAsked);
    type(panel.netField(), QStringLiteral("784-25-10"));
    QCOMPARE(asked.count(), 1);
    QCOMPARE(graph::toString(asked.last().first().value<train::Experiment>().net), std::string("784-25-10"));
    type(panel.netField(), QStringLiteral("784-x-10"));
    QCOMPARE(asked.count(), 1);
}

void TestExperimentPanel::anEditTellsWhatWasBefore() {
    ExperimentPanel panel;
    const auto preset = io::preset("spiral");
    panel.setExperiment(preset);
    auto* presets = panel.findChild<QComboBox*>();
    QCOMPARE(presets->currentText(), QString::fromStdString(preset.name));
    QSignalSpy edited(&panel, &ExperimentPanel::edited);
    qobject_cast<QSpinBox*>(panel.form().control("Minibatch"))->setValue(preset.train.batch + 1);
    QCOMPARE(edited.count(), 1);
    QCOMPARE(edited.last().at(0).value<train::Experiment>(), preset); // what undo goes back to
    panel.setExperiment(preset);
    QCOMPARE(edited.count(), 1);
}

TRISTATE_UI_TEST_MAIN(TestExperimentPanel)
#include "test_experiment_panel.moc"
