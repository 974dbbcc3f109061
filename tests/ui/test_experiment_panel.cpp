#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/language.h"
#include "ui/panels/experiment_form.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/number_field.h"
#include "ui/panels/setting_changes.h"
#include "ui/run/data_names.h"

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
    void dataOfEveryPresetHaveAName();
    void randomPixelsTellTheirShape();
    void whatIsNotAsThePresetIsMarked();
    void aPresetSaysWhatItChanges();
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

void TestExperimentPanel::dataOfEveryPresetHaveAName() {
    ExperimentPanel panel;
    panel.show();
    auto* folder = panel.findChild<QLineEdit*>(QStringLiteral("dataPath"));
    for (const auto& name : io::presetNames()) {
        panel.setExperiment(io::preset(name));
        QVERIFY2(!folder->isVisible(), name.c_str());
        QVERIFY(panel.isValid());
    }
    QCOMPARE(dataName("shapes"), QStringLiteral("Generated colour shapes"));
    QCOMPARE(dataName("/data/shapes"), QStringLiteral("/data/shapes"));
    QCOMPARE(dataName("noise:3x"), QStringLiteral("noise:3x")); // no shape
}

void TestExperimentPanel::randomPixelsTellTheirShape() {
    ExperimentPanel panel;
    auto experiment = test::smallExperiment();
    experiment.data.source = "noise:3x32x16";
    panel.setExperiment(experiment);
    auto* sources = panel.findChild<QComboBox*>(QStringLiteral("dataSource"));
    QCOMPARE(sources->currentText(), QStringLiteral("Random pixels (3 x 32 x 16)"));
    QVERIFY(panel.isValid());
    QCOMPARE(panel.experiment(), experiment);
    panel.netField().setText(QStringLiteral("784-20-10"));
    QCOMPARE(panel.experiment().data.source, experiment.data.source); // an edit elsewhere keeps it
    const int count = sources->count();
    experiment.data.source = "noise:1x28x28";
    panel.setExperiment(experiment);
    QCOMPARE(sources->currentText(), QStringLiteral("Random pixels (1 x 28 x 28)"));
    QCOMPARE(sources->count(), count);
    experiment.data.source = "/data/mnist";
    panel.setExperiment(experiment);
    QCOMPARE(panel.findChild<QLineEdit*>(QStringLiteral("dataPath"))->text(), QStringLiteral("/data/mnist"));
    QVERIFY(sources->findText(QStringLiteral("Random"), Qt::MatchStartsWith) < 0);
}

void TestExperimentPanel::whatIsNotAsThePresetIsMarked() {
    ExperimentPanel panel;
    const auto preset = io::preset("spiral");
    panel.setExperiment(preset);
    auto* note = panel.findChild<QLabel*>(QStringLiteral("presetNote"));
    const auto marked = [&panel] {
        QStringList texts;
        for (const auto* label : panel.findChildren<QLabel*>())
            if (label->font().bold()) texts << label->text();
        return texts;
    };
    QVERIFY(note->isHidden());
    QCOMPARE(marked(), QStringList());
    auto* minibatch = qobject_cast<QSpinBox*>(panel.form().control("Minibatch"));
    minibatch->setValue(preset.train.batch + 1);
    QCOMPARE(marked(), QStringList{QStringLiteral("Minibatch •")});
    QCOMPARE(note->text(), QStringLiteral("Not as the preset: Minibatch."));
    QVERIFY(minibatch->accessibleDescription().contains(
        QStringLiteral("The preset has: %1").arg(preset.train.batch)));
    panel.netField().setText(QStringLiteral("2-9-2"));
    QVERIFY(note->text().contains(QStringLiteral("Net, Minibatch")));
    QVERIFY(note->toolTip().contains(QStringLiteral("2-9-2")));
    minibatch->setValue(preset.train.batch);
    panel.netField().setText(QString::fromStdString(graph::toString(preset.net)));
    QVERIFY(note->isHidden());
    QCOMPARE(marked(), QStringList());
    auto own = preset;
    own.name = "mine"; // of no preset
    own.train.batch += 1;
    panel.setExperiment(own);
    QCOMPARE(marked(), QStringList());
}

void TestExperimentPanel::aPresetSaysWhatItChanges() {
    ExperimentPanel panel;
    panel.setExperiment(io::preset("spiral"));
    auto* presets = panel.findChild<QComboBox*>();
    auto* note = panel.findChild<QLabel*>(QStringLiteral("presetNote"));
    const auto name = QString::fromStdString(io::preset("resnet-8").name);
    presets->setCurrentText(name);
    Q_EMIT presets->activated(presets->currentIndex());
    QVERIFY2(note->text().startsWith(QStringLiteral("The preset changed: Data, Net, ")),
             qUtf8Printable(note->text()));
    QVERIFY(note->text().endsWith(QStringLiteral(" more.")));
    QVERIFY(note->toolTip().contains(QStringLiteral("Data: Spiral (2-D) → Generated colour shapes")));
    QCOMPARE(note->toolTip().count(QLatin1Char('\n')) + 1,
             static_cast<int>(changesBetween(io::preset("spiral"), io::preset("resnet-8")).size()));
    Q_EMIT presets->activated(presets->currentIndex()); // the same again
    QVERIFY(note->isHidden());
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
