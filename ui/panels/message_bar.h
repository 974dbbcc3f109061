#pragma once

#include <QFrame>

class QLabel;

namespace tristate::ui {

/// Says what went wrong, above the views and in nobody's way, until it is closed or something newer comes.
class MessageBar : public QFrame {
    Q_OBJECT
public:
    explicit MessageBar(QWidget* parent = nullptr);
    QString text() const;

public Q_SLOTS:
    void say(const QString& sentence);

private:
    QLabel* m_text;
};

} // namespace tristate::ui
