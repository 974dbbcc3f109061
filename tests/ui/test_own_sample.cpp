#include "core/data/own_sample.h"
#include "core/inspect/predictions.h"
#include "core/io/recipes/experiment_json.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/text.h"
#include "ui/main_window.h"
#include "ui/views/answer_panel.h"
#include "ui/views/own_sample_input.h"
#include "ui/views/predictions_view.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <algorithm>
#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// The network is asked about a picture or a row that somebody brings.
class TestOwnSample : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void aPictureThatIsDroppedIsAnswered();
    void whatIsNoPictureGoesToTheWindow();
    void aRowThatIsPastedIsAnswered();
    void numbersArePredictedForARow();
    void whatCannotBeIsSaid();
    void theAnswerFollowsTheRun();

private:
    SessionBridge& bridge() { return m_window->bridge(); }
    PredictionsView& view() { return test::part<PredictionsView>(*m_window); }
    AnswerPanel& answer() { return view().answer(); }
    void start(train::Experiment experiment);
    QString picture(QRgb paper, QRgb ink);

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

void TestOwnSample::init() {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->centralWidget()->findChild<QTabWidget*>()->setCurrentWidget(&view());
}

void TestOwnSample::start(train::Experiment experiment) {
    bridge().start(experiment, true);
    QTRY_COMPARE(bridge().state(), RunState::Paused);
    QTRY_VERIFY(bridge().hasArrived());
    QTRY_VERIFY(view().own().isEnabled());
}

/// Of 56 x 56 pixels, with a bar of ink in the middle.
QString TestOwnSample::picture(QRgb paper, QRgb ink) {
    QImage image(56, 56, QImage::Format_RGB32);
    image.fill(paper);
    for (int y = 12; y < 44; ++y)
        for (int x = 26; x < 30; ++x) image.setPixel(x, y, ink);
    const QString file = m_folder.filePath(QStringLiteral("own one.png"));
    image.save(file);
    return file;
}

void TestOwnSample::aPictureThatIsDroppedIsAnswered() {
    start(test::smallExperiment());
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(picture(qRgb(255, 255, 255), qRgb(0, 0, 0)))});
    QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&view(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &mime, Qt::LeftButton, {});
    QApplication::sendEvent(&view(), &drop);
    QVERIFY(answer().isVisible());
    QTRY_VERIFY(answer().words().startsWith(QStringLiteral("own one.png is taken for <b>")));
    QVERIFY(answer().words().contains(QStringLiteral("Light and dark are exchanged")));
    QVERIFY(!answer().sample());
    bool isSeen = false;
    for (const auto* label : answer().findChildren<QLabel*>())
        if (!label->pixmap().isNull()) {
            const QImage seen = label->pixmap().toImage();
            isSeen =
                qGray(seen.pixel(2, 2)) < 20 && qGray(seen.pixel(seen.width() / 2, seen.height() / 2)) > 235;
        }
    QVERIFY(isSeen); // light on dark, as the samples are
    view().own().takePicture(picture(qRgb(0, 0, 0), qRgb(255, 255, 255)));
    QTRY_VERIFY(!answer().words().isEmpty());
    QVERIFY(!answer().words().contains(QStringLiteral("exchanged")));
}

void TestOwnSample::whatIsNoPictureGoesToTheWindow() {
    start(test::smallExperiment());
    QMimeData table;
    table.setUrls({QUrl::fromLocalFile(m_folder.filePath(QStringLiteral("table.csv")))});
    QVERIFY(!view().own().canTake(table));
    QMimeData two;
    two.setUrls(
        {QUrl::fromLocalFile(QStringLiteral("/a.png")), QUrl::fromLocalFile(QStringLiteral("/b.png"))});
    QVERIFY(!view().own().canTake(two));
    QMimeData text;
    text.setText(QStringLiteral("1,2,3"));
    QVERIFY(!view().own().canTake(text));
    QDropEvent drop(QPointF(9, 9), Qt::CopyAction, &text, Qt::LeftButton, {});
    QApplication::sendEvent(&view(), &drop);
    QVERIFY(!drop.isAccepted());
    QVERIFY(!answer().isVisible());
}

void TestOwnSample::aRowThatIsPastedIsAnswered() {
    start(io::preset("fruit"));
    for (int i = 0; i < 10; ++i) { // until it knows fruit
        bridge().stepEpoch();
        QTRY_VERIFY(bridge().hasArrived());
    }
    QApplication::clipboard()->setText(QStringLiteral("origin\tweight\tdiameter\tcolour\tskin\n"
                                                      "south\t156\t7.0\tyellow\tsmooth"));
    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    view().own().setFocus();
    QTest::keyClick(&view().own(), Qt::Key_V, Qt::ControlModifier);
    // As the network says to the same values in the order of the data's columns.
    const data::Dataset& samples = bridge().data().data()->evaluation();
    const auto sample = data::sampleOfRow("156;7.0;yellow;smooth;south", samples);
    const auto shares = inspect::probabilities(*bridge().data().shownNetwork(), sample.values);
    const auto best = std::max_element(shares.begin(), shares.end());
    const auto name = samples.classNames.at(static_cast<std::size_t>(best - shares.begin()));
    const QString expected = QStringLiteral("Your row is taken for <b>%1</b>, with %2,")
                                 .arg(QString::fromStdString(name), percentText(100 * double{*best}, 1));
    QTRY_VERIFY2(answer().words().startsWith(expected), qUtf8Printable(answer().words()));
    QVERIFY(answer().isVisible());
}

void TestOwnSample::numbersArePredictedForARow() {
    auto experiment = io::preset("houses");
    experiment.train.epochs = 2;
    experiment.train.warmupEpochs = 0;
    experiment.train.frozenEpochs = 0;
    start(experiment);
    view().own().takeRow(QStringLiteral("92;4;9;works;yes;94"));
    QTRY_VERIFY2(answer().words().startsWith(QStringLiteral("Your row: the network predicts price <b>")),
                 qUtf8Printable(answer().words()));
}

void TestOwnSample::whatCannotBeIsSaid() {
    start(io::preset("fruit"));
    view().own().takeRow(QStringLiteral("156,7.0,blue & <b>,smooth,south"));
    view().refresh(); // the sentence stays while the run goes on
    QVERIFY(answer().isVisible());
    QVERIFY2(answer().words().contains(QStringLiteral("'colour' cannot be 'blue &amp; &lt;b&gt;'")),
             qUtf8Printable(answer().words()));
    start(test::smallExperiment());
    QTRY_VERIFY(!answer().isVisible()); // it was of the run before
    view().own().takePicture(m_folder.filePath(QStringLiteral("none.png")));
    QVERIFY2(answer().words().contains(QStringLiteral("none.png")), qUtf8Printable(answer().words()));
}

void TestOwnSample::theAnswerFollowsTheRun() {
    start(test::smallExperiment());
    view().own().takePicture(picture(qRgb(0, 0, 0), qRgb(255, 255, 255)));
    QTRY_VERIFY(!answer().words().isEmpty());
    const QString before = answer().words();
    for (int i = 0; i < 5; ++i) {
        bridge().stepEpoch();
        QTRY_VERIFY(bridge().hasArrived());
    }
    QTRY_VERIFY(answer().words() != before); // the network has learnt since
    QVERIFY(answer().words().startsWith(QStringLiteral("own one.png")));
    start(io::preset("spiral"));
    QTRY_VERIFY(!answer().isVisible());
}

TRISTATE_UI_TEST_MAIN(TestOwnSample)
#include "test_own_sample.moc"
