#pragma once

#include <QScrollArea>

namespace tristate::ui {

/// Scrolls up and down, and is never narrower than what is in it.
class SideScroll : public QScrollArea {
    Q_OBJECT
public:
    explicit SideScroll(QWidget* content, QWidget* parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace tristate::ui
