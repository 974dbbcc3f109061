// Names over the columns of a confusion matrix, in the real widgets.

#include "tests/ui/support/ui_test_main.h"
#include "ui/views/column_heads.h"
#include "ui/views/confusion_table.h"

#include <QTableView>
#include <QTest>

using namespace tristate;
using namespace tristate::ui;

class TestColumnHeads : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void turnWhereTheyHaveNoRoom();
    void stayLevelWhereTheyHave();

private:
    /// A matrix of these classes, as wide as that.
    void show(const QStringList& names, int width);

    /// Of the writing over a column.
    int darkPixels(int section) const;

    ConfusionTable m_table;
    QTableView m_view;
    ColumnHeads* m_heads = new ColumnHeads(&m_view);
};

void TestColumnHeads::show(const QStringList& names, int width) {
    m_view.setHorizontalHeader(m_heads);
    m_view.setModel(&m_table);
    m_heads->setSectionResizeMode(QHeaderView::Stretch);
    m_table.setConfusion(inspect::Confusion(static_cast<int>(names.size())), names, QPalette());
    m_view.resize(width, 400);
    m_view.show();
}

int TestColumnHeads::darkPixels(int section) const {
    const QRect area(m_heads->sectionViewportPosition(section) + 2, 0, m_heads->sectionSize(section) - 4,
                     m_heads->height() - 2);
    const QImage image = m_heads->viewport()->grab(area).toImage();
    int dark = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) dark += qGray(image.pixel(x, y)) < 100 ? 1 : 0;
    return dark;
}

void TestColumnHeads::turnWhereTheyHaveNoRoom() {
    const QStringList names = {"square, red", "triangle, green", "circle, blue", "star"};
    show(names, 240);
    QTRY_VERIFY(m_heads->isTurned());
    // The longest one is there whole, not its middle.
    const int longest = m_heads->fontMetrics().horizontalAdvance(names[1]);
    QTRY_VERIFY2(m_heads->height() >= longest, qPrintable(QString::number(m_heads->height())));
    for (int section = 0; section < names.size(); ++section)
        QVERIFY2(darkPixels(section) > names[section].size(), qPrintable(names[section])); // and is read
    m_view.resize(1200, 400);
    QTRY_VERIFY(!m_heads->isTurned());
    QTRY_VERIFY2(m_heads->height() < longest, qPrintable(QString::number(m_heads->height())));
}

void TestColumnHeads::stayLevelWhereTheyHave() {
    show({"0", "1", "2"}, 240);
    QTRY_VERIFY(m_heads->width() > 0);
    QVERIFY(!m_heads->isTurned());
    QVERIFY(m_heads->height() < 3 * m_heads->fontMetrics().height());
}

TRISTATE_UI_TEST_MAIN(TestColumnHeads)
#include "test_column_heads.moc"
