#pragma once

#include "core/train/driver.h"

#include <memory>
#include <utility>

namespace tristate::train {

/// Keeps the state of the last healthy epoch, and puts it back when a training diverges.
class GoodState final : public Observer {
public:
    explicit GoodState(const Driver& driver) : m_good(driver.checkpoint()) {}

    void beforeStep(Driver& driver) override {
        if (driver.isBetweenEpochs()) m_candidate = driver.checkpoint();
    }
    void afterStep(Driver&, const Minibatch&) override {
        if (m_candidate) m_good = std::exchange(m_candidate, nullptr);
    }
    void diverged(Driver& driver) override {
        m_candidate = nullptr;
        driver.goBackTo(*m_good);
    }

private:
    std::shared_ptr<const Checkpoint> m_good;      ///< proven by a finite loss after it
    std::shared_ptr<const Checkpoint> m_candidate; ///< to be proven by the next minibatch
};

} // namespace tristate::train
