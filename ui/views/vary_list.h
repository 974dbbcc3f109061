#pragma once

#include "core/sweep/axis.h"

#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QToolButton;
class QVBoxLayout;

namespace tristate::ui {

/// What varies in a sweep: a row for each setting, chosen by its label, with its values as text. GUI thread.
class VaryList : public QWidget {
    Q_OBJECT
public:
    explicit VaryList(QWidget* parent = nullptr);

    /// Throws Error naming the setting whose values cannot be.
    std::vector<sweep::Axis> axes() const;
    /// Shows these; tells nothing.
    void setAxes(const std::vector<sweep::Axis>& axes);
    void addRow(const QString& path, const QString& values);
    int rows() const { return static_cast<int>(m_rows.size()); }
    QComboBox& setting(int row) { return *m_rows[static_cast<std::size_t>(row)].setting; }
    QLineEdit& values(int row) { return *m_rows[static_cast<std::size_t>(row)].values; }
    QToolButton& removal(int row) { return *m_rows[static_cast<std::size_t>(row)].removal; }

Q_SIGNALS:
    void changed();

private:
    struct Row {
        QWidget* widget;
        QComboBox* setting;
        QLineEdit* values;
        QToolButton* removal;
    };
    void remove(const QWidget* widget);

    std::vector<Row> m_rows;
    QVBoxLayout* m_column;
};

} // namespace tristate::ui
