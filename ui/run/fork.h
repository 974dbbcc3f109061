#pragma once

#include "core/train/difference.h"
#include "ui/run/arrivals.h"

#include <QCoreApplication>
#include <QString>

#include <memory>
#include <vector>

namespace tristate::ui {

/// The second of two futures of the present run, while there is one: "that one", beside the run itself, which
/// is "this one". SessionBridge fills it as it fills the present run, and both show one minibatch. GUI
/// thread.
class Fork {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::Fork)
public:
    /// There are two futures.
    bool isOn() const { return m_other != nullptr; }
    /// That one; null while there is none.
    const RunData* other() const { return m_other.get(); }
    /// From where on they may differ.
    std::int64_t beginStep() const { return m_other ? m_other->label.branchStep : 0; }
    /// What is different, in words: "λ₃ 0.01".
    QString words() const;

    // For SessionBridge.

    /// A second future of this number was asked for.
    void expect(int number, const train::Difference& difference);
    bool isOf(int number) const { return number > 0 && number == m_number; }
    void add(train::Mail mail) { m_arrivals.add(std::move(mail)); }
    /// Its first state is there, and nothing of it is on view yet.
    bool isBorn() const { return !isOn() && m_arrivals.snapshot(); }
    /// On from now. `run` is the present one, with the history that it reported.
    void begin(const RunData& run, const train::History& reported, const RunLabel& label);
    const Arrivals& arrivals() const { return m_arrivals; }
    /// What has arrived, with frame and weights or without.
    std::vector<train::Event> takeIn(bool withState, bool goesOn, double seconds);
    /// What was asked of the run was asked of this one, too, but for what is different.
    void setLive(const train::LiveSettings& live);
    /// Off: gives away what it was, with what has arrived.
    std::unique_ptr<RunData> end(Arrivals* arrivals = nullptr);

private:
    int m_number = 0; ///< of the mail; 0: none is expected
    train::Difference m_difference;
    Arrivals m_arrivals;
    std::unique_ptr<RunData> m_other;
};

/// A difference in words: the setting and its value, or the unit and what is done to it.
QString differenceText(const train::Difference& difference, const graph::Graph& net);

} // namespace tristate::ui
