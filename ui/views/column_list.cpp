#include "ui/views/column_list.h"

#include "ui/look/text.h"

#include <QLocale>
#include <QSignalBlocker>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace tristate::ui {
namespace {

using Kind = data::ColumnSummary::Kind;
enum Place { Name, Type, Values, Missing };
constexpr int kKindRole = Qt::UserRole; ///< of Type, as Kind
constexpr int kMostColumns = 1000;
constexpr int kRoomBetween = 14, kWidestColumn = 280; ///< pixels

QString kindText(Kind kind) {
    switch (kind) {
    case Kind::Category:
        return ColumnList::tr("category");
    case Kind::Target:
        return ColumnList::tr("target");
    case Kind::LeftOut:
        return ColumnList::tr("left out");
    case Kind::Number:
        break;
    }
    return ColumnList::tr("number");
}

QString typeText(Kind kind, bool canChange) {
    return canChange ? kindText(kind) + QStringLiteral(" ⇄") : kindText(kind);
}

QString valuesText(const data::ColumnSummary& column) {
    if (column.kind == Kind::LeftOut) return QStringLiteral("–");
    if (!column.isNumber)
        return ColumnList::tr("%1 different").arg(countText(static_cast<long long>(column.different)));
    return ColumnList::tr("%1 to %2")
        .arg(QLocale().toString(column.least, 'g', 6), QLocale().toString(column.most, 'g', 6));
}

bool hasChoice(const data::ColumnSummary& column) {
    return column.canBeNumber && (column.kind == Kind::Number || column.kind == Kind::Category);
}

} // namespace

ColumnList::ColumnList(QWidget* parent) : QTreeWidget(parent) {
    setHeaderLabels({tr("Column"), tr("Type"), tr("Values"), tr("Missing")});
    setAccessibleName(tr("Columns"));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    headerItem()->setToolTip(Name, tr("The check mark says whether the column is an input"));
    headerItem()->setToolTip(
        Type, tr("A click on the type of a column of numbers makes it a category, or a number again"));
    connect(this, &QTreeWidget::itemClicked, this, &ColumnList::changeType);
    connect(this, &QTreeWidget::itemActivated, this,
            [this](QTreeWidgetItem* item) { changeType(item, Type); });
    connect(this, &QTreeWidget::itemChanged, this, &ColumnList::chosen);
}

void ColumnList::setColumns(const std::vector<data::ColumnSummary>& columns) {
    const QSignalBlocker quiet(this);
    m_columns = columns;
    clear();
    for (std::size_t c = 0; c < std::min(columns.size(), std::size_t{kMostColumns}); ++c)
        addColumn(columns[c]);
    for (int place = 0; place < columnCount(); ++place) {
        resizeColumnToContents(place);
        setColumnWidth(place, std::min(columnWidth(place) + kRoomBetween, kWidestColumn));
    }
}

void ColumnList::addColumn(const data::ColumnSummary& column) {
    const QString missing =
        column.missing == 0 ? QString() : countText(static_cast<long long>(column.missing));
    auto* item =
        new QTreeWidgetItem(this, {QString::fromStdString(column.name),
                                   typeText(column.kind, hasChoice(column)), valuesText(column), missing});
    item->setToolTip(Name, item->text(Name));
    item->setData(Type, kKindRole, static_cast<int>(column.kind));
    if (hasChoice(column)) item->setToolTip(Type, headerItem()->toolTip(Type));
    if (column.kind != Kind::Target)
        item->setCheckState(Name, column.kind == Kind::LeftOut ? Qt::Unchecked : Qt::Checked);
}

void ColumnList::changeType(QTreeWidgetItem* item, int place) {
    if (place != Type || !hasChoice(m_columns[static_cast<std::size_t>(indexOfTopLevelItem(item))])) return;
    const bool isNumber = item->data(Type, kKindRole).toInt() == static_cast<int>(Kind::Number);
    const Kind kind = isNumber ? Kind::Category : Kind::Number;
    QSignalBlocker quiet(this); // it is one change
    item->setData(Type, kKindRole, static_cast<int>(kind));
    item->setText(Type, typeText(kind, true));
    quiet.unblock();
    Q_EMIT chosen();
}

/// A name between commas that can be found again, or else a number.
QString ColumnList::settingName(int column) const {
    const std::string& name = m_columns[static_cast<std::size_t>(column)].name;
    const auto sameName = [&name](const data::ColumnSummary& other) { return other.name == name; };
    const bool isOne = std::count_if(m_columns.begin(), m_columns.end(), sameName) == 1;
    const QString text = QString::fromStdString(name);
    return isOne && text == text.trimmed() && !text.contains(QLatin1Char(',')) ? text
                                                                               : QString::number(column + 1);
}

QString ColumnList::leftOut(int but) const {
    QStringList names;
    for (int i = 0; i < topLevelItemCount(); ++i) {
        const auto* item = topLevelItem(i);
        const bool isTarget = item->data(Type, kKindRole).toInt() == static_cast<int>(Kind::Target);
        if (i != but && !isTarget && item->checkState(Name) == Qt::Unchecked) names << settingName(i);
    }
    return names.join(QLatin1Char(','));
}

QString ColumnList::categories() const {
    QStringList names;
    for (int i = 0; i < topLevelItemCount(); ++i)
        if (hasChoice(m_columns[static_cast<std::size_t>(i)]) &&
            topLevelItem(i)->data(Type, kKindRole).toInt() == static_cast<int>(Kind::Category))
            names << settingName(i);
    return names.join(QLatin1Char(','));
}

} // namespace tristate::ui
