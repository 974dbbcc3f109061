#include "core/io/recipes/experiment_json.h"
#include "tests/ui/support/painted_texts.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/run_of_net.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/jobs/background_work.h"
#include "ui/main_window.h"
#include "ui/plots/open_units_plot.h"
#include "ui/plots/time_axis.h"
#include "ui/run/refresh_schedule.h"

#include <QAbstractScrollArea>
#include <QLabel>
#include <QTabBar>
#include <QTabWidget>
#include <QTest>

#include <algorithm>
#include <memory>
#include <vector>

using namespace tristate;
using namespace tristate::ui;

namespace {

constexpr double kTouch = 1.5; ///< pixels that letters may lie over each other, or outside

bool overlap(const QRectF& a, const QRectF& b) {
    const QRectF both = a & b;
    return both.width() > kTouch && both.height() > kTouch;
}

bool isScrolled(const QWidget& widget) {
    for (const QWidget* each = &widget; each; each = each->parentWidget())
        if (qobject_cast<const QAbstractScrollArea*>(each) || qobject_cast<const QTabBar*>(each)) return true;
    return false;
}

/// Rows, texts and tabs that are half in view can be scrolled to.
bool isCut(const test::PaintedText& text) {
    const QRectF rest = text.rect & text.room;
    if (rest.isEmpty() && (!text.widget || isScrolled(*text.widget))) return false;
    const bool isCutAcross = rest.width() < text.rect.width() - kTouch;
    const bool isCutInHeight = rest.height() < text.rect.height() - kTouch;
    return (isCutAcross || isCutInHeight) && !(text.widget && isScrolled(*text.widget));
}

QString told(const test::PaintedText& text) {
    const QRectF& r = text.rect;
    return QStringLiteral("'%1' of %2 at %3,%4 %5x%6")
        .arg(text.text, QLatin1String(text.widget ? text.widget->metaObject()->className() : "?"))
        .arg(r.x(), 0, 'f', 0)
        .arg(r.y(), 0, 'f', 0)
        .arg(r.width(), 0, 'f', 0)
        .arg(r.height(), 0, 'f', 0);
}

/// What a person would not show on a projector: a sentence for each.
QStringList faultsOf(const std::vector<test::PaintedText>& texts) {
    QStringList faults;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (isCut(texts[i])) faults << told(texts[i]) + QStringLiteral(" is cut");
        const QRectF seen = texts[i].rect & texts[i].room;
        for (std::size_t j = 0; j < i; ++j)
            if (overlap(seen, texts[j].rect & texts[j].room))
                faults << told(texts[i]) + QStringLiteral(" lies over ") + told(texts[j]);
    }
    return faults;
}

/// A recipe with so few samples that an epoch takes no time.
train::Experiment small(const char* preset) {
    auto experiment = io::preset(preset);
    experiment.data.trainSamples = 320;
    experiment.data.testSamples = 100;
    experiment.data.validation = 50;
    experiment.train.batch = 32;
    experiment.train.warmupEpochs = 0;
    return experiment;
}

} // namespace

/// In no view do texts lie over each other, nor does one end at an edge.
class TestTextsFit : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { m_window.reset(); }
    void findsWhatOverlapsAndIsCut();
    void ticksOfANarrowPlotStayApart();
    void everyViewIsLegible_data();
    void everyViewIsLegible();

private:
    void train(const char* preset, int minibatches);

    std::unique_ptr<MainWindow> m_window;
};

/// Two labels over each other, and one in too little room.
void TestTextsFit::findsWhatOverlapsAndIsCut() {
    QWidget whole;
    whole.resize(300, 100);
    auto* first = new QLabel(QStringLiteral("first"), &whole);
    auto* second = new QLabel(QStringLiteral("second"), &whole);
    auto* third = new QLabel(QStringLiteral("much too long"), &whole);
    first->setGeometry(10, 10, 100, 20);
    second->setGeometry(10, 60, 100, 20);
    third->setGeometry(150, 10, 100, 20);
    whole.show();
    QCOMPARE(test::paintedTexts(whole).size(), std::size_t(3));
    QCOMPARE(faultsOf(test::paintedTexts(whole)), QStringList());
    second->move(20, 12);
    third->resize(40, 20);
    const QStringList faults = faultsOf(test::paintedTexts(whole));
    QCOMPARE(faults.size(), 2);
    QVERIFY2(faults[0].contains(QStringLiteral("lies over")), qUtf8Printable(faults[0]));
    QVERIFY2(faults[1].contains(QStringLiteral("is cut")), qUtf8Printable(faults[1]));
}

