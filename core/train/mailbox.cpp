#include "core/train/mailbox.h"

#include <utility>

namespace tristate::train {

namespace {

Mail emptyMail(int run) {
    return {
        .run = run, .points = {}, .events = {}, .frame = nullptr, .snapshot = nullptr, .beginning = nullptr};
}

} // namespace

void Mailbox::beginRun(int run) {
    Mail mail = emptyMail(run); // what it replaces is dropped with the mutex free
    const LockGuard lock(m_mutex);
    std::swap(m_mail, mail);
    m_isFirst = true;
    m_holdsFirst = false;
}

void Mailbox::put(Point point) {
    const LockGuard lock(m_mutex);
    m_mail.points.push_back(std::move(point));
}

void Mailbox::put(Event event) {
    const LockGuard lock(m_mutex);
    m_mail.events.push_back(std::move(event));
}

void Mailbox::put(std::shared_ptr<const Frame> frame) {
    const LockGuard lock(m_mutex);
    m_mail.frame.swap(frame);
}

void Mailbox::put(std::shared_ptr<const Checkpoint> snapshot) {
    const LockGuard lock(m_mutex);
    m_mail.snapshot.swap(snapshot);
    if (m_holdsFirst) m_mail.beginning.swap(snapshot);
    m_holdsFirst = std::exchange(m_isFirst, false);
}

bool Mailbox::wantsFrame() const {
    const LockGuard lock(m_mutex);
    return !m_mail.frame;
}

bool Mailbox::wantsSnapshot() const {
    const LockGuard lock(m_mutex);
    return !m_mail.snapshot;
}

Mail Mailbox::take() {
    Mail mail = emptyMail(0);
    const LockGuard lock(m_mutex);
    mail.run = m_mail.run;
    std::swap(m_mail, mail);
    m_holdsFirst = false;
    return mail;
}

} // namespace tristate::train
