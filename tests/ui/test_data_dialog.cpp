#include "core/graph/graph_text.h"
#include "core/io/sets/sha256.h"
#include "tests/support/http_server.h"
#include "tests/support/temp_dir.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/panels/experiment_panel.h"
#include "ui/views/data_dialog.h"
#include "ui/views/known_set_chooser.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
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
    void badDataLeaveARunningExperimentAlone();
    void goingAwayWhileAPathIsTypedIsNoOrder();
    void whatIsDroppedOnTheWindowIsShownAndThenUsed();
    void aTableIsPasted();
    void anArrayWithNumbersAsksWhatTheyAre();
    void aKnownSetIsLoadedAndThenOpenedAtOnce();
    void aSetThatCannotBeLoadedSaysWhereToPutIt();
    void loadingCanBeCancelledAndGoesOn();

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

void TestDataDialog::badDataLeaveARunningExperimentAlone() {
    const std::vector<std::pair<const char*, std::string>> bad{
        {"ragged.csv", "a,b\n1,x\n2\n3,y\n"},
        {"text.csv", table() + "1,5;two;rot;klein\n"},
        {"one.csv", "a,b\n1,x\n2,x\n3,x\n"},
        {"empty.csv", ""},
        {"cut.zip", std::string("PK\3\4 and no more", 16)},
        {"cut.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\r", 12)}};
    MainWindow window({.remember = false});
    window.show();
    window.bridge().start(tristate::ui::test::smallExperiment(), false);
    const RunData& run = window.bridge().data();
    const auto lastStep = [&run] { return run.lastPoint() ? run.lastPoint()->step : 0; };
    QTRY_VERIFY(lastStep() > 0);
    const int number = run.number;
    const train::Experiment running = run.experiment;
    const train::Experiment shown = window.findChild<ExperimentPanel*>()->experiment();
    for (const auto& [file, content] : bad) {
        const char* const name = file;
        tristate::test::store(m_folder / name, content);
        window.findChild<FileCommands*>()->openDropped(path(name));
        auto* dialog = window.findChild<DataDialog*>();
        QVERIFY(dialog);
        QTRY_VERIFY2(says(*dialog, QLatin1String(name)), name);
        QTRY_VERIFY2(!says(*dialog, QStringLiteral("Reading")), name);
        QVERIFY2(!useButton(*dialog)->isEnabled(), name);
        const auto before = lastStep();
        QTRY_VERIFY2(lastStep() > before && window.bridge().state() == train::RunState::Running, name);
    }
    QCOMPARE(run.number, number);
    QVERIFY(run.experiment == running);
    QVERIFY(window.findChild<ExperimentPanel*>()->experiment() == shown);
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

void TestDataDialog::aTableIsPasted() {
    qputenv("XDG_DATA_HOME", path("home").toUtf8());
    DataDialog dialog;
    auto* paste = dialog.findChild<QPushButton*>(QStringLiteral("pasteTable"));
    QApplication::clipboard()->setText(QStringLiteral(" "));
    QTest::mouseClick(paste, Qt::LeftButton);
    QVERIFY(says(dialog, QStringLiteral("holds no text, expected a table")));
    QApplication::clipboard()->setText(
        QString::fromStdString(table()).replace(QLatin1Char(';'), QLatin1Char('\t')));
    QTest::mouseClick(paste, Qt::LeftButton);
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    QVERIFY(says(dialog, QStringLiteral("separated by tabs")));
    const QString kept = dialog.findChild<QLineEdit*>()->text();
    QVERIFY2(kept.startsWith(path("home")) && QFileInfo::exists(kept), "an experiment can name it");
    qunsetenv("XDG_DATA_HOME");
}

void TestDataDialog::anArrayWithNumbersAsksWhatTheyAre() {
    const auto npy = [](const std::string& shape, const std::vector<float>& numbers) {
        std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + shape + "), }";
        header.resize(118, ' ');
        return std::string("\x93NUMPY\1\0\x76\0", 10) + header +
               std::string(reinterpret_cast<const char*>(numbers.data()), 4 * numbers.size());
    };
    std::vector<float> x, y;
    for (int i = 0; i < 40; ++i) {
        x.insert(x.end(), {static_cast<float>(i), 1});
        y.push_back(0.5f * static_cast<float>(i));
    }
    QVERIFY(QDir().mkpath(path("arrays")));
    tristate::test::store(m_folder / "arrays/x.npy", npy("40, 2", x));
    tristate::test::store(m_folder / "arrays/y.npy", npy("40,", y));
    DataDialog dialog;
    dialog.show();
    dialog.look(path("arrays"));
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    QVERIFY(says(dialog, QStringLiteral("a regression of y")));
    auto* task = dialog.findChildren<QComboBox*>().at(1);
    QVERIFY(task->isVisible() && !dialog.findChildren<QComboBox*>().at(0)->isVisible());
    Q_EMIT task->activated(static_cast<int>(data::TaskKind::Classes));
    QTRY_VERIFY(says(dialog, QStringLiteral("expected whole numbers, one for each class")));
    QVERIFY2(task->isVisible(), "and can be set back");
}

