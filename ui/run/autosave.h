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
/// for every program, guarded by a lock that falls with the program. What an unclean end left, and what was
/// kept at a clean one, another program finds and may open. GUI thread only.
class Autosave : public QObject {
    Q_OBJECT
public:
    static constexpr int kMilliseconds = 60'000;
    /// Of the files that are kept: older ones go when there are more.
    static constexpr int kMaxKept = 5;

    /// What becomes of runs that are in no session file when the program ends.
    enum class Keep {
        Offered, ///< the next program offers them
        Aside,   ///< they go into the folder "ended", and nothing is offered
    };
    /// Why a file is there.
    enum class LeftBy { Crash, Closing };

    /// `folder` is made when it is not there. Without one nothing is saved.
    Autosave(SessionBridge& bridge, const QString& folder, QObject* parent = nullptr);
    /// Removes the file, or puts it where keep() said. The bridge is gone by then, and with it a save that
    /// was under way.
    ~Autosave() override;

    QString file() const { return m_file; }
    /// The newest file that a program left that is gone; empty when there is none. It is held for this
    /// program until it is recovered, discarded or found not to open.
    QString findLeftOver();
    /// Of what findLeftOver() found.
    LeftBy leftBy() const;
    /// Saves what is in no session file for good, whatever else is under way; the end of the bridge waits for
    /// it. Returns the file where it will be, empty when there is nothing to keep.
    QString keep(Keep how);

public Q_SLOTS:
    /// Opens the file that findLeftOver() found. It serves this program from then on.
    void recover();
    /// Removes it.
    void discard();
    /// What the timer does: nothing when there is no new minibatch since one that is saved, or
    /// another save is under way.
    void save();

private:
    bool isUpToDate() const;
    void saveNow();
    void adopt();
    void putAside() const;

    SessionBridge& m_bridge;
    QString m_folder;
    QString m_file;
    std::unique_ptr<QLockFile> m_lock;
    QString m_leftOver;
    std::unique_ptr<QLockFile> m_leftOverLock;
    QTimer m_timer;
    int m_savedRun = 0; ///< none, or the last save failed: the next one is due
    std::int64_t m_savedStep = 0;
    bool m_offered = false; ///< at the end the file stays for the next program
    QString m_aside;        ///< where it goes instead; empty: nowhere
};

} // namespace tristate::ui
