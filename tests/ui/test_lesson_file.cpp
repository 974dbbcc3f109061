#include "core/base/error.h"
#include "core/io/recipes/experiment_json.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/lesson_guide.h"
#include "ui/lessons/lesson_file.h"
#include "ui/lessons/lesson_panel.h"
#include "ui/lessons/lesson_target.h"
#include "ui/look/message_text.h"
#include "ui/main_window.h"
#include "ui/menus/file_commands.h"
#include "ui/panels/message_bar.h"

#include <QFile>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace tristate;
using namespace tristate::ui;
using train::RunState;

namespace {

constexpr const char* kGood = R"(# Too small
preset: spiral
lambda3: 0.002
pause: 0.02

What the *first* step says,
on two lines.

And a paragraph.

## Look <here>
Every place has a class.

Do: Open **Decision map** and wait.
Watch: The areas.
Show: decisionMap
Done: view = decisionMap and epoch >= 12

## Cut one
A neuron: see what happens.
Do: Prune.
Done: pruned >= 1
)";

bool isKnown(const QString& name) {
    return name == QLatin1String("decisionMap");
}

QString problemOf(const QByteArray& text) {
    try {
        parseLesson(text, QStringLiteral("my.md"), isKnown);
    } catch (const Error& error) {
        return messageText(error.message());
    }
    return {};
}

LessonFacts at(double epoch, const char* view, int pruned = 0) {
    LessonFacts facts;
    facts.epoch = epoch;
    facts.view = QLatin1String(view);
    facts.pruned = pruned;
    return facts;
}

} // namespace

/// Lessons that teachers write.
class TestLessonFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatIsWritten();
    void conditionsHoldTogether();
    void whatIsWrongIsSaidWithItsLine_data();
    void whatIsWrongIsSaidWithItsLine();
    void runsInTheWindow();
    void aBadFileLeavesTheOpenLesson();
    void ticksAreOfTheLessonsRun();
    void nothingMovesAndUndoneStepsAreSaid();

private:
    QString write(const QByteArray& text);

    QTemporaryDir m_folder;
};

QString TestLessonFile::write(const QByteArray& text) {
    QFile file(m_folder.filePath(QStringLiteral("my.md")));
    if (!file.open(QIODevice::WriteOnly)) qFatal("cannot write");
    file.write(text);
    return file.fileName();
}

void TestLessonFile::readsWhatIsWritten() {
    const Lesson lesson = parseLesson(kGood, QStringLiteral("my.md"), isKnown);
    QCOMPARE(lesson.title, QStringLiteral("Too small"));
    auto wanted = io::preset("spiral");
    wanted.train.lambdas.lambda3 = 0.002;
    QCOMPARE(lesson.experiment, wanted);
    QCOMPARE(lesson.pauseSeconds, 0.02);
    QCOMPARE(lesson.steps.size(), std::size_t(3));
    QCOMPARE(lesson.steps[0].text,
             QStringLiteral("What the <i>first</i> step says, on two lines.<br><br>And a paragraph."));
    QCOMPARE(lesson.steps[1].text, QStringLiteral("<b>Look &lt;here&gt;</b><br>Every place has a class."));
    QCOMPARE(lesson.steps[1].task, QStringLiteral("Open <b>Decision map</b> and wait."));
    QCOMPARE(lesson.steps[1].target, QStringLiteral("decisionMap"));
    QVERIFY(lesson.steps[2].text.endsWith(QStringLiteral("A neuron: see what happens.")));
    const Lesson windows = parseLesson(QByteArray(kGood).replace("\n", "\r\n"), {}, isKnown);
    QCOMPARE(windows.steps[1].text, lesson.steps[1].text);
}

void TestLessonFile::conditionsHoldTogether() {
    const Lesson lesson = parseLesson(kGood, {}, isKnown);
    const auto& look = lesson.steps[1].goal;
    QVERIFY(!look({}, at(12, "network")));
    QVERIFY(!look({}, at(11.9, "decisionMap")));
    QVERIFY(look({}, at(12, "decisionMap")));
    const auto& prune = lesson.steps[2].goal;
    QVERIFY(!prune(at(1, "", 3), at(2, "", 3))); // pruned before the step came on view
    QVERIFY(prune(at(1, "", 3), at(2, "", 4)));
}

