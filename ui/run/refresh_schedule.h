#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace tristate::ui {

class LiveView;

/// Decides when views are redrawn. They are in rounds: what has arrived is taken in, and every visible view
/// that has something new draws it, all before the event loop goes on, so that whatever is painted shows one
/// moment and the slowest view sets the pace. While a run is training at full speed rounds never take more
/// than a small share of one core: a hundred a second would look the same and cost training its speed. A view
/// that becomes visible is drawn at once. GUI thread.
class RefreshSchedule : public QObject {
    Q_OBJECT
public:
    static constexpr int kTickMilliseconds = 33;
    /// Of one core, while training.
    static constexpr double kShare = 0.025;
    /// The next round waits no longer, even when taking in what the run reports uses up the share.
    static constexpr int kMaxWaitMilliseconds = 1000;
    static constexpr int kHurryMilliseconds = 2000;

    explicit RefreshSchedule(QObject* parent = nullptr);

    void add(LiveView* view);
    /// There is something new to see in every view.
    void markAll();
    void setLimited(bool limited) { m_limited = limited; }
    /// Somebody did something and wants to see what comes of it: no limit for a while.
    void hurry() { m_hurry.start(); }
    /// A round now, whatever the cost.
    void round();
    /// The same with every visible view, new or not (before a picture is taken).
    void refreshAll();

Q_SIGNALS:
    /// A round begins: what views read is to be brought up to date.
    void begins();
    /// Every visible view shows what is new.
    void ended();
    /// A view was refreshed, which took so long; its paint follows.
    void refreshed(double milliseconds);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Entry {
        LiveView* view;
        bool stale = true;
    };
    void tick();
    bool mayAfford();
    void refresh(Entry& entry);

    std::vector<Entry> m_entries;
    bool m_limited = false;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    QElapsedTimer m_sinceRound;
    QElapsedTimer m_hurry;
    double m_cpuSeconds = 0;
    double m_allowance = 0; ///< processor seconds that may be spent
};

} // namespace tristate::ui
