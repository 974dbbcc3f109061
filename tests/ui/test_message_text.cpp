#include "core/base/error.h"
#include "core/baselines/baselines.h"
#include "core/data/dataset.h"
#include "core/graph/graph_text.h"
#include "core/io/recipes/experiment_json.h"
#include "core/io/store/session_file.h"
#include "core/messages/common.h"
#include "core/messages/data.h"
#include "core/messages/exports.h"
#include "core/messages/onnx.h"
#include "core/train/experiment.h"
#include "tests/ui/support/catalogue.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/language.h"
#include "ui/look/message_text.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <limits>
#include <map>
#include <stdexcept>
#include <string_view>

Q_DECLARE_METATYPE(tristate::Message)

using namespace tristate;
using namespace tristate::ui;

namespace {

Message messageOf(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.message();
    }
    return {};
}

Message messageOfNet(const char* net) {
    return messageOf([&] { graph::validate(graph::parseGraph(net)); });
}

/// Nothing is wrong with it, so what is refused is what a test spoils.
train::Experiment sound() {
    train::Experiment experiment;
    experiment.net = graph::parseGraph("784-10");
    return experiment;
}

/// What is wrong inside a damaged or foreign file is shown in English; programs in a terminal know no other.
bool staysEnglish(const MessageForm& form) {
    const std::string_view id = form.id();
    return id.starts_with("format.") || id.starts_with("study.");
}

bool holdsVerbatim(const Message& message) {
    if (message.empty()) return false;
    if (message.is(say::kVerbatim)) return true;
    for (const auto& argument : message.arguments())
        if (const auto* inner = std::get_if<Message>(&argument.value); inner && holdsVerbatim(*inner))
            return true;
    return false;
}

} // namespace

/// The messages of the core in German.
class TestMessageText : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { useLanguage(Language::English); }
    void everyFormIsGerman();
    void sentencesAreGerman_data();
    void sentencesAreGerman();
    void argumentsAreWordedToo();
    void whatIsQuotedStays();
    void damagedFilesStayEnglish();
    void wordsOfOthersStay();
    void englishIsTheCores();

private:
    void addNets();
    void addSettings();
    void addData();
    void addFiles();
};

void TestMessageText::init() {
    if (!QFile::exists(QStringLiteral(":/translations/tristate_de.qm")))
        QSKIP("built without the tools of Qt Linguist");
    useLanguage(Language::German);
}

void TestMessageText::everyFormIsGerman() {
    std::map<QString, CatalogueEntry> entries;
    const QString file = QStringLiteral(TRISTATE_SOURCE_DIR "/resources/translations/tristate_de.ts");
    for (const auto& entry : readCatalogue(file))
        if (entry.context == QLatin1String("tristate::Messages")) entries[entry.source] = entry;
    int forms = 0;
    for (const MessageForm* form : MessageForm::all()) {
        if (staysEnglish(*form)) continue;
        ++forms;
        const auto entry = entries.find(QString::fromUtf8(form->english()));
        QVERIFY2(entry != entries.end(), form->id());
        QVERIFY2(!entry->second.isUnfinished, form->id());
        const QString german = entry->second.translations.value(0);
        QVERIFY2(!german.isEmpty(), form->id());
        QVERIFY2(placeholders(german) == placeholders(entry->second.source), form->id());
    }
    QVERIFY(forms > 100);
}

void TestMessageText::sentencesAreGerman_data() {
    QTest::addColumn<Message>("message");
    addNets();
    addSettings();
    addData();
    addFiles();
    baselines::BaselinesPlan plan;
    plan.experiment = sound();
    plan.experiment.train.epochs = 0;
    QTest::newRow("endless baselines") << messageOf([&] { baselines::validate(plan); });
}

void TestMessageText::addNets() {
    for (const char* net : {"", "784", "x-10", "784-what-10", "784-300-p2", "784-10f", "784-10l0.5",
                            "784-10b", "784-0-10", "0-10", "784-20c5-10", "1x4x4:20c5-10", "1x9x9:3c3+5-10",
                            "784-g-d50-10", "1x9x9:3c0-10", "784-d0-10", "784-99999999-10"})
        QTest::newRow(net[0] == 0 ? "empty" : net) << messageOfNet(net);
}

void TestMessageText::addSettings() {
    const auto add = [](const char* name, const std::function<void(train::Experiment&)>& spoil) {
        train::Experiment wrong = sound();
        spoil(wrong);
        QTest::newRow(name) << messageOf([&] { train::validate(wrong); });
    };
    add("batch", [](auto& e) { e.train.batch = 0; });
    add("rate", [](auto& e) { e.train.rate = -1; });
    add("lambda", [](auto& e) { e.train.lambdas.lambda3 = std::numeric_limits<double>::quiet_NaN(); });
    add("no source", [](auto& e) { e.data.source.clear(); });
    add("target without validation", [](auto& e) { e.train.targetError = 1, e.data.validation = 0; });
}

