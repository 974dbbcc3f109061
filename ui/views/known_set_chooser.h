#pragma once

#include "core/io/sets/known_sets.h"
#include "ui/jobs/job.h"

#include <QWidget>

#include <filesystem>
#include <vector>

class QMenu;
class QProgressBar;
class QPushButton;

namespace tristate::ui {

/// A button whose menu lists the sets that many people know: those on this machine open at once, others are
/// loaded first, with progress; what was cancelled goes on when it is chosen again. GUI thread.
class KnownSetChooser : public QWidget {
    Q_OBJECT
public:
    explicit KnownSetChooser(QWidget* parent = nullptr);
    /// Other sets than those in the list, and where they are loaded to.
    void offer(std::vector<io::KnownSet> sets, std::filesystem::path folder);
    QMenu* menu() const { return m_menu; }
    bool isLoading() const { return m_job.isBusy(); }

Q_SIGNALS:
    void begun(const QString& sentence);
    void failed(const QString& sentence);
    /// A source of data.
    void ready(const QString& source);

private:
    void fill();
    void load(const io::KnownSet& set);
    void showLoading(bool loading);

    std::vector<io::KnownSet> m_sets;
    std::filesystem::path m_folder;
    QMenu* m_menu;
    QPushButton* m_button;
    QProgressBar* m_bar;
    QPushButton* m_cancel;
    Job m_job;
};

} // namespace tristate::ui
