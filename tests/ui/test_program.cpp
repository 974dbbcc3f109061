#include "tests/ui/support/ui_test_main.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

/// The program tristate-lab as it is started.
class TestProgram : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatItIsWithoutADisplay_data();
    void saysWhatItIsWithoutADisplay();
    void aWrongOptionIsNamed();
    void endsOrderlyWhenAsked();
    void twoSignalsCountAsOne();
    void takesPicturesOfASetThatStandsStill();

private:
    static constexpr int kPatience = 60'000;

    /// With folders of its own, without the display of whoever runs this.
    QProcessEnvironment environment(const QTemporaryDir& home) const;
    QStringList kept(const QTemporaryDir& home, const QString& folder) const;
    /// Trains until there is something to keep and sends SIGTERM so often; returns the exit code, -1 for a
    /// crash. How long a window takes to train its first minibatch is not known, so it is tried longer and
    /// longer.
    int endAfterTraining(const QTemporaryDir& home, int times);
};

QProcessEnvironment TestProgram::environment(const QTemporaryDir& home) const {
    auto variables = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"}) variables.remove(QLatin1String(name));
    variables.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    for (const char* name : {"HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        variables.insert(QLatin1String(name), home.path());
    return variables;
}

QStringList TestProgram::kept(const QTemporaryDir& home, const QString& folder) const {
    return QDir(home.filePath(QStringLiteral("Tristate Lab/tristate-lab/") + folder))
        .entryList({QStringLiteral("*.tristate")}, QDir::Files);
}

void TestProgram::saysWhatItIsWithoutADisplay_data() {
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("words");
    QTest::newRow("help") << "--help"
                          << "--preset";
    QTest::newRow("short help") << "-h"
                                << "--preset";
    QTest::newRow("version") << "--version"
                             << "tristate-lab ";
}

void TestProgram::saysWhatItIsWithoutADisplay() {
    QFETCH(QString, option);
    QFETCH(QString, words);
    const QTemporaryDir home;
    for (const bool isEmpty : {false, true}) {
        QProcess program;
        auto variables = environment(home);
        variables.remove(QStringLiteral("QT_QPA_PLATFORM"));
        if (isEmpty) variables.insert(QStringLiteral("DISPLAY"), QString());
        program.setProcessEnvironment(variables);
        program.start(QStringLiteral(TRISTATE_LAB), {option});
        QVERIFY(program.waitForFinished(kPatience));
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QVERIFY(QString::fromUtf8(program.readAllStandardOutput()).contains(words));
    }
}

void TestProgram::aWrongOptionIsNamed() {
    const QTemporaryDir home;
    QProcess program;
    program.setProcessEnvironment(environment(home));
    program.start(QStringLiteral(TRISTATE_LAB), {QStringLiteral("--help"), QStringLiteral("--wrong")});
    QVERIFY(program.waitForFinished(kPatience));
    QCOMPARE(program.exitCode(), 2);
    QVERIFY(program.readAllStandardError().contains("wrong"));
}

int TestProgram::endAfterTraining(const QTemporaryDir& home, int times) {
    int code = -1;
    for (int milliseconds = 1000; milliseconds < kPatience && kept(home, "autosave/ended").isEmpty();
         milliseconds *= 2) {
        QProcess program;
        program.setProcessEnvironment(environment(home));
        program.start(QStringLiteral(TRISTATE_LAB), {QStringLiteral("--net"), QStringLiteral("784-16-10")});
        if (!program.waitForStarted(kPatience)) return -1;
        QTest::qWait(milliseconds);
        for (int i = 0; i < times; ++i) kill(static_cast<pid_t>(program.processId()), SIGTERM);
        if (!program.waitForFinished(kPatience) || program.exitStatus() != QProcess::NormalExit) return -1;
        code = program.exitCode();
    }
    return code;
}

void TestProgram::endsOrderlyWhenAsked() {
    const QTemporaryDir home;
    QCOMPARE(endAfterTraining(home, 1), 0);
    QCOMPARE(kept(home, QStringLiteral("autosave/ended")).size(), 1);
    QCOMPARE(kept(home, QStringLiteral("autosave")), QStringList()); // what the next start would offer
}

void TestProgram::twoSignalsCountAsOne() {
    const QTemporaryDir home;
    QCOMPARE(endAfterTraining(home, 2), 0);
    QCOMPARE(kept(home, QStringLiteral("autosave/ended")).size(), 1);
}

void TestProgram::takesPicturesOfASetThatStandsStill() {
    const QTemporaryDir home;
    QProcess program;
    program.setProcessEnvironment(environment(home));
    program.start(QStringLiteral(TRISTATE_LAB),
                  {QStringLiteral("--screenshots"), home.filePath(QStringLiteral("out")),
                   QStringLiteral("--seconds"), QStringLiteral("0"), QStringLiteral("--size"),
                   QStringLiteral("1000x700")});
    QVERIFY(program.waitForFinished(kPatience));
    QCOMPARE(program.exitCode(), 0);
    for (const char* name : {"window", "network", "curves", "neuron-inspector", "runs", "lesson"})
        QVERIFY2(!QImage(home.filePath(QStringLiteral("out/%1.png").arg(QLatin1String(name)))).isNull(),
                 name);
}

TRISTATE_UI_TEST_MAIN(TestProgram)
#include "test_program.moc"