void TestLessonFile::whatIsWrongIsSaidWithItsLine_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("sentence");
    const QByteArray head = "# T\n\nFirst.\n\n## S\nText.\n";
    const auto add = [](const char* name, const QByteArray& text, const char* sentence) {
        QTest::newRow(name) << text << QString::fromUtf8(sentence);
    };
    add("empty", "", "my.md, line 1: expected the title, \"# …\"");
    add("no title", "\npreset: spiral\n", "my.md, line 2: expected the title, \"# …\"");
    add("preset", "# T\npreset: nothing\n", "my.md, line 2: ");
    add("net", "# T\nnet: 3-x-2\n", "my.md, line 2: ");
    add("value", "# T\nlambda3: much\n", "my.md, line 2: ");
    add("files", "# T\nsource: /etc\n",
        "my.md, line 2: a lesson takes data that come with the program: fruit");
    add("setting", "# T\nlamda3: 1\n", "my.md, line 2: there is no setting \"lamda3\"");
    add("target", head + "Show: nowhere\n", "my.md, line 7: the window has no \"nowhere\"");
    add("number", head + "Do: x\nDone: epoch >= soon\n",
        "my.md, line 8: expected a number after >=, found \"soon\"");
    add("word", head + "Do: x\nDone: happy\n", "my.md, line 8: expected a comparison such as epoch >= 2");
    add("name", head + "Do: x\nDone: luck > 2\n", "my.md, line 8: expected one of epoch, error");
    add("no task", head + "Done: epoch >= 1\n\n## Next\nText.\n",
        "my.md, line 9: the step before has \"Done:\" but no \"Do:\"");
    add("silent", "# T\n\n## S\nText.\n", "my.md, line 3: the step before says nothing");
    add("bytes", QByteArray("# T\xff\xfe\n"), "my.md is no text in UTF-8");
}

void TestLessonFile::whatIsWrongIsSaidWithItsLine() {
    QFETCH(const QByteArray, text);
    QFETCH(const QString, sentence);
    const QString said = problemOf(text);
    QVERIFY2(said.startsWith(sentence), qUtf8Printable(said));
    QVERIFY2(said.size() > 20 && !said.contains(QLatin1Char('\n')), qUtf8Printable(said));
}

void TestLessonFile::runsInTheWindow() {
    MainWindow window({.theme = Theme::Light, .remember = false});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    test::part<FileCommands>(window).openDropped(write(kGood));
    auto& guide = test::part<LessonGuide>(window);
    QVERIFY(guide.progress());
    QCOMPARE(guide.panel().place(), QStringLiteral("step 1 of 3"));
    QVERIFY(guide.panel().text().contains(QStringLiteral("Too small")));
    guide.panel().beginButton().click();
    QTRY_COMPARE(window.bridge().state(), RunState::Paused);
    QCOMPARE(window.bridge().data().experiment.data.source, std::string("spiral"));
    QCOMPARE(window.bridge().data().live.pauseSeconds, 0.02);
    QCOMPARE(guide.panel().place(), QStringLiteral("step 2 of 3"));
}

void TestLessonFile::aBadFileLeavesTheOpenLesson() {
    MainWindow window({.theme = Theme::Light, .remember = false});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto& guide = test::part<LessonGuide>(window);
    guide.open(0);
    guide.openFile(write("# T\npreset: nothing\n"));
    QVERIFY(guide.progress());
    QVERIFY(guide.panel().text().contains(guide.lessons().front().title));
    const auto& bar = test::part<MessageBar>(window);
    QVERIFY(bar.isVisible());
    guide.openFile(m_folder.filePath(QStringLiteral("gone.md")));
    QVERIFY(guide.panel().text().contains(guide.lessons().front().title));
}

void TestLessonFile::ticksAreOfTheLessonsRun() {
    LessonProgress progress(parseLesson(kGood, {}, isKnown));
    progress.next();
    LessonFacts facts = at(20, "decisionMap");
    QVERIFY(!progress.take(facts) || !progress.isReady()); // it holds, in another run
    facts.isLessonsRun = true;
    QVERIFY(progress.take(facts));
    QVERIFY(progress.isReady());
    QCOMPARE(progress.undone(), 0); // nobody began
    progress.restart();
    QCOMPARE(progress.step(), 0);
    for (int step = 0; step < progress.steps(); ++step) QVERIFY(!progress.isDone(step));
}

void TestLessonFile::nothingMovesAndUndoneStepsAreSaid() {
    MainWindow window({.theme = Theme::Light, .remember = false});
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    auto& guide = test::part<LessonGuide>(window);
    const auto places = [&] {
        QTest::qWait(20);
        auto& panel = guide.panel();
        return QList<QRect>{panel.nextButton().geometry(), panel.showMeButton().geometry(),
                            QRect(panel.nextButton().mapTo(&window, QPoint()), panel.size())};
    };
    guide.open(0);
    QTest::qWait(50); // the dock takes its place
    const auto first = places();
    QVERIFY(!guide.panel().text().contains(QStringLiteral("not done")));
    for (;;) {
        guide.next();
        QCOMPARE(places(), first);
        if (guide.progress()->isLast()) break;
    }
    guide.begin();
    QTRY_COMPARE(window.bridge().state(), RunState::Paused);
    guide.next();
    QVERIFY2(guide.panel().text().contains(QStringLiteral("Step 2 is not done yet.")),
             qUtf8Printable(guide.panel().text()));
    guide.showMe();
    auto& frame = test::part<TargetFrame>(window);
    QTRY_VERIFY(frame.isVisible());
    QTest::qWait(2500); // longer than it beats
    QVERIFY(frame.isVisible());
    QTest::mouseClick(&guide.panel(), Qt::LeftButton, {}, QPoint(2, 2));
    QVERIFY(!frame.isVisible());
}

TRISTATE_UI_TEST_MAIN(TestLessonFile)
#include "test_lesson_file.moc"
