#pragma once

#include <QLineEdit>

namespace tristate::ui {

/// A field for a number that must be finite and in a range. What cannot be is refused where it is typed: the
/// field says why in its tool tip and through refused(), nothing is sent, and on leaving it shows the last
/// good value again. Reads the C locale and the user's.
class NumberField : public QLineEdit {
    Q_OBJECT
public:
    NumberField(const QString& name, double lowest, double highest, QWidget* parent = nullptr);

    double value() const { return m_value; }
    /// Shows a value; sends nothing. Leaves a field alone that the user is typing in.
    void setValue(double value);
    bool isRefusing() const { return !m_problem.isEmpty(); }
    QString problem() const { return m_problem; }

Q_SIGNALS:
    void valueEdited(double value);
    /// The sentence that says what is wrong; empty when all is well again.
    void refused(const QString& sentence);

protected:
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void read();
    void showProblem(const QString& sentence);
    void showValue();
    void fitWidth();

    QString m_name;
    double m_lowest, m_highest;
    double m_value = 0;
    QString m_problem;
};

} // namespace tristate::ui
