#pragma once

#include <QMenu>
#include <QStringList>

namespace tristate::ui {

/// The menu of the session files used last, newest first. Files that are gone are greyed, as their disk may
/// come back.
class RecentFiles : public QMenu {
    Q_OBJECT
public:
    static constexpr int kMax = 10;

    /// `remember`: keep the list in QSettings between starts.
    explicit RecentFiles(bool remember, QWidget* parent = nullptr);
    const QStringList& files() const { return m_files; }

public Q_SLOTS:
    void add(const QString& file);
    void clearFiles();

Q_SIGNALS:
    void chosen(const QString& file);

private:
    void store(const QStringList& files);
    void fill();

    bool m_remember;
    QStringList m_files;
};

} // namespace tristate::ui
