#pragma once

#include "core/train/history.h"

#include <QCoreApplication>
#include <QString>

#include <optional>
#include <vector>

namespace tristate::train {
struct Setting;
}

namespace tristate::ui {

/// A vertical line on every time axis: what changed, and when.
struct EventMark {
    double epoch = 0;
    QString text; ///< e.g. "λ₃ 3e-4 → 1e-3"
};

/// Turns the events of a run into marks. A drag arrives as many settings events; those of one gesture (the
/// same setting, close in time) become one mark that tells where the gesture began and where it ended. A
/// value without widgets.
class EventMarks {
    Q_DECLARE_TR_FUNCTIONS(tristate::ui::EventMarks)
public:
    /// Events of one setting less than this apart are one gesture.
    static constexpr double kGestureSeconds = 0.6;
    /// With more, every second one is dropped: a layer may flicker for hours.
    static constexpr std::size_t kMaxMarks = 2000;

    void clear() { *this = EventMarks(); }
    /// `seconds` is a clock of the caller's: when the event arrived.
    void add(const train::Event& event, double seconds);
    /// A branch begins here with these settings, which are in force until the next event.
    void addBranch(double epoch, const train::LiveSettings& live);

    const std::vector<EventMark>& marks() const { return m_marks; }
    /// Epoch at which a setting was changed last, or a branch begun; 0: never.
    double lastChange() const { return m_lastChange; }
    /// Grows with every change.
    std::uint64_t revision() const { return m_revision; }

private:
    void addMark(double epoch, const QString& text);
    void addSettings(const train::Event& event, double seconds);

    std::vector<EventMark> m_marks;
    double m_lastChange = 0;
    std::uint64_t m_revision = 0;
    train::LiveSettings m_inForce;
    bool m_known = false; ///< m_inForce has come from an event
    train::LiveSettings m_beforeGesture;
    double m_gestureSeconds = -1; ///< when the last event of the present gesture arrived; -1: there is none
    std::vector<const train::Setting*> m_gestureSettings; ///< that the gesture changes
};

/// The marks of a run that is over or comes from a file: it has no clock, a hundredth of its length counts as
/// one gesture.
EventMarks marksOf(const train::History& history);

/// The error on the test set that the file had with which a run began; nothing for a run that began
/// otherwise.
std::optional<double> errorOfImport(const train::History& history);

/// What differs between two settings, for a person: "λ₃ 3e-4 → 1e-3, gates frozen". Empty when nothing does.
QString describeChange(const train::LiveSettings& before, const train::LiveSettings& after);

} // namespace tristate::ui
