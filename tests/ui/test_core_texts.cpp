#include "core/base/error.h"
#include "core/baselines/baselines.h"
#include "core/data/dataset.h"
#include "core/io/store/session_file.h"
#include "core/nn/network_spec.h"
#include "core/train/experiment.h"
#include "core/train/mailbox.h"
#include "core/train/run.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/core_texts.h"
#include "ui/look/language.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>
#include <limits>

using namespace tristate;
using namespace tristate::ui;

namespace {

std::string sentenceOf(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

std::string sentenceOfNet(const char* net) {
    return sentenceOf([&] { nn::validate(nn::parseNetworkSpec(net)); });
}

/// What the core's sources say in quotation marks, literals that follow each other joined.
QString literalsOf(const QString& folder) {
    QString all;
    for (QDirIterator files(folder, {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                            QDirIterator::Subdirectories);
         files.hasNext();) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly)) all += QString::fromUtf8(file.readAll());
    }
    return all.remove(QRegularExpression(QStringLiteral("\"\\s*\\n\\s*\"")));
}

/// Whether a literal holds the text, or literals do that are put together one behind the other.
bool isSaid(const QString& text, const QString& source, const QStringList& begins = {QString()}) {
    static const QStringList kBegins = {QStringLiteral("\""), QStringLiteral("\" ")},
                             kEnds = {QStringLiteral("\""), QStringLiteral(" \"")};
    const auto holds = [&](const QString& part, const QStringList& ends) {
        return std::any_of(begins.begin(), begins.end(), [&](const QString& begin) {
            return std::any_of(ends.begin(), ends.end(),
                               [&](const QString& end) { return source.contains(begin + part + end); });
        });
    };
    if (holds(text, {QString()})) return true;
    for (qsizetype at = text.indexOf(QLatin1Char(' ')); at >= 0; at = text.indexOf(QLatin1Char(' '), at + 1))
        if (holds(text.left(at), kEnds) && isSaid(text.mid(at + 1), source, kBegins)) return true;
    return false;
}

} // namespace

/// The sentences of the core in German.
class TestCoreTexts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { useLanguage(Language::English); }
    void sentencesAreGerman_data();
    void sentencesAreGerman();
    void eventsAreGerman();
    void whatIsQuotedStays();
    void whatIsNotKnownStays();
    void englishIsTheCores();
    void thePatternsAreThoseOfTheCore();
};

void TestCoreTexts::init() {
    if (!QFile::exists(QStringLiteral(":/translations/tristate_de.qm")))
        QSKIP("built without the tools of Qt Linguist");
    useLanguage(Language::German);
}

