#include "ui/views/glimpse_view.h"

#include "ui/views/predictions_view.h"

#include <QHeaderView>
#include <QListWidget>
#include <QPixmap>
#include <QTableWidget>

#include <algorithm>

namespace tristate::ui {
namespace {

constexpr int kGlimpseSide = 56, kGlimpseWord = 24; ///< pixels: of a picture, and of the line below it
constexpr std::size_t kMostGlimpseFields = 200;
constexpr int kWidestField = 160; ///< pixels of a field

QString glimpseText(const std::string& text) {
    return QString::fromStdString(text).simplified();
}

} // namespace

GlimpseView::GlimpseView(QWidget* parent)
    : QStackedWidget(parent), m_pictures(new QListWidget(this)), m_rows(new QTableWidget(this)) {
    m_pictures->setViewMode(QListView::IconMode);
    m_pictures->setResizeMode(QListView::Adjust);
    m_pictures->setMovement(QListView::Static);
    m_pictures->setSelectionMode(QAbstractItemView::NoSelection);
    m_pictures->setIconSize({kGlimpseSide, kGlimpseSide});
    m_pictures->setGridSize({kGlimpseSide + 2 * kGlimpseWord, kGlimpseSide + kGlimpseWord});
    m_pictures->setUniformItemSizes(true);
    m_pictures->setAccessibleName(tr("Some pictures of the data"));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->setAlternatingRowColors(true);
    m_rows->setWordWrap(false);
    m_rows->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 8);
    m_rows->setAccessibleName(tr("Some rows of the data"));
    addWidget(m_pictures);
    addWidget(m_rows);
}

void GlimpseView::setGlimpses(const data::SourceDetails& details) {
    const bool arePictures = details.pictures.size() > 0 && !sampleImage(details.pictures, 0).isNull();
    m_pictures->clear();
    m_rows->clear();
    m_rows->setRowCount(0);
    arePictures ? showPictures(details) : showRows(details);
    setCurrentIndex(arePictures ? 0 : 1);
}

void GlimpseView::showPictures(const data::SourceDetails& details) {
    for (std::size_t i = 0; i < details.glimpses.size(); ++i) {
        const QImage image = sampleImage(details.pictures, i);
        const auto how = std::max(image.width(), image.height()) < kGlimpseSide ? Qt::FastTransformation
                                                                                : Qt::SmoothTransformation;
        const auto pixmap =
            QPixmap::fromImage(image.scaled(kGlimpseSide, kGlimpseSide, Qt::KeepAspectRatio, how));
        auto* item = new QListWidgetItem(pixmap, glimpseText(details.glimpses[i].target), m_pictures);
        item->setToolTip(glimpseText(details.glimpses[i].name));
    }
}

void GlimpseView::showRows(const data::SourceDetails& details) {
    const auto& columns = details.columns;
    const std::size_t fields = details.glimpses.empty() ? 0 : details.glimpses.front().fields.size();
    std::vector<std::size_t> shown;
    QStringList heads{tr("Target")}, rows;
    for (std::size_t c = 0; c < std::min(fields, kMostGlimpseFields); ++c) {
        if (c < columns.size() && columns[c].kind == data::ColumnSummary::Kind::Target) continue;
        shown.push_back(c);
        heads << (c < columns.size() ? glimpseText(columns[c].name) : QString::number(c + 1));
    }
    m_rows->setColumnCount(static_cast<int>(heads.size()));
    m_rows->setRowCount(static_cast<int>(details.glimpses.size()));
    m_rows->setHorizontalHeaderLabels(heads);
    for (int row = 0; row < m_rows->rowCount(); ++row) {
        const data::Glimpse& glimpse = details.glimpses[static_cast<std::size_t>(row)];
        rows << glimpseText(glimpse.name);
        m_rows->setItem(row, 0, new QTableWidgetItem(glimpseText(glimpse.target)));
        for (std::size_t i = 0; i < shown.size(); ++i)
            if (shown[i] < glimpse.fields.size())
                m_rows->setItem(row, static_cast<int>(i) + 1,
                                new QTableWidgetItem(glimpseText(glimpse.fields[shown[i]])));
    }
    m_rows->setVerticalHeaderLabels(rows);
    m_rows->resizeColumnsToContents();
    for (int column = 0; column < m_rows->columnCount(); ++column)
        m_rows->setColumnWidth(column, std::min(m_rows->columnWidth(column), kWidestField));
}

} // namespace tristate::ui