void TestMessageText::addData() {
    const auto add = [](const char* name, const std::function<void(data::DataSpec&)>& spoil) {
        data::DataSpec wrong{.source = "spiral", .trainSamples = 50, .testSamples = 50};
        spoil(wrong);
        QTest::newRow(name) << messageOf([&] { data::load(wrong); });
    };
    const QTemporaryDir empty;
    add("no such folder", [](auto& d) { d.source = "/no/such/folder"; });
    add("an empty folder", [&](auto& d) { d.source = empty.path().toStdString(); });
    add("too many classes", [](auto& d) { d.classes = 9; });
    add("too many for validation", [](auto& d) { d.validation = 50; });
    add("too many samples", [](auto& d) { d.trainSamples = 2'000'000; });
    add("a point outside", [](auto& d) { d.points = {{.x = 0.5, .y = 1.5, .label = 0}}; });
}

void TestMessageText::addFiles() {
    QTest::newRow("no such session") << messageOf([] { io::openSession("/no/such/file.tristate"); });
    const QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral("text.tristate")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("not a session at all, but a text") > 0);
    file.close();
    QTest::newRow("not a session") << messageOf([&] { io::openSession(file.fileName().toStdString()); });
    for (const char* json : {"{", "{}", "[]", R"({"nett": "784-10"})", R"({"net": 7})",
                             R"({"net": "2-2", "train": {"batch": "many"}})",
                             R"({"net": "2-2", "train": {"optimizer": "best"}})"})
        QTest::newRow(json) << messageOf([&] { io::experimentFromJson(json, "a.json"); });
}

/// No word of the English sentence is left but names and numbers: the usual short ones are looked for.
void TestMessageText::sentencesAreGerman() {
    QFETCH(const Message, message);
    QVERIFY(!message.empty());
    if (holdsVerbatim(message)) QSKIP("said without a form");
    const QString english = QString::fromStdString(toText(message)), german = messageText(message);
    QVERIFY2(german != english, qUtf8Printable(english));
    static const QRegularExpression kEnglish(
        QStringLiteral("\\b(the|is|has|expected|but|must|layers?|of|with|least|most|there|not)\\b"));
    const auto left = kEnglish.match(german);
    QVERIFY2(!left.hasMatch(), qUtf8Printable(left.captured() + QStringLiteral(" in: ") + german));
    static const QRegularExpression kPlace(QStringLiteral("%\\d"));
    QVERIFY2(!german.contains(kPlace), qUtf8Printable(german));
}

void TestMessageText::argumentsAreWordedToo() {
    QCOMPARE(messageText(messageOfNet("784-0-10")),
             QStringLiteral("Netz '784-0-10': Schicht 1 hat 0 Neuronen, erwartet: mindestens 1"));
    QCOMPARE(messageText(Message(say::kCannotExport, "a.onnx", Message(say::kCancelled))),
             QStringLiteral("'a.onnx' lässt sich nicht exportieren: abgebrochen"));
}

void TestMessageText::whatIsQuotedStays() {
    QCOMPARE(messageText(Message(say::kDirectoryLacks, "/the input/%1", "a.gz", "b")),
             QStringLiteral("im Datenordner '/the input/%1' fehlt a.gz; er muss b enthalten"));
}

void TestMessageText::damagedFilesStayEnglish() {
    const Message message(say::kOfThing, "a.onnx", Message(say::kNotOnnx));
    QCOMPARE(messageText(message), QString::fromStdString(toText(message)));
}

void TestMessageText::wordsOfOthersStay() {
    QCOMPARE(messageText(std::runtime_error("tensor 'a%1' is too large")),
             QStringLiteral("tensor 'a%1' is too large"));
    QCOMPARE(messageText(Error("said by the system")), QStringLiteral("said by the system"));
    QCOMPARE(messageText(Error(say::kCancelled)), QStringLiteral("abgebrochen"));
    QCOMPARE(messageText(Message()), QString());
}

void TestMessageText::englishIsTheCores() {
    useLanguage(Language::English);
    for (const char* net : {"784-0-10", "1x4x4:20c5-10", "784-d0-10", "784-what-10"}) {
        const Message message = messageOfNet(net);
        QCOMPARE(messageText(message), QString::fromStdString(toText(message)));
    }
}

TRISTATE_UI_TEST_MAIN(TestMessageText)
#include "test_message_text.moc"
