#include "tests/support/picture_files.h"
#include "tests/support/temp_dir.h"
#include "tests/ui/support/part.h"
#include "tests/ui/support/ui_test_main.h"
#include "ui/views/column_list.h"
#include "ui/views/data_dialog.h"
#include "ui/views/glimpse_view.h"

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTableWidget>
#include <QTest>

#include <algorithm>
#include <filesystem>
#include <string>

using namespace tristate;
using namespace tristate::ui;

namespace {

constexpr int kName = 0, kType = 1, kValues = 2; ///< of the list of columns

/// Codes that look like numbers, a text, a number, and the class.
std::string table() {
    std::string text = "code,\"town, country\",size,kind\n";
    for (int i = 0; i < 60; ++i)
        text += std::to_string(i % 3) + ",town" + std::to_string(i % 4) + "," + std::to_string(i) +
                (i < 30 ? ",small\n" : ",large\n");
    return text;
}

} // namespace

/// The pages of the dialog that opens data: columns, samples, classes.
class TestDataPages : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_dialog.reset(); }
    void aColumnOfNumbersCanBeACategory();
    void aColumnCanBeLeftOut();
    void aChoiceThatCannotBeReadCanBeTakenBack();
    void theTargetIsNeverLeftOut();
    void namesWithCommasAreGivenByNumber();
    void newDataBeginAnew();
    void rowsAreShownWithTheirTarget();
    void picturesAreShownWithTheirClass();

private:
    bool isRead() const { return m_use->isEnabled(); }
    ColumnList& columns() const { return ui::test::part<ColumnList>(*m_dialog); }
    /// As a click does.
    void changeType(int column) const { Q_EMIT columns().itemClicked(columns().topLevelItem(column), kType); }
    train::Experiment used() const;
    QString path(const char* name) const { return QString::fromStdString((m_folder / name).string()); }

    tristate::test::TempDir m_folder;
    std::unique_ptr<DataDialog> m_dialog;
    QPushButton* m_use = nullptr;
};

void TestDataPages::init() {
    tristate::test::store(m_folder / "table.csv", table());
    m_dialog = std::make_unique<DataDialog>();
    m_dialog->show();
    for (auto* button : m_dialog->findChildren<QPushButton*>())
        if (button->text().startsWith(QLatin1String("&Use"))) m_use = button;
    m_dialog->look(path("table.csv"));
    QTRY_VERIFY(isRead());
}

/// What *Use these data* gives.
train::Experiment TestDataPages::used() const {
    train::Experiment experiment;
    QObject::connect(m_dialog.get(), &DataDialog::chosen, m_dialog.get(),
                     [&](const train::Experiment& chosen) { experiment = chosen; });
    m_use->click();
    return experiment;
}

void TestDataPages::aColumnOfNumbersCanBeACategory() {
    QCOMPARE(columns().topLevelItem(0)->text(kValues), QStringLiteral("0 to 2"));
    changeType(1); // of texts: there is nothing to choose
    QVERIFY(isRead());
    changeType(0);
    QVERIFY(!isRead());
    QTRY_VERIFY(isRead());
    QVERIFY(columns().topLevelItem(0)->text(kType).startsWith(QStringLiteral("category")));
    QCOMPARE(columns().topLevelItem(0)->text(kValues), QStringLiteral("3 different"));
    changeType(0);
    QTRY_VERIFY(isRead());
    QVERIFY(columns().topLevelItem(0)->text(kType).startsWith(QStringLiteral("number")));
    changeType(0);
    QTRY_VERIFY(isRead());
    QCOMPARE(used().data.categories, std::string("code"));
}

void TestDataPages::aColumnCanBeLeftOut() {
    columns().topLevelItem(2)->setCheckState(kName, Qt::Unchecked);
    QVERIFY(!isRead());
    QTRY_VERIFY(isRead());
    QCOMPARE(columns().topLevelItem(2)->text(kType), QStringLiteral("left out"));
    columns().topLevelItem(2)->setCheckState(kName, Qt::Checked);
    QTRY_VERIFY(isRead());
    QCOMPARE(columns().topLevelItem(2)->text(kValues), QStringLiteral("0 to 59"));
    columns().topLevelItem(0)->setCheckState(kName, Qt::Unchecked);
    QTRY_VERIFY(isRead());
    QCOMPARE(used().data.leaveOut, std::string("code"));
}

