#pragma once

#include "core/base/load_progress.h"
#include "ui/jobs/job.h"

#include <QTimer>

#include <functional>
#include <memory>
#include <stop_token>

namespace tristate::ui {

/// Loads data beside the event loop, one set at a time, and tells how far that is. GUI thread, but for what
/// Work does.
class DataLoading : public QObject {
    Q_OBJECT
public:
    /// As Job::Work; what it loads throws Interrupted when that is cancelled, of which nobody hears.
    using Work = std::function<Job::Finish(LoadProgress&)>;

    explicit DataLoading(QObject* parent = nullptr);
    /// Cancels, and waits for that.
    ~DataLoading() override;

    /// Cancels what was asked for before, and begins.
    void start(QObject* owner, Work work);
    /// Nothing of it counts, and it ends soon.
    void cancel();
    bool isOn() const { return m_job.isBusy(); }
    /// 0 to 100.
    int percent() const;

Q_SIGNALS:
    /// It began or ended, or is further.
    void changed();
    void failed(const QString& sentence);

private:
    std::shared_ptr<LoadProgress> m_progress; ///< of what was asked for last
    std::stop_source m_stop;
    QTimer m_look; ///< while it is on
    int m_told = 0;
    Job m_job; ///< last: waits for its thread
};

} // namespace tristate::ui
