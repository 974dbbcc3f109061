#pragma once

#include <QObject>
#include <QString>
#include <QTimer>

#include <cstdint>
#include <memory>

class QLockFile;

namespace tristate::ui {

class SessionBridge;

/// Saves the run once a minute, in the background, so that a crash costs a minute: into a file of its own
/// for every program, guarded by a lock that falls with the program. A clean end removes the file; what an
/// unclean one left, another program finds and may recover. GUI thread only.
class Autosave : public QObject {
    Q_OBJECT
public:
    static constexpr int kMilliseconds = 60'000;

    /// `folder` is made when it is not there. Without one nothing is saved.
    Autosave(SessionBridge& bridge, const QString& folder, QObject* parent = nullptr);
    /// Removes the file. The bridge is gone by then, and with it a save that was under way.
    ~Autosave() override;

    QString file() const { return m_file; }
    /// The newest file that a program left that is gone; empty when there is none. It is held for this
    /// program until it is recovered, discarded or found not to open.
    QString findLeftOver();

public Q_SLOTS:
    /// Opens the file that findLeftOver() found. It serves this program from then on.
    void recover();
    /// Removes it.
    void discard();
    /// What the timer does: nothing when there is no new minibatch since one that is saved, or
    /// another save is under way.
    void save();

private:
    void adopt();

    SessionBridge& m_bridge;
    QString m_mergeer;
    QString m_file;
    std::unique_ptr<QLockFile> m_lock;
    QString m_leftOver;
    std::unique_ptr<QLockFile> m_leftOverLock;
    QTimer m_timer;
    int m_savedRun = 0; ///< none, or the last save failed: the next one is due
    std::int64_t m_savedStep = 0;
};

} // namespace tristate::ui
