#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/scale.h"
#include "ui/main_window.h"
#include "ui/panels/regulariser_panel.h"
#include "ui/panels/run_control.h"
#include "ui/plots/curves_plot.h"
#include "ui/plots/qcp.h"
#include "ui/projector.h"

#include <QHeaderView>
#include <QSettings>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// The projector mode in the real window around a real run.
class TestProjector : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void actsAtOnceAndLosesNothing();
    void fitsTheWindow_data();
    void fitsTheWindow();
    void plotsKeepTheirShareOfTheWidth();
    void isRememberedWhenSomebodyChoseIt();

private:
    Projector& projector() { return test::part<Projector>(*m_window); }
    void open(bool remember);

    QTemporaryDir m_folder;
    std::unique_ptr<MainWindow> m_window;
};

/// Settings of this test's own.
void TestProjector::initTestCase() {
    QCoreApplication::setOrganizationName(QStringLiteral("Tristate Lab tests"));
    QCoreApplication::setApplicationName(QStringLiteral("test_projector"));
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
}

void TestProjector::init() {
    QSettings().clear();
    open(false);
}

void TestProjector::cleanup() {
    m_window.reset();
    scaleInterface(1);
}

void TestProjector::open(bool remember) {
    m_window = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = remember});
    m_window->resize(1600, 900);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

void TestProjector::actsAtOnceAndLosesNothing() {
    auto& bridge = m_window->bridge();
    bridge.start(test::smallExperiment(), true);
    QTRY_COMPARE(bridge.state(), RunState::Paused);
    test::part<RunControl>(*m_window).stepEpochAction()->trigger();
    QTRY_VERIFY(bridge.data().lastPoint() && bridge.state() == RunState::Paused);
    auto live = bridge.data().live;
    live.lambdas.lambda3 = 0.0123;
    bridge.setLive(live);
    auto& tabs = *m_window->centralWidget()->findChild<QTabWidget*>();
    tabs.setCurrentIndex(4);
    const int number = bridge.data().number;
    const auto step = bridge.data().lastPoint()->step;
    const auto& slider = test::part<RegulariserPanel>(*m_window);
    auto& curves = *test::part<CurvesPlot>(*m_window).findChild<QCustomPlot*>();
    const int letters = slider.fontMetrics().height(),
              icons = test::part<RunControl>(*m_window).iconSize().width();
    const int ticks = QFontMetrics(curves.axisRect(0)->axis(QCPAxis::atLeft)->tickLabelFont()).height();

    m_window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    QTest::keyClick(m_window.get(), Qt::Key_P);
    QVERIFY(projector().isChecked());
    QVERIFY(slider.fontMetrics().height() * 10 >= letters * 12);
    QVERIFY(test::part<RunControl>(*m_window).iconSize().width() > icons);
    QVERIFY(QFontMetrics(curves.axisRect(0)->axis(QCPAxis::atLeft)->tickLabelFont()).height() > ticks);
    QCOMPARE(bridge.data().number, number);
    QCOMPARE(bridge.data().lastPoint()->step, step);
    QCOMPARE(bridge.data().live.lambdas.lambda3, 0.0123);
    QCOMPARE(tabs.currentIndex(), 4);

    QTest::keyClick(m_window.get(), Qt::Key_P);
    QCOMPARE(slider.fontMetrics().height(), letters);
    QCOMPARE(test::part<RunControl>(*m_window).iconSize().width(), icons);
    for (const auto* header : m_window->findChildren<QHeaderView*>())
        QVERIFY(header->defaultSectionSize() < 120); // as before
}

void TestProjector::fitsTheWindow_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("least");
    QTest::newRow("1600") << QSize(1600, 900) << 1.45;
    QTest::newRow("1280") << QSize(1280, 720) << 1.2;
}

void TestProjector::fitsTheWindow() {
    QFETCH(const QSize, size);
    QFETCH(const double, least);
    m_window->resize(size);
    projector().trigger();
    QCoreApplication::processEvents();
    QVERIFY2(interfaceScale() >= least, qPrintable(QString::number(interfaceScale())));
    QVERIFY2(m_window->width() <= size.width() && m_window->height() <= size.height(),
             qPrintable(QStringLiteral("%1 x %2").arg(m_window->width()).arg(m_window->height())));
    // And every part of the window is in it.
    for (const auto* child : m_window->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        if (child->isVisible() && !child->isWindow())
            QVERIFY2(m_window->rect().contains(child->geometry()), child->metaObject()->className());
}

/// What is between the docks is what people look at.
void TestProjector::plotsKeepTheirShareOfTheWidth() {
    m_window->resize(1280, 720);
    QCoreApplication::processEvents();
    const auto docks = [this] { return m_window->width() - m_window->centralWidget()->width(); };
    const int before = docks();
    projector().trigger();
    QCoreApplication::processEvents();
    QVERIFY(interfaceScale() > 1);
    const int most = std::max(before, 2 * m_window->width() / 3);
    QVERIFY2(docks() <= most, qPrintable(QStringLiteral("%1, %2").arg(docks()).arg(most)));
    projector().trigger();
    QCoreApplication::processEvents();
    QVERIFY2(docks() <= before + before / 10, qPrintable(QStringLiteral("%1, %2").arg(docks()).arg(before)));
}

void TestProjector::isRememberedWhenSomebodyChoseIt() {
    m_window.reset();
    open(true);
    QVERIFY(!projectorWasOn());
    projector().setChecked(true); // as an option of the command line does
    QVERIFY(!projectorWasOn());
    projector().trigger();
    projector().trigger();
    QVERIFY(projectorWasOn());
    projector().trigger();
    QVERIFY(!projectorWasOn());
}

TRISTATE_UI_TEST_MAIN(TestProjector)
#include "test_projector.moc"
