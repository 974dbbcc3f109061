#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/theme.h"
#include "ui/panels/message_bar.h"
#include "ui/panels/status_line.h"

#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

#include <cstdlib>
#include <limits>
#include <memory>
#include <stdexcept>
#include <vector>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

/// What the window says of a run in words: the status line, and messages above the views.
class TestStatus : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void statusOfARunWithoutPoints();
    void statusTellsTheMomentThatIsShown();
    void statusOfFiguresThatAreNoNumbers();
    void aMessageClosesAndIsReplaced();
    void anAnswerClosesTheQuestion();
    void aMessageCanBeReadInEveryTheme();
};

void TestStatus::statusOfARunWithoutPoints() {
    StatusLine status;
    status.show(RunData(), RunState::Loading, false);
    QStringList visible;
    for (const auto* label : status.findChildren<QLabel*>())
        if (!label->isHidden()) visible << label->text();
    QCOMPARE(visible, QStringList{QStringLiteral("Loading data…")});
    status.show(RunData(), RunState::Idle, true);
    QVERIFY2(status.text().startsWith(QStringLiteral("No run, working on a file…")),
             qUtf8Printable(status.text()));
}

void TestStatus::statusTellsTheMomentThatIsShown() {
    RunData run = test::fakeRun(40);
    StatusLine status;
    status.show(run, RunState::Running, false);
    const QString newest = status.text();
    run.past = reportedMoment(run, 20);
    status.show(run, RunState::Running, false);
    QVERIFY2(status.text().startsWith(QStringLiteral("Training, showing step 20")),
             qUtf8Printable(status.text()));
    QVERIFY2(status.text().contains(QStringLiteral("Neurons: 13 of 13 (8 - 5)")),
             qUtf8Printable(status.text()));
    QVERIFY2(status.text().contains(QStringLiteral("test –")), // nothing was measured up to there
             qUtf8Printable(status.text()));
    run.past.reset();
    status.show(run, RunState::Running, false);
    QCOMPARE(status.text(), newest);
}

void TestStatus::statusOfFiguresThatAreNoNumbers() {
    RunData run = test::fakeRun(1);
    train::Point point = test::fakePoint(1);
    point.error = std::numeric_limits<double>::quiet_NaN();
    run.history.add(point);
    auto frame = std::make_shared<train::Frame>();
    frame->stepSeconds = 0; // not known yet
    run.frame = frame;
    StatusLine status;
    status.show(run, RunState::Paused, false);
    QVERIFY2(status.text().contains(QStringLiteral("Error: training –, test –")),
             qUtf8Printable(status.text()));
    QVERIFY2(!status.text().contains(QStringLiteral("nan"), Qt::CaseInsensitive) &&
                 !status.text().contains(QStringLiteral("inf")),
             qUtf8Printable(status.text()));
}

void TestStatus::aMessageClosesAndIsReplaced() {
    MessageBar bar;
    QVERIFY(bar.isHidden());
    bar.say(QStringLiteral("first"));
    QVERIFY(!bar.isHidden());
    QVERIFY(bar.text().endsWith(QStringLiteral("first")));
    QCOMPARE(bar.accessibleDescription(), QStringLiteral("first"));
    bar.sayProblem(std::runtime_error("second"));
    QVERIFY(bar.text().endsWith(QStringLiteral("second")));
    test::part<QToolButton>(bar).click();
    QVERIFY(bar.isHidden());
}

void TestStatus::anAnswerClosesTheQuestion() {
    MessageBar bar;
    int yes = 0, no = 0;
    const std::vector<MessageBar::Answer> answers{{QStringLiteral("Yes"), [&] { ++yes; }},
                                                  {QStringLiteral("No"), [&] { ++no; }}};
    bar.ask(QStringLiteral("Really?"), answers);
    const auto buttons = bar.findChildren<QPushButton*>();
    QCOMPARE(buttons.size(), 2);
    QCOMPARE(buttons[0]->text(), QStringLiteral("Yes"));
    buttons[1]->click();
    QCOMPARE(no, 1);
    QCOMPARE(yes, 0);
    QVERIFY(bar.isHidden());
    bar.say(QStringLiteral("Something newer")); // which no answer belongs to
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(bar.findChildren<QPushButton*>().isEmpty());
    // An answer may ask the next question, which stays.
    bar.ask(QStringLiteral("First?"),
            {{QStringLiteral("Go on"), [&] { bar.ask(QStringLiteral("Second?"), answers); }}});
    for (auto* button : bar.findChildren<QPushButton*>())
        if (button->text() == QStringLiteral("Go on")) button->click();
    QVERIFY(!bar.isHidden());
    QCOMPARE(bar.text(), QStringLiteral("Second?"));
}

/// The theme may change while something is said.
void TestStatus::aMessageCanBeReadInEveryTheme() {
    for (const bool isQuestion : {false, true}) {
        MessageBar bar;
        applyTheme(Theme::Light);
        isQuestion ? bar.ask(QStringLiteral("Really?"), {}) : bar.say(QStringLiteral("A problem"));
        for (const Theme theme : {Theme::Light, Theme::Dark, Theme::Light}) {
            applyTheme(theme);
            QCoreApplication::processEvents();
            const auto& label = test::part<QLabel>(bar);
            const int ink = label.palette().color(QPalette::WindowText).lightness();
            const int paper = bar.palette().color(QPalette::Base).lightness();
            QVERIFY2(std::abs(ink - paper) > 60, qPrintable(QStringLiteral("%1 on %2").arg(ink).arg(paper)));
        }
    }
}

TRISTATE_UI_TEST_MAIN(TestStatus)
#include "test_status.moc"
