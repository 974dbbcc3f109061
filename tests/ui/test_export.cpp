#include "core/io/formats/onnx/onnx.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/panels/log_slider.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/views/export_dialog.h"
#include "ui/views/export_report.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// The export dialog, from the menu of the real window around a run of a small net.
class TestExport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void beginsWhereTheSessionIs();
    void writesEveryFormatWithProof();
    void explainsWhatCannotBe();
    void tellsWhatWillBeReplaced();
    void tellsHowLargeTheNetworkWillBe();
    void exportsTheMomentShown();
    void needsNoMouse();
    void fromStartToExportByKeysAlone();
    void anErrorStandsBesideAndLosesNothing();
    void canBeCancelled();
    void closesWhileExporting();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    ExportDialog& openDialog();
    /// With these formats and no others.
    ExportDialog& openDialog(const QStringList& endings);
    ExportReport* report() { return m_window->findChild<ExportReport*>(); }
    QString path(const char* name) const { return m_folder->filePath(QLatin1String(name)); }

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestExport::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    bridge().start(test::smallExperiment(), true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(bridge().data().lastPoint() && bridge().data().lastPoint()->step > 0);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestExport::cleanup() {
    m_window.reset();
    m_folder.reset();
}

ExportDialog& TestExport::openDialog() {
    for (auto* action : m_window->findChildren<QAction*>())
        if (action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_E)) action->trigger();
    auto& dialog = *m_window->findChild<ExportDialog*>();
    dialog.folder().setText(m_folder->path());
    return dialog;
}

ExportDialog& TestExport::openDialog(const QStringList& endings) {
    auto& dialog = openDialog();
    dialog.format(QStringLiteral(".onnx"))->setChecked(false);
    for (const auto& ending : endings) dialog.format(ending)->setChecked(true);
    return dialog;
}

void TestExport::beginsWhereTheSessionIs() {
    test::part<FileCommands>(*m_window).exportModel();
    auto* dialog = m_window->findChild<ExportDialog*>();
    QCOMPARE(dialog->folder().text(), QDir::currentPath());
    QCOMPARE(dialog->name().text(), QStringLiteral("pruned"));
    QVERIFY(dialog->exportButton().isEnabled());
    dialog->close();
    QTRY_VERIFY(!m_window->findChild<ExportDialog*>());
    test::part<FileCommands>(*m_window).saveFile(path("my.run.tristate"));
    QTRY_COMPARE(test::part<FileCommands>(*m_window).sessionFile(), path("my.run.tristate"));
    test::part<FileCommands>(*m_window).exportModel();
    dialog = m_window->findChild<ExportDialog*>();
    QCOMPARE(dialog->folder().text(), m_folder->path());
    QCOMPARE(dialog->name().text(), QStringLiteral("my.run"));
}

