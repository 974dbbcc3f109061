#include "core/train/mailbox.h"

#include <utility>

namespace tristate::train {

void Mailbox::beginRun(int run) {
    const std::lock_guard lock(m_mutex);
    m_mail = {.run = run, .points = {}, .events = {}, .frame = nullptr, .snapshot = nullptr};
}

void Mailbox::put(Point point) {
    const std::lock_guard lock(m_mutex);
    m_mail.points.push_back(std::move(point));
}

void Mailbox::put(Event event) {
    const std::lock_guard lock(m_mutex);
    m_mail.events.push_back(std::move(event));
}

void Mailbox::put(std::shared_ptr<const Frame> frame) {
    const std::lock_guard lock(m_mutex);
    m_mail.frame = std::move(frame);
}

void Mailbox::put(std::shared_ptr<const Checkpoint> snapshot) {
    const std::lock_guard lock(m_mutex);
    m_mail.snapshot = std::move(snapshot);
}

bool Mailbox::wantsFrame() const {
    const std::lock_guard lock(m_mutex);
    return !m_mail.frame;
}

bool Mailbox::wantsSnapshot() const {
    const std::lock_guard lock(m_mutex);
    return !m_mail.snapshot;
}

Mail Mailbox::take() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(
        m_mail, {.run = m_mail.run, .points = {}, .events = {}, .frame = nullptr, .snapshot = nullptr});
}

} // namespace tristate::train
