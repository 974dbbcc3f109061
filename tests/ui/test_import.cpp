#include "core/data/data_source.h"
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
#include "ui/views/import_dialog.h"

#include <QAction>
#include <QFile>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

namespace {

/// Tells a digit by the mean that it is nearest to, of values from 0 to 255.
nn::PlainNetwork nearestMean() {
    const data::Dataset train = data::load(test::smallExperiment().data).train;
    nn::RowMatrix means = nn::RowMatrix::Zero(10, 784);
    Eigen::VectorXf counts = Eigen::VectorXf::Zero(10);
    Eigen::RowVectorXf sample(784);
    for (std::size_t i = 0; i < train.size(); ++i) {
        train.copySample(i, sample.data());
        means.row(train.labels[i]) += sample;
        counts(train.labels[i]) += 1;
    }
    means = counts.cwiseMax(1).cwiseInverse().asDiagonal() * means;
    const Eigen::VectorXf bias = -means.rowwise().squaredNorm();
    nn::PlainNetwork network;
    network.graph.input = {784, 1, 1};
    network.append(graph::Dense{10}, {means * (2.0f / 255), bias});
    return network;
}

} // namespace

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
    void showsTheErrorUnderEachRange();
    void leavesAChoiceByHandAlone();
    void touchesNothingBeforeItIsAsked();
    void fitsASmallScreen();
    void badFilesLeaveTheRunAlone();