void TestExport::writesEveryFormatWithProof() {
    auto& dialog = openDialog();
    QVERIFY(!dialog.isModal());
    for (auto* box : dialog.findChildren<QCheckBox*>())
        if (box != &dialog.keepsWidths()) box->setChecked(true);
    QCOMPARE(dialog.order().files.size(), std::size_t(11));
    const QRegularExpression flash(QStringLiteral(", (and )?(\\S+ \\S+) of flash"));
    QTRY_VERIFY(dialog.size().text().contains(flash));
    const QString foretold = flash.match(dialog.size().text()).captured(2);
    dialog.exportButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(report(), 120'000);
    QTRY_VERIFY(!m_window->findChild<ExportDialog*>()); // it is done
    for (const char* name : {"pruned.onnx", "pruned.safetensors", "pruned.c", "pruned.json", "pruned.zip",
                             "pruned/model.onnx", "pruned.html", "pruned.csv", "pruned.svg"})
        QVERIFY2(QFile::exists(path(name)), name);
    const QImage curves(path("pruned.png"));
    QVERIFY(!curves.isNull());
    QCOMPARE(curves.pixelColor(1, 1), QColor(Qt::white));
    QFile pdf(path("pruned.pdf"));
    QVERIFY(pdf.open(QIODevice::ReadOnly));
    QVERIFY(pdf.readAll().startsWith("%PDF-"));
    const QString text = report()->text();
    QCOMPARE(flash.match(text).captured(2), foretold);
    for (const char* part : {"40-8-10 → 40-8-10", "pruned.safetensors\t", "pruned/: model.c\t", "100 / 100"})
        QVERIFY2(text.contains(QString::fromUtf8(part)), qUtf8Printable(text));
}

void TestExport::explainsWhatCannotBe() {
    auto& dialog = openDialog();
    QVERIFY(dialog.exportButton().isEnabled());
    QVERIFY(dialog.note().isEmpty());
    const auto refuses = [&](const char* words) {
        return !dialog.exportButton().isEnabled() && dialog.note().contains(QLatin1String(words));
    };
    dialog.folder().setText(path("missing"));
    QVERIFY(refuses("There is no folder"));
    dialog.folder().setText(m_folder->path());
    for (const char* name : {"", "a/b", ".."}) {
        dialog.name().setText(QLatin1String(name));
        QVERIFY2(refuses("cannot be that of a file"), name);
    }
    dialog.name().setText(QStringLiteral("v1.2"));
    QVERIFY(dialog.exportButton().isEnabled());
    QCOMPARE(dialog.order().files.front().filename().string(), std::string("v1.2.onnx"));
    dialog.format(QStringLiteral(".onnx"))->setChecked(false);
    QVERIFY(refuses("at least one format"));
}

void TestExport::tellsWhatWillBeReplaced() {
    QFile old(path("pruned.csv"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("pruned")));
    auto& dialog = openDialog({QStringLiteral(".csv"), QStringLiteral(".svg"), QStringLiteral("/")});
    QCOMPARE(dialog.note(), QStringLiteral("Will be replaced: pruned/, pruned.csv"));
    QVERIFY(dialog.exportButton().isEnabled());
}

void TestExport::tellsHowLargeTheNetworkWillBe() {
    auto& dialog = openDialog();
    QTRY_VERIFY(dialog.size().text().contains(QStringLiteral("40-8-10 → 40-8-10")));
    const auto asked = bridge().data().shownNetwork();
    bridge().editGate({.layer = 0, .unit = 3, .open = false});
    bridge().stepMinibatch();
    QTRY_VERIFY(bridge().data().shownNetwork() != asked);
    QVERIFY2(dialog.size().text().contains(QStringLiteral("40-8-10 → 40-8-10")),
             qUtf8Printable(dialog.size().text()));
    dialog.takeButton().click();
    QTRY_VERIFY2(dialog.size().text().contains(QStringLiteral("40-8-10 → 39-8-10")),
                 qUtf8Printable(dialog.size().text()));
    dialog.keepsWidths().setChecked(true);
    QTRY_VERIFY(dialog.size().text().contains(QStringLiteral("40-8-10 → 40-8-10")));
    dialog.exportButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(report(), 60'000);
    QVERIFY2(report()->text().contains(QStringLiteral("40-8-10 → 40-8-10")),
             qUtf8Printable(report()->text()));
    QCOMPARE(io::readOnnx(path("pruned.onnx").toStdString()).metadata.at("closed_units"),
             std::string("zeroed"));
}

void TestExport::exportsTheMomentShown() {
    auto& moments = bridge().moments();
    moments.show(2);
    QTRY_VERIFY(bridge().data().past && bridge().data().past->isExact());
    const std::string shown = bridge().data().past->network->signature();
    auto& dialog = openDialog();
    dialog.exportButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(report(), 60'000);
    QCOMPARE(io::readOnnx(path("pruned.onnx").toStdString()).metadata.at("signature"), shown);
    QVERIFY(bridge().data().past.has_value()); // and it stays on view
}

void TestExport::needsNoMouse() {
    auto& dialog = openDialog();
    dialog.setFocus();
    for (auto* control : dialog.findChildren<QWidget*>()) {
        const bool isControl = qobject_cast<QAbstractButton*>(control) || qobject_cast<QLineEdit*>(control);
        if (isControl) QVERIFY2(control->focusPolicy() & Qt::TabFocus, control->metaObject()->className());
    }
    QTest::keyClick(dialog.format(QStringLiteral(".onnx")), Qt::Key_Space);
    QTest::keyClick(dialog.format(QStringLiteral(".json")), Qt::Key_Space);
    QTest::keyClick(&dialog.name(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(report(), 60'000);
    QVERIFY(QFile::exists(path("pruned.json")));
    QVERIFY(!QFile::exists(path("pruned.onnx")));
}

void TestExport::fromStartToExportByKeysAlone() {
    const auto press = [](int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(QApplication::focusWidget() ? QApplication::focusWidget()
                                                    : QApplication::activeWindow(),
                        static_cast<Qt::Key>(key), modifiers);
    };
    // Walks with the Tab key, as far as it takes once round the window.
    const auto tabTo = [&](const QWidget* wanted) {
        for (int i = 0; i < 200 && QApplication::focusWidget() != wanted; ++i) press(Qt::Key_Tab);
        return QApplication::focusWidget() == wanted;
    };
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    const int before = bridge().data().number;
    press(Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(bridge().data().number != before && bridge().data().lastPoint());
    QVERIFY(tabTo(test::part<RegulariserPanel>(*m_window).findChild<LogSlider*>()));
    press(Qt::Key_End);
    QTRY_COMPARE(bridge().data().live.lambdas.lambda3, 0.1);
    const auto open = [&] {
        const auto* now = bridge().data().lastColumn();
        if (!now) return std::ptrdiff_t(-1);
        return std::count_if(now->gates.front().begin(), now->gates.front().end(),
                             [&](float gate) { return bridge().data().isOpen(gate); });
    };
    QTRY_VERIFY_WITH_TIMEOUT(open() > 0 && open() < 10, 60'000);
    if (bridge().state() == RunState::Running) press(Qt::Key_Space);
    QTRY_VERIFY(bridge().state() != RunState::Running);
    press(Qt::Key_E, Qt::ControlModifier);
    auto* dialog = m_window->findChild<ExportDialog*>();
    QVERIFY(dialog);
    dialog->activateWindow(); // a window manager does so
    QTRY_COMPARE(QApplication::activeWindow(), dialog);
    QVERIFY(tabTo(&dialog->folder()));
    press(Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(&dialog->folder(), m_folder->path());
    press(Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(report(), 60'000);
    QVERIFY(QFile::exists(path("pruned.onnx")));
}

void TestExport::anErrorStandsBesideAndLosesNothing() {
    auto& dialog = openDialog({QStringLiteral(".safetensors"), QStringLiteral(".csv")});
    // What lies there under the name of the second file cannot be replaced by a file.
    QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("pruned.csv/in the way")));
    dialog.exportButton().click();
    QTRY_VERIFY_WITH_TIMEOUT(report(), 60'000);
    QVERIFY2(dialog.note().contains(QStringLiteral("pruned.csv")), qUtf8Printable(dialog.note()));
    QVERIFY(dialog.isVisible());
    QVERIFY(dialog.exportButton().isEnabled());
    QCOMPARE(dialog.folder().text(), m_folder->path());
    QVERIFY(dialog.format(QStringLiteral(".csv"))->isChecked());
    QVERIFY(report()->text().contains(QStringLiteral("pruned.safetensors"))); // what was written is told
    QVERIFY(!report()->text().contains(QStringLiteral("pruned.csv")));
    QCOMPARE(bridge().state(), RunState::Paused);
}

void TestExport::canBeCancelled() {
    // A compiler reads the C source, so that the last file is far away when the first one is written.
    auto& dialog = openDialog({QStringLiteral(".onnx"), QStringLiteral(".c"), QStringLiteral(".html")});
    dialog.exportButton().click();
    QVERIFY(!dialog.exportButton().isEnabled());
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog.run().isBusy(), 60'000);
    QVERIFY2(dialog.note().contains(QStringLiteral("it was cancelled")), qUtf8Printable(dialog.note()));
    QVERIFY(dialog.isVisible() && dialog.exportButton().isEnabled());
    QVERIFY(!QFile::exists(path("pruned.html")));
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

void TestExport::closesWhileExporting() {
    auto& dialog = openDialog({QStringLiteral(".onnx"), QStringLiteral("/")});
    dialog.exportButton().click();
    QVERIFY(dialog.run().isBusy());
    m_window.reset(); // a hang or a crash here is the failure
    QVERIFY(!m_window);
}

TRISTATE_UI_TEST_MAIN(TestExport)
#include "test_export.moc"
