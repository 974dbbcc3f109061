#include "core/graph/graph_text.h"
#include "tests/support/temp_dir.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/panels/experiment_panel.h"
#include "ui/views/data_dialog.h"

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>
#include <QUrl>

using namespace tristate;
using namespace tristate::ui;

namespace {

/// 60 rows of "x;y;colour;kind", the first with a decimal comma; the kind follows from x.
std::string table() {
    std::string text = "x;y;Farbe;Art\n";
    for (int i = 0; i < 60; ++i)
        text += std::to_string(i) + ",5;" + (i == 7 ? std::string() : std::to_string(i % 7)) + ";" +
                (i % 2 == 0 ? "grün" : "blau") + ";" + (i < 30 ? "klein" : "groß") + "\n";
    return text;
}

QPushButton* useButton(QDialog& dialog) {
    for (auto* button : dialog.findChildren<QPushButton*>())
        if (button->text().startsWith(QLatin1String("&Use"))) return button;
    return nullptr;
}

QTreeWidget* listNamed(QDialog& dialog, const char* name) {
    for (auto* list : dialog.findChildren<QTreeWidget*>())
        if (list->accessibleName() == QLatin1String(name)) return list;
    return nullptr;
}

bool says(QDialog& dialog, const QString& text) {
    const auto labels = dialog.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](auto* label) { return label->text().contains(text); });
}

} // namespace

class TestDataDialog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { tristate::test::store(m_folder / "table.csv", table()); }
    void tellsWhatIsInATable();
    void anotherTargetIsLookedAtAnew();
    void useGivesTheProposedExperiment();
    void whatCannotBeReadSaysWhyAndCannotBeUsed();
    void goingAwayWhileAPathIsTypedIsNoOrder();
    void whatIsDroppedOnTheWindowIsShownAndThenUsed();

private:
    QString path(const char* name) const { return QString::fromStdString((m_folder / name).string()); }

    tristate::test::TempDir m_folder;
};

void TestDataDialog::tellsWhatIsInATable() {
    DataDialog dialog;
    QVERIFY(!useButton(dialog)->isEnabled());
    dialog.look(path("table.csv"));
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    QVERIFY(says(dialog, QStringLiteral("48 samples to train with, 12 to test with")));
    auto* classes = listNamed(dialog, "Classes");
    QCOMPARE(classes->topLevelItemCount(), 2);
    QCOMPARE(classes->topLevelItem(0)->text(1), QStringLiteral("24"));
    auto* columns = listNamed(dialog, "Columns");
    QCOMPARE(columns->topLevelItemCount(), 4);
    QCOMPARE(columns->topLevelItem(0)->text(2), QStringLiteral("0.5 to 59.5"));
    QCOMPARE(columns->topLevelItem(1)->text(3), QStringLiteral("1"));
    QCOMPARE(columns->topLevelItem(2)->text(1), QStringLiteral("category"));
    QCOMPARE(columns->topLevelItem(3)->text(1), QStringLiteral("target"));
}

void TestDataDialog::anotherTargetIsLookedAtAnew() {
    DataDialog dialog;
    dialog.look(path("table.csv"));
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    auto* target = dialog.findChild<QComboBox*>();
    QCOMPARE(target->currentText(), QStringLiteral("Art"));
    target->setCurrentText(QStringLiteral("Farbe"));
    Q_EMIT target->activated(target->currentIndex());
    QVERIFY(!useButton(dialog)->isEnabled());
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    QCOMPARE(listNamed(dialog, "Columns")->topLevelItem(2)->text(1), QStringLiteral("target"));
    QCOMPARE(target->currentText(), QStringLiteral("Farbe"));
}

void TestDataDialog::useGivesTheProposedExperiment() {
    DataDialog dialog;
    dialog.look(path("table.csv"));
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    train::Experiment proposed;
    connect(&dialog, &DataDialog::chosen, &dialog,
            [&](const train::Experiment& chosen) { proposed = chosen; });
    QTest::mouseClick(useButton(dialog), Qt::LeftButton);
    QCOMPARE(QString::fromStdString(proposed.data.source), path("table.csv"));
    const std::string net = graph::toString(proposed.net);
    QVERIFY2(net.starts_with("4-norm-") && net.ends_with("-2"), net.c_str());
}

void TestDataDialog::whatCannotBeReadSaysWhyAndCannotBeUsed() {
    tristate::test::store(m_folder / "ragged.csv", "a,b\n1,x\n2\n3,y\n");
    DataDialog dialog;
    dialog.look(path("table.csv"));
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    dialog.look(path("ragged.csv"));
    QTRY_VERIFY(says(dialog, QStringLiteral("line 3")));
    QVERIFY(!useButton(dialog)->isEnabled());
    dialog.look(path("nowhere"));
    QTRY_VERIFY(says(dialog, QStringLiteral("there is no file, folder or generated set")));
}

void TestDataDialog::goingAwayWhileAPathIsTypedIsNoOrder() {
    auto dialog = std::make_unique<DataDialog>();
    dialog->show();
    dialog->activateWindow();
    auto* field = dialog->findChild<QLineEdit*>();
    field->setFocus();
    QTest::keyClicks(field, path("table.csv"));
    QVERIFY(!useButton(*dialog)->isEnabled());
    dialog.reset();
}

void TestDataDialog::whatIsDroppedOnTheWindowIsShownAndThenUsed() {
    MainWindow window({.remember = false});
    window.show();
    auto* panel = window.findChild<ExperimentPanel*>();
    const train::Experiment before = panel->experiment();
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path("table.csv"))});
    QDragEnterEvent enter(QPoint(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(200, 200), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&window, &drop);
    auto* dialog = window.findChild<DataDialog*>();
    QVERIFY(dialog && drop.isAccepted());
    QTRY_VERIFY(useButton(*dialog)->isEnabled());
    QVERIFY2(panel->experiment() == before, "nothing is taken before Use");
    QTest::mouseClick(useButton(*dialog), Qt::LeftButton);
    QCOMPARE(QString::fromStdString(panel->experiment().data.source), path("table.csv"));
    QVERIFY(panel->isValid());
}

TRISTATE_UI_TEST_MAIN(TestDataDialog)
#include "test_data_dialog.moc"
