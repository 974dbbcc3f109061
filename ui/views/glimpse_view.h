#pragma once

#include "core/data/source_details.h"

#include <QStackedWidget>

class QListWidget;
class QTableWidget;

namespace tristate::ui {

/// Some samples of data: pictures with their class, or rows with what is to be predicted in front. GUI
/// thread.
class GlimpseView : public QStackedWidget {
    Q_OBJECT
public:
    explicit GlimpseView(QWidget* parent = nullptr);

    void setGlimpses(const data::SourceDetails& details);

private:
    void showPictures(const data::SourceDetails& details);
    void showRows(const data::SourceDetails& details);

    QListWidget* m_pictures;
    QTableWidget* m_rows;
};

} // namespace tristate::ui