private:
    static constexpr const char* kNet = "784-16-10";

    SessionBridge& bridge() { return m_window->bridge(); }
    QString file(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    std::int64_t step() {
        const auto* last = bridge().data().lastPoint();
        return last ? last->step : 0;
    }
    /// The dialog that looks at this file, and has found out all.
    ImportDialog& look(const char* name);
    void finish(ImportDialog& dialog);
    void import(const char* name) { finish(look(name)); }
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
    io::writeOnnx(file("bytes.onnx").toStdString(), nearestMean(), {});
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

ImportDialog& TestImport::look(const char* name) {
    test::part<FileCommands>(*m_window).importFile(file(name));
    auto& dialog = test::part<ImportDialog>(*m_window);
    if (!QTest::qWaitFor([&] { return !dialog.isBusy(); })) qFatal("the file is still being looked at");
    return dialog;
}

void TestImport::finish(ImportDialog& dialog) {
    QSignalSpy imported(&bridge(), &SessionBridge::imported);
    dialog.importButton().click();
    QVERIFY(imported.wait());
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QTRY_VERIFY(!m_window->findChild<ImportDialog*>());
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
    QVERIFY2(
        box->informativeText().contains(QStringLiteral("on 70 samples of the data chosen: Generated digits")),
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
        ImportDialog& dialog = look("net.safetensors");
        QVERIFY(dialog.net().isVisible());
        dialog.net().setText(QString::fromLatin1(net));
        Q_EMIT dialog.net().editingFinished();
        QTRY_VERIFY(!dialog.isBusy());
        finish(dialog);
        QCOMPARE(signature(), m_signature);
    }
    ImportDialog& dialog = look("net.safetensors");
    dialog.net().setText(QStringLiteral("784-17-10"));
    Q_EMIT dialog.net().editingFinished();
    QTRY_VERIFY(!dialog.isBusy());
    QVERIFY(!dialog.importButton().isEnabled());
    QVERIFY2(dialog.told().contains(QStringLiteral("784-17-10")), qUtf8Printable(dialog.told()));
    QVERIFY2(!look("net.onnx").net().isVisible(), "this one tells its net");
}

void TestImport::showsTheErrorUnderEachRange() {
    ImportDialog& dialog = look("bytes.onnx");
    for (const char* bad : {"0..1", "-1..1", "data"})
        QVERIFY2(dialog.errorOf(QLatin1String(bad)).startsWith(QStringLiteral("⚠ ")), bad);
    const QString good = dialog.errorOf(QStringLiteral("0..255"));
    QVERIFY2(good.endsWith(QLatin1Char('%')) && !good.contains(QStringLiteral("⚠")), qUtf8Printable(good));
    QCOMPARE(dialog.range(), QStringLiteral("0..255"));
    QVERIFY2(dialog.told().contains(QStringLiteral("The input range 0..255 is clearly the best")),
             qUtf8Printable(dialog.told()));
    QVERIFY2(!dialog.told().contains(QStringLiteral("hardly better")), qUtf8Printable(dialog.told()));
    dialog.choose(QStringLiteral("0..1"));
    QVERIFY2(dialog.told().contains(QStringLiteral("hardly better")), qUtf8Printable(dialog.told()));
    dialog.choose(QStringLiteral("0..255"));
    finish(dialog);

    const auto& nodes = bridge().data().experiment.net.nodes;
    QVERIFY(std::holds_alternative<graph::Affine>(nodes.front().operation));
    const auto& first = bridge().data().history.events().front();
    QVERIFY2(toText(first.message).starts_with("bytes.onnx itself: "), toText(first.message).c_str());
    QCOMPARE(bridge().data().marks.marks().size(), 1U);
    QCOMPARE(bridge().data().marks.marks().front().epoch, 0.0);
    const QString told = bridge().data().marks.marks().front().text;
    trainAStep();
    test::part<RunControl>(*m_window).resetAction()->trigger();
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QCOMPARE(bridge().data().marks.marks().front().text, told); // it begins with that again
}

void TestImport::leavesAChoiceByHandAlone() {
    test::part<FileCommands>(*m_window).importFile(file("bytes.onnx"));
    auto& dialog = test::part<ImportDialog>(*m_window);
    QCOMPARE(dialog.range(), QStringLiteral("0..1"));
    dialog.choose(QStringLiteral("-1..1"));
    QTRY_VERIFY(!dialog.isBusy());
    QCOMPARE(dialog.range(), QStringLiteral("-1..1"));
    QVERIFY(dialog.told().contains(QStringLiteral("0..255 is clearly the best")));
}

void TestImport::touchesNothingBeforeItIsAsked() {
    const int number = bridge().data().number;
    trainAStep();
    ImportDialog& dialog = look("net.onnx");
    QVERIFY(dialog.importButton().isEnabled());
    QVERIFY(!dialog.isModal());
    dialog.reject();
    QTRY_VERIFY(!m_window->findChild<ImportDialog*>());
    QCOMPARE(bridge().data().number, number);
    QCOMPARE(step(), 1);
}

void TestImport::fitsASmallScreen() {
    ImportDialog& dialog = look("bytes.onnx");
    const QSize size = dialog.size().expandedTo(dialog.sizeHint());
    QVERIFY2(size.width() <= 1280 && size.height() <= 680, "title bar and panel take the rest");
}

void TestImport::badFilesLeaveTheRunAlone() {
    const int number = bridge().data().number;
    for (const char* name : {"bad.onnx", "missing.onnx", "missing.json"}) {
        ImportDialog& dialog = look(name);
        QVERIFY2(dialog.told().contains(QString::fromLatin1(name)), qUtf8Printable(dialog.told()));
        QVERIFY(!dialog.importButton().isEnabled());
        QCOMPARE(bridge().data().number, number);
        QCOMPARE(bridge().state(), RunState::Paused);
    }
    auto chosen = test::smallExperiment(); // points in the plane
    chosen.data.source = "moons";
    chosen.net = graph::parseGraph("2-4-2");
    test::part<ExperimentPanel>(*m_window).setExperiment(chosen);
    ImportDialog& dialog = look("net.onnx");
    QVERIFY2(dialog.told().contains(QStringLiteral("samples of 2")), qUtf8Printable(dialog.told()));
    QVERIFY(!dialog.importButton().isEnabled());
}

TRISTATE_UI_TEST_MAIN(TestImport)
#include "test_import.moc"
