#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <vector>

namespace tristate::ui {

class LiveView;

/// Decides when views are redrawn: only those that are visible and have something new, one a tick in turn,
/// and while a run is training never for more than a small share of one core. A hundred redraws a second
/// would look the same and cost training its speed. GUI thread.
class RefreshSchedule : public QObject {
    Q_OBJECT
public:
    static constexpr int kTickMilliseconds = 33;
    /// Of one core, while training.
    static constexpr double kShare = 0.025;
    /// The next view waits no longer, even when taking in what the run reports uses up the share.
    static constexpr int kMaxWaitMilliseconds = 300;

    explicit RefreshSchedule(QObject* parent = nullptr);

    void add(LiveView* view);
    /// There is something new to see in every view.
    void markAll();
    void setLimited(bool limited) { m_limited = limited; }
    /// Redraws everything visible at once, whatever the cost (before a picture is taken).
    void refreshAll();

Q_SIGNALS:
    /// A view was refreshed, which took so long; its queued replot and paint follow.
    void refreshed(double milliseconds);

private:
    struct Entry {
        LiveView* view;
        bool stale = true;
    };
    void tick();
    bool mayAfford();
    bool refreshNext();

    std::vector<Entry> m_entries;
    std::size_t m_next = 0;
    bool m_limited = false;
    QTimer m_timer;
    QElapsedTimer m_sinceTick;
    QElapsedTimer m_sinceRefresh;
    double m_cpuSeconds = 0;
    double m_allowance = 0; ///< processor seconds that may be spent
};

} // namespace tristate::ui