void TestDataPages::aChoiceThatCannotBeReadCanBeTakenBack() {
    for (int column : {0, 1, 2}) columns().topLevelItem(column)->setCheckState(kName, Qt::Unchecked);
    const auto labels = m_dialog->findChildren<QLabel*>();
    const auto says = [&](const QString& text) {
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text().contains(text); });
    };
    QTRY_VERIFY(!says(QStringLiteral("Reading")));
    QVERIFY(!isRead() && columns().isVisible() && columns().isEnabled());
    columns().topLevelItem(0)->setCheckState(kName, Qt::Checked);
    QTRY_VERIFY(isRead());
}

void TestDataPages::theTargetIsNeverLeftOut() {
    columns().topLevelItem(0)->setCheckState(kName, Qt::Unchecked);
    QTRY_VERIFY(isRead());
    auto* target = m_dialog->findChild<QComboBox*>();
    target->setCurrentIndex(0);
    Q_EMIT target->activated(0);
    QTRY_VERIFY(isRead());
    QCOMPARE(columns().topLevelItem(0)->text(kType), QStringLiteral("target"));
    const train::Experiment experiment = used();
    QCOMPARE(experiment.data.target, std::string("code"));
    QCOMPARE(experiment.data.leaveOut, std::string());
}

void TestDataPages::namesWithCommasAreGivenByNumber() {
    columns().topLevelItem(1)->setCheckState(kName, Qt::Unchecked);
    QTRY_VERIFY(isRead());
    QCOMPARE(columns().topLevelItem(1)->text(kType), QStringLiteral("left out"));
    QCOMPARE(used().data.leaveOut, std::string("2"));
}

void TestDataPages::newDataBeginAnew() {
    columns().topLevelItem(0)->setCheckState(kName, Qt::Unchecked);
    QTRY_VERIFY(isRead());
    m_dialog->look(path("table.csv"));
    QVERIFY(!ui::test::part<QTabWidget>(*m_dialog).isVisible());
    QTRY_VERIFY(isRead());
    QCOMPARE(columns().topLevelItem(0)->checkState(kName), Qt::Checked);
}

void TestDataPages::rowsAreShownWithTheirTarget() {
    auto& rows = ui::test::part<QTableWidget>(*m_dialog);
    QCOMPARE(rows.rowCount(), 20);
    QCOMPARE(rows.columnCount(), 4);
    QCOMPARE(rows.horizontalHeaderItem(0)->text(), QStringLiteral("Target"));
    QCOMPARE(rows.horizontalHeaderItem(3)->text(), QStringLiteral("size"));
    QCOMPARE(rows.item(7, 0)->text(), QStringLiteral("small"));
    QCOMPARE(rows.item(7, 2)->text(), QStringLiteral("town3"));
    QCOMPARE(rows.item(7, 3)->text(), QStringLiteral("7"));
}

void TestDataPages::picturesAreShownWithTheirClass() {
    for (const std::string name : {"day", "night"}) {
        std::filesystem::create_directories(m_folder / "pictures" / name);
        for (int i = 0; i < 12; ++i)
            tristate::test::store(
                m_folder / "pictures" / name / (std::to_string(i) + ".png"),
                tristate::test::png(2, 2, std::vector<std::uint8_t>(4, name == "day" ? 250 : 10)));
    }
    m_dialog->look(path("pictures"));
    QTRY_VERIFY(isRead());
    auto& pictures = *m_dialog->findChild<GlimpseView*>()->findChild<QListWidget*>();
    QCOMPARE(pictures.count(), 20);
    QVERIFY(pictures.isVisible());
    QVERIFY(!columns().isVisible());
    const auto* first = pictures.item(0);
    QCOMPARE(first->text(), QStringLiteral("day"));
    QVERIFY(first->toolTip().startsWith(QStringLiteral("day/")));
    const QImage image = first->icon().pixmap(56, 56).toImage();
    QCOMPARE(qGray(image.pixel(image.width() / 2, image.height() / 2)), 250);
    QCOMPARE(pictures.item(19)->text(), QStringLiteral("night"));
}

TRISTATE_UI_TEST_MAIN(TestDataPages)
#include "test_data_pages.moc"
