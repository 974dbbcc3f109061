#include "core/io/recipes/experiment_json.h"
#include "tests/ui/support/fake_run.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/look/theme.h"
#include "ui/main_window.h"
#include "ui/menus/edit_menu.h"
#include "ui/panels/experiment_panel.h"
#include "ui/views/link_dialog.h"
#include "ui/views/qr_code.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QTest>

#include <algorithm>
#include <cstdlib>
#include <memory>

using namespace tristate;
using namespace tristate::ui;

/// An experiment as a link and as a QR code.
class TestExperimentLink : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void experimentTravelsAsALink();
    void qrCodesAreWhatReadersLookFor();
    void qrCodesAreBlackOnWhiteInTheDark();
    void whatALinkLeavesOutIsSaid();
};

void TestExperimentLink::experimentTravelsAsALink() {
    auto lab = std::make_unique<MainWindow>(MainWindow::Options{.theme = Theme::Light, .remember = false});
    lab->show();
    lab->bridge().start(test::smallExperiment(), true);
    const auto small = test::part<ExperimentPanel>(*lab).experiment();
    test::part<EditMenu>(*lab).copyLink();
    const QString link = QApplication::clipboard()->text();
    QVERIFY(link.startsWith(QLatin1String("tristate:")));
    auto& dialog = test::part<LinkDialog>(*lab);
    QCOMPARE(test::part<QLineEdit>(dialog).text(), link);
    QTRY_VERIFY(test::part<QrPicture>(dialog).width() > lab->height() / 2); // for an audience
    test::part<ExperimentPanel>(*lab).setExperiment(io::preset("lenet-5-small"));
    QApplication::clipboard()->setText(QLatin1Char('\n') + link + QLatin1Char('\n'));
    test::part<EditMenu>(*lab).pasteExperiment();
    QCOMPARE(test::part<ExperimentPanel>(*lab).experiment(), small);
}

/// Finder patterns in three corners, timing between them, and a white border.
void TestExperimentLink::qrCodesAreWhatReadersLookFor() {
    const QImage code = qrCode("tristate:0123456789012345678901234567");
    QCOMPARE(code.width(), 4 + 29 + 4); // version 3 holds 42 bytes at level M, version 2 only 26
    const auto isBlack = [&code](int x, int y) { return code.pixelColor(x + 4, y + 4) == Qt::black; };
    for (int i = 0; i < code.width(); ++i)
        for (int j = 0; j < 4; ++j)
            QVERIFY(code.pixelColor(i, j) == Qt::white && code.pixelColor(j, i) == Qt::white);
    for (int y = 0; y < 7; ++y)
        for (int x = 0; x < 7; ++x) {
            const bool isRing = std::max(std::abs(x - 3), std::abs(y - 3)) == 2;
            QCOMPARE(isBlack(x, y), !isRing);
            QCOMPARE(isBlack(x + 22, y), !isRing);
            QCOMPARE(isBlack(x, y + 22), !isRing);
        }
    for (int i = 8; i < 21; ++i) QCOMPARE(isBlack(i, 6), i % 2 == 0);
    QVERIFY(qrCode(QByteArray(1000, 'x')).width() <= 117 + 8);
    QVERIFY(qrCode(QByteArray(1500, 'x')).isNull()); // no telephone tells so many modules apart
}

void TestExperimentLink::qrCodesAreBlackOnWhiteInTheDark() {
    applyTheme(Theme::Dark);
    QrPicture picture(qrCode("tristate:0123456789012345678901234567"));
    picture.resize(400, 500); // 10 pixels for each of 37 modules, and what is left around them
    const QImage shown = picture.grab().toImage();
    QCOMPARE(shown.pixelColor(200, 80), QColor(Qt::white)); // the border
    QCOMPARE(shown.pixelColor(60, 110), QColor(Qt::black)); // a finder
    applyTheme(Theme::Light);
}

void TestExperimentLink::whatALinkLeavesOutIsSaid() {
    const auto sentences = [](const QDialog& dialog) {
        QStringList all;
        for (const auto* label : dialog.findChildren<QLabel*>()) all << label->text();
        return all.join(QLatin1Char('\n'));
    };
    auto experiment = test::smallExperiment();
    QWidget parent;
    const auto* near = new LinkDialog(QStringLiteral("tristate:x"), experiment, &parent);
    QVERIFY(near->findChild<QrPicture*>());
    QVERIFY(!sentences(*near).contains(QStringLiteral("The data are not in it")));
    experiment.data.source = "/data/mine.csv";
    const auto* far =
        new LinkDialog(QStringLiteral("tristate:") + QString(3000, QLatin1Char('x')), experiment, &parent);
    QVERIFY(!far->findChild<QrPicture*>());
    QVERIFY(sentences(*far).contains(QStringLiteral("3,009 characters")));
    QVERIFY(sentences(*far).contains(QStringLiteral("/data/mine.csv")));
}

TRISTATE_UI_TEST_MAIN(TestExperimentLink)
#include "test_experiment_link.moc"