/// Labels such as 0.00025 are wider than most.
void TestTextsFit::ticksOfANarrowPlotStayApart() {
    RunData run = test::runOf("10-8-5-2");
    for (int i = 0; i < 20; ++i) {
        train::Point point = test::fakePoint(i);
        point.epoch = 4.1e-5 * (i + 1);
        run.history.add(point);
    }
    for (const int width : {200, 260, 320, 500}) {
        TimeAxis time;
        OpenUnitsPlot plot(run, time);
        plot.resize(width, 300);
        plot.show();
        QVERIFY(QTest::qWaitForWindowExposed(&plot));
        plot.refresh();
        QCoreApplication::processEvents();
        const auto texts = test::paintedTexts(plot);
        QStringList labels;
        for (const test::PaintedText& text : texts) labels << text.text;
        QVERIFY2(width < 500 || labels.contains(QStringLiteral("0.0006")), qUtf8Printable(labels.join(' ')));
        const QStringList faults = faultsOf(texts);
        QVERIFY2(faults.isEmpty(), qUtf8Printable(faults.join(QLatin1Char('\n'))));
    }
}

void TestTextsFit::train(const char* preset, int minibatches) {
    auto& bridge = m_window->bridge();
    bridge.start(small(preset), true);
    for (int i = 0; i < minibatches; ++i) {
        QTRY_VERIFY_WITH_TIMEOUT(bridge.hasArrived(), 600'000);
        bridge.stepMinibatch();
    }
    QTRY_VERIFY_WITH_TIMEOUT(bridge.hasArrived(), 600'000);
    m_window->showSomething();
}

void TestTextsFit::everyViewIsLegible_data() {
    QTest::addColumn<QString>("preset");
    QTest::addColumn<QSize>("size");
    for (const char* preset : {"playground", "lenet-5-small", "resnet-20", "houses", "fruit"})
        for (const QSize size : {QSize(1280, 720), QSize(1600, 900)})
            QTest::addRow("%s, %d", preset, size.width()) << QString::fromLatin1(preset) << size;
}

void TestTextsFit::everyViewIsLegible() {
    QFETCH(const QString, preset);
    QFETCH(const QSize, size);
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    m_window->resize(size);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QCOMPARE(m_window->size(), size);
    train(qPrintable(preset), preset == QLatin1String("resnet-20") ? 2 : 12);
    if (QTest::currentTestFailed()) return;
    auto& tabs = test::part<QTabWidget>(*m_window->centralWidget());
    QStringList faults;
    for (int tab = 0; tab < tabs.count(); ++tab) {
        tabs.setCurrentIndex(tab);
        test::part<RefreshSchedule>(*m_window).refreshAll();
        QTRY_VERIFY_WITH_TIMEOUT(test::part<BackgroundWork>(*m_window).isIdle(), 600'000);
        QCoreApplication::processEvents();
        test::part<RefreshSchedule>(*m_window).refreshAll();
        const auto texts = test::paintedTexts(*m_window);
        QVERIFY(texts.size() > 50);
        QVERIFY(std::any_of(texts.begin(), texts.end(), [](const test::PaintedText& text) {
            return text.widget && text.widget->inherits("QCustomPlot");
        }));
        for (const QString& fault : faultsOf(texts))
            faults << tabs.tabText(tab) + QStringLiteral(": ") + fault;
    }
    for (const QString& fault : faults) qWarning("%s", qUtf8Printable(fault));
    QVERIFY(faults.isEmpty());
}

TRISTATE_UI_TEST_MAIN(TestTextsFit)
#include "test_texts_fit.moc"
