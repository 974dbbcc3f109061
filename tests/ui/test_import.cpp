#include "core/graph/graph_text.h"
#include "core/io/formats/onnx/onnx.h"
#include "core/io/formats/safetensors/safetensors.h"
#include "core/io/store/session_file.h"
#include "core/prune/export_network.h"
#include "core/train/checkpoint.h"
#include "core/train/trainer.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/panels/experiment_panel.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/run_control.h"

#include <QAction>
#include <QFile>
#include <QInputDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// A pre-trained network in the real window.
class TestImport : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void startsAPausedRunAndTellsThatNothingChanged();
    void takesWhatIsChosenOnScreen();
    void waitsForFieldsThatAreRight();
    void resetStartsFromTheImportedNetworkAgain();
    void anotherNetStartsWithDrawnWeights();
    void asksForTheNetOfForeignWeights();
    void badFilesLeaveTheRunAlone();

private:
    static constexpr const char* kNet = "784-16-10";

    SessionBridge& bridge() { return m_window->bridge(); }
    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    std::int64_t step() {
        const auto* last = bridge().data().lastPoint();
        return last ? last->step : 0;
    }
    void import(const char* name);
    void trainAStep();
    /// Of the weights of the run as they are now, through a saved session.
    std::string signature();

    QTemporaryDir m_folder;
    std::string m_signature; ///< of the network in the files
    std::unique_ptr<MainWindow> m_window;
};

void TestImport::initTestCase() {
    Rng rng(5); // not the seed of any experiment
    const nn::Network network(graph::parseGraph(kNet), rng);
    m_signature = network.signature();
    const nn::PlainNetwork plain = prune::exportNetwork(network, prune::MergeMode::Never);
    io::writeOnnx(file("net.onnx").toStdString(), plain, {});
    QFile weights(file("net.safetensors"));
    QVERIFY(weights.open(QIODevice::WriteOnly));
    weights.write(QByteArray::fromStdString(io::toSafetensors(plain, {})));
    QFile bad(file("bad.onnx"));
    QVERIFY(bad.open(QIODevice::WriteOnly));
    bad.write("no model");
}

void TestImport::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    bridge().start(test::smallExperiment(), true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestImport::cleanup() {
    m_window.reset();
}

void TestImport::import(const char* name) {
    QSignalSpy imported(&bridge(), &SessionBridge::imported);
    test::part<FileCommands>(*m_window).importFile(file(name));
    QVERIFY(imported.wait());
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

void TestImport::trainAStep() {
    test::part<RunControl>(*m_window).stepAction()->trigger();
    QTRY_COMPARE(step(), 1);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
}

std::string TestImport::signature() {
    QSignalSpy saved(&bridge(), &SessionBridge::saved);
    bridge().save(file("run.tristate").toStdString());
    if (!saved.wait()) return "not saved";
    return io::openSession(file("run.tristate").toStdString()).checkpoint->network.signature();
}

void TestImport::startsAPausedRunAndTellsThatNothingChanged() {
    const auto data = bridge().data().experiment.data;
    import("net.onnx");
    QCOMPARE(graph::toString(bridge().data().experiment.net), std::string(kNet));
    QCOMPARE(bridge().data().experiment.data, data);
    QCOMPARE(step(), 0);
    QCOMPARE(signature(), m_signature);
    const auto* box = m_window->findChild<QMessageBox*>();
    QVERIFY(box && box->isVisible() && !box->isModal());
    QVERIFY2(box->informativeText().contains(
                 QStringLiteral("Equal to net.onnx: 100 of 100 predictions, largest difference of a logit")),
             qUtf8Printable(box->informativeText()));
}

void TestImport::takesWhatIsChosenOnScreen() {
    auto& panel = test::part<ExperimentPanel>(*m_window);
    auto chosen = test::smallExperiment(); // and not the run that goes on
    chosen.data.testSamples = 70;
    chosen.data.seed += 1;
    chosen.train.batch = 25;
    panel.setExperiment(chosen);
    import("net.onnx");
    QCOMPARE(bridge().data().experiment.data, chosen.data);
    QCOMPARE(bridge().data().experiment.train.batch, chosen.train.batch);
    QCOMPARE(panel.experiment().data, chosen.data); // the fields stay as they were chosen
    const auto* box = m_window->findChild<QMessageBox*>();
    QVERIFY(box);
    QVERIFY2(box->informativeText().contains(QStringLiteral("on 70 samples of the data chosen: digits")),
             qUtf8Printable(box->informativeText()));
}

void TestImport::waitsForFieldsThatAreRight() {
    const int number = bridge().data().number;
    test::part<ExperimentPanel>(*m_window).netField().setText(QStringLiteral("784-"));
    test::part<FileCommands>(*m_window).importFile(file("net.onnx"));
    QVERIFY(test::part<MessageBar>(*m_window).isVisible());
    QVERIFY(!bridge().isBusy());
    QCOMPARE(bridge().data().number, number);
}

void TestImport::resetStartsFromTheImportedNetworkAgain() {
    import("net.onnx");
    trainAStep();
    QVERIFY(signature() != m_signature);
    test::part<RunControl>(*m_window).resetAction()->trigger();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(signature(), m_signature);

    trainAStep(); // and from a session that was saved later
    QVERIFY(signature() != m_signature);
    bridge().start(test::smallExperiment(), true);
    QSignalSpy opened(&bridge(), &SessionBridge::opened);
    test::part<FileCommands>(*m_window).openFile(file("run.tristate"));
    QVERIFY(opened.wait());
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    test::part<RunControl>(*m_window).resetAction()->trigger();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(signature(), m_signature);
}

void TestImport::anotherNetStartsWithDrawnWeights() {
    import("net.onnx");
    auto experiment = bridge().data().experiment;
    experiment.train.epochs = 3;
    bridge().start(experiment, true);
    QVERIFY(bridge().data().imported != nullptr);
    experiment.net = graph::parseGraph("784-17-10");
    bridge().start(experiment, true);
    QVERIFY(bridge().data().imported == nullptr);
}

void TestImport::asksForTheNetOfForeignWeights() {
    for (const char* net : {kNet, ""}) { // ours tells its net
        test::part<FileCommands>(*m_window).importFile(file("net.safetensors"));
        auto* question = m_window->findChild<QInputDialog*>();
        QVERIFY(question && question->isVisible());
        question->setTextValue(QString::fromLatin1(net));
        QSignalSpy imported(&bridge(), &SessionBridge::imported);
        question->accept();
        QVERIFY(imported.wait());
        QTRY_COMPARE(bridge().state(), RunState::Paused);
        QCOMPARE(signature(), m_signature);
        QTRY_VERIFY(!m_window->findChild<QInputDialog*>());
    }
}

void TestImport::badFilesLeaveTheRunAlone() {
    const int number = bridge().data().number;
    for (const char* name : {"bad.onnx", "missing.onnx", "missing.json"}) {
        QSignalSpy problems(&bridge(), &SessionBridge::problem);
        test::part<FileCommands>(*m_window).importFile(file(name));
        QVERIFY(problems.wait());
        QVERIFY2(test::part<MessageBar>(*m_window).text().contains(QString::fromLatin1(name)),
                 qUtf8Printable(test::part<MessageBar>(*m_window).text()));
        QCOMPARE(bridge().data().number, number);
        QCOMPARE(bridge().state(), RunState::Paused);
    }
}

TRISTATE_UI_TEST_MAIN(TestImport)
#include "test_import.moc"
