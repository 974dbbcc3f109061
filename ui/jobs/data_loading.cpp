#include "ui/jobs/data_loading.h"

#include <utility>

namespace tristate::ui {

DataLoading::DataLoading(QObject* parent) : QObject(parent) {
    constexpr int kLookMilliseconds = 100;
    m_look.setInterval(kLookMilliseconds);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (std::exchange(m_told, percent()) != percent()) Q_EMIT changed();
    });
    connect(&m_job, &Job::busyChanged, this, [this](bool busy) {
        busy ? m_look.start() : m_look.stop();
        Q_EMIT changed();
    });
    connect(&m_job, &Job::failed, this, &DataLoading::failed);
}

DataLoading::~DataLoading() {
    m_job.disconnect(this);
    m_stop.request_stop();
}

void DataLoading::start(QObject* owner, Work work) {
    m_stop.request_stop();
    m_stop = std::stop_source();
    m_progress = std::make_shared<LoadProgress>(m_stop.get_token());
    m_told = 0;
    m_job.start(owner, [progress = m_progress, work = std::move(work)](const Job::Progress&) {
        return work(*progress);
    });
}

void DataLoading::cancel() {
    m_stop.request_stop();
    m_job.cancel();
}

int DataLoading::percent() const {
    return m_progress ? static_cast<int>(100 * m_progress->fraction()) : 0;
}

} // namespace tristate::ui
