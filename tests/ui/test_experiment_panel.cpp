#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/language.h"
#include "ui/panels/experiment_form.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/number_field.h"

#include <QFile>
#include <QLabel>
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

TRISTATE_UI_TEST_MAIN(TestExperimentPanel)
#include "test_experiment_panel.moc"
