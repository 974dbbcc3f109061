#include "core/graph/graph_text.h"
#include "core/train/normalise.h"
#include "tests/support/temp_dir.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/jobs/background_work.h"
#include "ui/main_window.h"
#include "ui/run/refresh_schedule.h"
#include "ui/run/selection.h"
#include "ui/views/confusion_overview.h"
#include "ui/views/confusion_table.h"
#include "ui/views/predictions_view.h"

#include <QHeaderView>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// A hundred classes have no room for their names, but each cell is there, can be seen and be chosen.
class TestManyClasses : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_window.reset(); }
    void theMatrixIsShownWhole();
    void aCellOfAFewPixelsIsChosen();
    void namesAndCountsComeBack();
    void fewClassesHaveTheirNames();

private:
    void train(const train::Experiment& experiment);
    PredictionsView& view() { return ui::test::part<PredictionsView>(*m_window); }
    const inspect::Confusion& confusion() { return view().table().confusion(); }

    /// That samples of the last class were taken for.
    int lastPredicted();

    tristate::test::TempDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

/// Trains one epoch on a hundred classes and shows the predictions.
void TestManyClasses::init() {
    std::string table = "x,y,kind\n";
    for (int i = 0; i < 1000; ++i)
        table +=
            std::to_string(i % 100) + "," + std::to_string(i) + ",k" + std::to_string(100 + i % 100) + "\n";
    auto experiment = ui::test::smallExperiment();
    experiment.data = {.source = m_folder.write("many.csv", table).string()};
    experiment.net = graph::parseGraph("2-16-100");
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->resize(1280, 720);
    m_window->show();
    train(train::completed(experiment));
    QTRY_COMPARE(confusion().samples, 200);
}

void TestManyClasses::train(const train::Experiment& experiment) {
    m_window->bridge().start(experiment, true);
    QTRY_COMPARE(m_window->bridge().state(), RunState::Paused);
    m_window->bridge().stepEpoch();
    const RunData& run = m_window->bridge().data();
    QTRY_VERIFY(run.state && run.lastPoint() && run.lastPoint()->epoch >= 1 &&
                m_window->bridge().state() == RunState::Paused);
    for (auto* tabs : m_window->findChildren<QTabWidget*>())
        if (tabs->indexOf(&view()) >= 0) tabs->setCurrentWidget(&view());
    QCoreApplication::processEvents();
    ui::test::part<RefreshSchedule>(*m_window).refreshAll();
    QTRY_VERIFY(ui::test::part<BackgroundWork>(*m_window).isIdle());
}

int TestManyClasses::lastPredicted() {
    int predicted = 0;
    while (predicted < 99 && confusion().at(99, predicted) == 0) ++predicted;
    return predicted;
}

void TestManyClasses::theMatrixIsShownWhole() {
    QTableView& matrix = view().matrix();
    QVERIFY(view().wholeButton().isVisible() && view().wholeButton().isChecked());
    QVERIFY(!matrix.horizontalHeader()->isVisible() && !matrix.verticalHeader()->isVisible());
    for (const int corner : {0, 99})
        QVERIFY(matrix.viewport()->rect().contains(matrix.visualRect(view().table().index(corner, corner))));
    const QImage image = matrix.viewport()->grab().toImage();
    const QPoint place = matrix.visualRect(view().table().index(99, lastPredicted())).center();
    QVERIFY2(image.pixelColor(place) != image.pixelColor(image.width() - 1, 0), "it has a colour");
}

void TestManyClasses::aCellOfAFewPixelsIsChosen() {
    QTableView& matrix = view().matrix();
    const QPoint place = matrix.visualRect(view().table().index(99, lastPredicted())).center();
    int row = 0; // with none in that column, so that its cell has no colour of its own
    while (row < 99 && confusion().at(row, lastPredicted()) != 0) ++row;
    QVERIFY(row < 99);
    const QPoint beside(place.x(), matrix.visualRect(view().table().index(row, 0)).center().y());
    const QColor before = matrix.viewport()->grab().toImage().pixelColor(beside);
    QTest::mouseClick(matrix.viewport(), Qt::LeftButton, {}, place);
    QCOMPARE(ui::test::part<Selection>(*m_window).cell(), std::optional(ConfusionCell{99, lastPredicted()}));
    QCOMPARE(std::ssize(view().shownSamples()), confusion().at(99, lastPredicted()));
    QVERIFY2(view().summary().contains(QStringLiteral("k199 taken for k1")), qPrintable(view().summary()));
    QVERIFY2(matrix.viewport()->grab().toImage().pixelColor(beside) != before, "its column is tinted");
    view().allButton().click();
    QVERIFY(!view().summary().contains(QStringLiteral("taken for k1")));
}

void TestManyClasses::namesAndCountsComeBack() {
    QTableView& matrix = view().matrix();
    view().wholeButton().click();
    QVERIFY(matrix.horizontalHeader()->isVisible() && matrix.verticalHeader()->isVisible());
    QVERIFY2(matrix.columnWidth(0) >= 22 && matrix.rowHeight(0) >= 16, "with room for a count");
}

void TestManyClasses::fewClassesHaveTheirNames() {
    train(ui::test::smallExperiment());
    QTRY_COMPARE(confusion().classes, 10);
    QVERIFY(!view().wholeButton().isVisible() && view().matrix().verticalHeader()->isVisible());
}

TRISTATE_UI_TEST_MAIN(TestManyClasses)
#include "test_many_classes.moc"