namespace {

/// The table of this test as a set of one file, served by HTTP.
io::KnownSet setOn(const tristate::test::HttpServer& server, const std::filesystem::path& file) {
    return {.name = "art",
            .title = "Art",
            .addresses = {server.address()},
            .files = {{"art.csv", std::filesystem::file_size(file), io::sha256Of(file)}}};
}

QString textOf(KnownSetChooser& chooser) {
    Q_EMIT chooser.menu()->aboutToShow();
    return chooser.menu()->actions().at(0)->text();
}

} // namespace

void TestDataDialog::aKnownSetIsLoadedAndThenOpenedAtOnce() {
    tristate::test::HttpServer server;
    server.files["/art.csv"] = table();
    DataDialog dialog;
    auto* chooser = dialog.findChild<KnownSetChooser*>();
    Q_EMIT chooser->menu()->aboutToShow();
    QVERIFY(chooser->menu()->actions().size() >= 6);
    chooser->offer({setOn(server, m_folder / "table.csv")}, m_folder / "sets");
    QVERIFY(textOf(*chooser).startsWith(QStringLiteral("Load Art from the network")));
    chooser->menu()->actions().at(0)->trigger();
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    QCOMPARE(dialog.findChild<QLineEdit*>()->text(), path("sets/art/art.csv"));
    QCOMPARE(textOf(*chooser), QStringLiteral("Art"));
    dialog.look(path("nowhere"));
    QTRY_VERIFY(!useButton(dialog)->isEnabled());
    chooser->menu()->actions().at(0)->trigger();
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    QCOMPARE(server.asked().size(), std::size_t{1});
}

void TestDataDialog::aSetThatCannotBeLoadedSaysWhereToPutIt() {
    tristate::test::HttpServer server;
    DataDialog dialog;
    auto* chooser = dialog.findChild<KnownSetChooser*>();
    io::KnownSet set = setOn(server, m_folder / "table.csv");
    set.name = "other";
    set.addresses = {"http://127.0.0.1:1/"};
    chooser->offer({set}, m_folder / "sets");
    textOf(*chooser);
    chooser->menu()->actions().at(0)->trigger();
    QTRY_VERIFY(says(dialog, QStringLiteral("put its files art.csv into the folder")));
    QVERIFY(says(dialog, path("sets/other")) && !chooser->isLoading());
}

void TestDataDialog::loadingCanBeCancelledAndGoesOn() {
    tristate::test::HttpServer server;
    server.files["/art.csv"] = table();
    server.cutBehind = 100;
    DataDialog dialog;
    dialog.show();
    auto* chooser = dialog.findChild<KnownSetChooser*>();
    auto* cancel = chooser->findChildren<QPushButton*>().at(1);
    chooser->offer({setOn(server, m_folder / "table.csv")}, m_folder / "cancelled");
    textOf(*chooser);
    server.waits = true;
    chooser->menu()->actions().at(0)->trigger();
    QTRY_VERIFY(cancel->isVisible() && QFileInfo::exists(path("cancelled/art/art.csv.part")));
    QTest::mouseClick(cancel, Qt::LeftButton);
    QTRY_VERIFY(says(dialog, QStringLiteral("Loading Art was stopped")));
    QVERIFY(!cancel->isVisible());
    server.waits = false;
    server.cutBehind = ~std::size_t{0};
    chooser->menu()->actions().at(0)->trigger();
    QTRY_VERIFY(useButton(dialog)->isEnabled());
    QCOMPARE(QString::fromStdString(server.asked().back()), QStringLiteral("/art.csv from 100"));
}

TRISTATE_UI_TEST_MAIN(TestDataDialog)
#include "test_data_dialog.moc"
