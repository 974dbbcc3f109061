#pragma once

#include <QStringList>
#include <QWidget>

#include <vector>

namespace tristate::ui {

/// A bar for each class: how probable the network takes it to be.
class ClassBars : public QWidget {
    Q_OBJECT
public:
    explicit ClassBars(QWidget* parent = nullptr);

    void show(const std::vector<float>& shares, const QStringList& names);
    QSize sizeHint() const override { return {220, 200}; }
    QSize minimumSizeHint() const override { return {130, 100}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<float> m_shares;
    QStringList m_names;
};

} // namespace tristate::ui
