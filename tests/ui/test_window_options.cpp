#include "app/window_options.h"
#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/train/settings.h"
#include "tests/ui/support/ui_test_main.h"

#include <QTest>

#include <limits>

using namespace tristate;
using namespace tristate::app;

namespace {

WindowOptions parsed(const QStringList& words) {
    return parseWindowOptions(QStringList{QStringLiteral("tristate-lab")} + words);
}

/// What the program would say; empty when it takes the words.
QString refusal(const QStringList& words) {
    try {
        parsed(words);
    } catch (const UsageError& error) {
        return QString::fromStdString(train::commandText(error.message()));
    }
    return {};
}

} // namespace

/// The command line of the window.
class TestWindowOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingIsThePlayground();
    void settingsHaveTheRangesOfTheTable();
    void whatIsInvalidIsNamed_data();
    void whatIsInvalidIsNamed();
    void picturesNeedNoMoreThanAFolder();
};

void TestWindowOptions::nothingIsThePlayground() {
    const WindowOptions options = parsed({});
    QCOMPARE(options.experiment, io::preset("playground"));
    QVERIFY(!options.projector && parsed({QStringLiteral("--projector")}).projector);
    QVERIFY(!options.paused && !options.theme && !options.language && !options.size.isValid());
    QVERIFY(options.session.isEmpty() && !options.takesPictures());
    QVERIFY(options.watches);
    for (const QStringList& own : {QStringList{QStringLiteral("--preset"), QStringLiteral("digits")},
                                   QStringList{QStringLiteral("--net"), QStringLiteral("784-20-10")},
                                   QStringList{QStringLiteral("--screenshots"), QStringLiteral("pictures")}})
        QVERIFY2(!parsed(own).watches, qUtf8Printable(own.join(QLatin1Char(' '))));
}

void TestWindowOptions::settingsHaveTheRangesOfTheTable() {
    const auto largest = std::numeric_limits<std::uint64_t>::max();
    const auto options =
        parsed({QStringLiteral("--seed"), QString::number(largest), QStringLiteral("--threads"),
                QStringLiteral("1024"), QStringLiteral("--net"), QStringLiteral("784-20-10")});
    QCOMPARE(options.experiment.train.seed, largest);
    QCOMPARE(options.experiment.train.threads, 1024);
    QCOMPARE(graph::toString(options.experiment.net), std::string("784-20-10"));
}

void TestWindowOptions::whatIsInvalidIsNamed_data() {
    QTest::addColumn<QStringList>("words");
    QTest::addColumn<QString>("sentence");
    const auto add = [](const char* words, const char* sentence) {
        QTest::newRow(words) << QString::fromLatin1(words).split(QLatin1Char(' '))
                             << QString::fromLatin1(sentence);
    };
    add("--seed -1", "--seed is '-1', expected a whole number from 0 to 18446744073709551615");
    add("--seed 1e3", "--seed is '1e3', expected a whole number from 0 to 18446744073709551615");
    add("--threads 1025", "--threads is 1025, expected 0 to 1024");
    add("--threads two", "--threads is 'two', expected a whole number from 0 to 1024");
    add("--seconds nan", "--seconds is 'nan', expected a number from 0 to 86400");
    add("--seconds -1", "--seconds is '-1', expected a number from 0 to 86400");
    add("--size 1280", "--size: expected WIDTHxHEIGHT, for example 1600x900, found \"1280\"");
    add("--size 1280x10", "--size: expected WIDTHxHEIGHT, for example 1600x900, found \"1280x10\"");
    add("--theme blue", "--theme: expected light, dark or system, found \"blue\"");
    add("--language fr", "--language: expected de or en, found \"fr\"");
    add("a.tristate b.tristate", "expected at most one session file, found 2");
}

void TestWindowOptions::whatIsInvalidIsNamed() {
    QFETCH(const QStringList, words);
    QFETCH(const QString, sentence);
    QCOMPARE(refusal(words), sentence);
}

void TestWindowOptions::picturesNeedNoMoreThanAFolder() {
    const auto options =
        parsed({QStringLiteral("--screenshots"), QStringLiteral("out"), QStringLiteral("--size"),
                QStringLiteral("1280x720"), QStringLiteral("--theme"), QStringLiteral("dark"),
                QStringLiteral("--language"), QStringLiteral("de"), QStringLiteral("run.tristate")});
    QVERIFY(options.takesPictures());
    QCOMPARE(options.size, QSize(1280, 720));
    QCOMPARE(options.theme, std::optional(ui::Theme::Dark));
    QCOMPARE(options.language, std::optional(ui::Language::German));
    QCOMPARE(options.session, QStringLiteral("run.tristate"));
    QCOMPARE(options.seconds, 10.0);
}

TRISTATE_UI_TEST_MAIN(TestWindowOptions)
#include "test_window_options.moc"