void TestCoreTexts::sentencesAreGerman_data() {
    QTest::addColumn<QString>("english");
    const auto add = [](const char* name, const std::string& sentence) {
        QVERIFY2(!sentence.empty(), name);
        QTest::newRow(name) << QString::fromStdString(sentence);
    };
    for (const char* net : {"", "784", "x-10", "784-what-10", "784-300-p2", "784-10f", "784-10l0.5",
                            "784-10b", "784-0-10", "0-10", "784-20c5-10", "1x4x4:20c5-10", "1x9x9:3c3+5-10",
                            "784-g-d50-10", "1x9x9:3c0-10", "784-d0-10", "784-99999999-10"})
        add(net[0] == 0 ? "empty" : net, sentenceOfNet(net));
    train::Experiment experiment;
    const auto addSetting = [&](const char* name, const std::function<void(train::Experiment&)>& spoil) {
        train::Experiment wrong = experiment;
        spoil(wrong);
        add(name, sentenceOf([&] { train::validate(wrong); }));
    };
    addSetting("batch", [](auto& e) { e.train.batch = 0; });
    addSetting("rate", [](auto& e) { e.train.rate = -1; });
    addSetting("lambda", [](auto& e) { e.train.lambdas.lambda3 = std::numeric_limits<double>::quiet_NaN(); });
    addSetting("no source", [](auto& e) { e.data.source.clear(); });
    addSetting("target without validation", [](auto& e) { e.train.targetError = 1, e.data.validation = 0; });
    const auto addData = [&](const char* name, const std::function<void(data::DataSpec&)>& spoil) {
        data::DataSpec wrong{.source = "spiral", .trainSamples = 50, .testSamples = 50};
        spoil(wrong);
        add(name, sentenceOf([&] { data::load(wrong); }));
    };
    QTemporaryDir empty;
    addData("no such folder", [](auto& d) { d.source = "/no/such/folder"; });
    addData("an empty folder", [&](auto& d) { d.source = empty.path().toStdString(); });
    addData("too many classes", [](auto& d) { d.classes = 9; });
    addData("too many held out", [](auto& d) { d.validation = 50; });
    add("no such session", sentenceOf([&] { io::openSession("/no/such/file.tristate"); }));
    QFile file(empty.filePath(QStringLiteral("text.tristate")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("not a session at all, but a text") > 0);
    file.close();
    add("not a session", sentenceOf([&] { io::openSession(file.fileName().toStdString()); }));
    baselines::BaselinesPlan plan;
    plan.experiment.train.epochs = 0;
    add("endless baselines", sentenceOf([&] { baselines::validate(plan); }));
}

/// No word of the English sentence is left but names and numbers: the usual short ones are looked for.
void TestCoreTexts::sentencesAreGerman() {
    QFETCH(const QString, english);
    const QString german = coreText(english.toStdString());
    QVERIFY2(german != english, qUtf8Printable(english));
    static const QRegularExpression kEnglish(
        QStringLiteral("\\b(the|is|has|expected|but|must|layers?|of|with|least|most|there|not)\\b"));
    const auto left = kEnglish.match(german);
    QVERIFY2(!left.hasMatch(), qUtf8Printable(left.captured() + QStringLiteral(" in: ") + german));
    static const QRegularExpression kPlace(QStringLiteral("%\\d"));
    QVERIFY2(!german.contains(kPlace), qUtf8Printable(german));
}

void TestCoreTexts::eventsAreGerman() {
    train::Experiment experiment;
    experiment.net = nn::parseNetworkSpec("2-6-2");
    experiment.data = {.source = "xor", .trainSamples = 64, .testSamples = 64};
    train::Mailbox mailbox;
    train::Run run(
        train::freshCheckpoint(experiment, std::make_shared<const data::Splits>(data::load(experiment.data))),
        mailbox);
    run.edit({.layer = 0, .unit = 2, .open = false});
    run.edit({.layer = 0, .unit = 99, .open = true});
    QStringList texts;
    for (const auto& event : mailbox.take().events)
        if (event.kind != train::EventKind::Started) texts << coreText(toText(event.message));
    QCOMPARE(texts, (QStringList{QStringLiteral("Neuron 2 von fc1 wurde von Hand geschlossen."),
                                 QStringLiteral("Neuron 99 von fc1 gibt es nicht.")}));
}

void TestCoreTexts::whatIsQuotedStays() {
    QCOMPARE(coreText("the data directory '/the input/test' holds no a.gz; it must hold b"),
             QStringLiteral("im Datenordner '/the input/test' fehlt a.gz; er muss b enthalten"));
}

void TestCoreTexts::whatIsNotKnownStays() {
    const QString sentence = QStringLiteral("tensor 'a%1' is f32 [2], something nobody has said before");
    QCOMPARE(coreText(sentence.toStdString()), sentence);
    QCOMPARE(coreText(""), QString());
}

void TestCoreTexts::englishIsTheCores() {
    useLanguage(Language::English);
    for (const char* net : {"784-0-10", "1x4x4:20c5-10", "784-d0-10", "784-what-10"}) {
        const std::string sentence = sentenceOfNet(net);
        QCOMPARE(coreText(sentence), QString::fromStdString(sentence));
    }
}

/// A sentence that is changed in the core must be changed here.
void TestCoreTexts::thePatternsAreThoseOfTheCore() {
    const QString source = literalsOf(QStringLiteral(TRISTATE_SOURCE_DIR "/core"));
    QVERIFY(source.size() > 100'000);
    QVERIFY(!isSaid(QStringLiteral("nobody has ever said such words"), source));
    static const QRegularExpression kPlace(QStringLiteral("%\\d")),
        kEnds(QStringLiteral("^[^A-Za-z]+|[^A-Za-z]+$"));
    for (const QString& pattern : corePatterns())
        for (QString& text : pattern.split(kPlace))
            QVERIFY2(isSaid(text.remove(kEnds), source),
                     qUtf8Printable(text + QStringLiteral(" of: ") + pattern));
}

TRISTATE_UI_TEST_MAIN(TestCoreTexts)
#include "test_core_texts.moc"
