#pragma once

#include "ui/run/run_data.h"

#include <QObject>

#include <memory>
#include <vector>

namespace tristate::ui {

/// Whether two runs say something beside each other: they learn the same data.
bool isComparable(const RunData& a, const RunData& b);
/// Whether a run that was left is in the plots of the present one: those of other problems, whose scales are
/// others, only when somebody asked for them.
bool isInPlots(const RunData& left, const RunData& present);

/// The runs that were left for another one: what they reported, thinned, and enough of their state to go back
/// to them. The present run is not among them. GUI thread.
class Runs : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kMaxColumns = 200;
    static constexpr std::size_t kMaxPoints = 2000;
    static constexpr std::size_t kMaxSnapshots = 8;

    using QObject::QObject;

    const std::vector<std::unique_ptr<RunData>>& left() const { return m_left; }
    /// Null when there is no such run.
    const RunData* find(int id) const;
    /// Grows with every change.
    std::uint64_t revision() const { return m_revision; }
    /// For the next run.
    RunLabel nextLabel();

    /// Takes in the run that was the present one.
    void leave(RunData run);
    /// Gives it back: it is the present one again. It must be there.
    RunData take(int id);
    void remove(int id);
    void setVisible(int id, bool visible);
    void rename(int id, const QString& name);

Q_SIGNALS:
    void changed();

private:
    std::vector<std::unique_ptr<RunData>>::iterator place(int id);
    void tell();

    std::vector<std::unique_ptr<RunData>> m_left; ///< oldest first; views may keep references
    int m_lastId = 0;
    std::uint64_t m_revision = 0;
};

} // namespace tristate::ui
