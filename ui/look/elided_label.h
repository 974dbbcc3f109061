#pragma once

#include <QLabel>

namespace tristate::ui {

/// A line of plain text that ends in … where there is no room for all of it, and is whole in its tooltip
/// then.
class ElidedLabel : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const QString& text = {}, QWidget* parent = nullptr);

    /// What is drawn at the present width.
    QString shownText() const;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace tristate::ui
