#pragma once

#include "core/train/reports.h"
#include "core/train/task.h"

#include <chrono>
#include <string>

namespace tristate::cli {

/// One line at the foot of the terminal that tells how a run goes, redrawn in place on standard error.
/// Where standard error is no terminal (a pipe, a file) nothing is written at all.
class Progress {
public:
    /// `epochs`: how many the run has; 0 when it has no end. `metric`: what its errors are.
    explicit Progress(int epochs, train::Metric metric = train::Metric::ErrorRate);
    /// Clears the line.
    ~Progress();
    Progress(const Progress&) = delete; // there is one line
    Progress& operator=(const Progress&) = delete;

    void show(const train::Point& point);
    /// A sentence that stays, above the line.
    void say(const std::string& sentence);

private:
    using Clock = std::chrono::steady_clock;

    std::string text(const train::Point& point) const;
    void draw(const std::string& text);

    int m_epochs;
    train::Metric m_metric;
    bool m_terminal;
    std::string m_shown;
    Clock::time_point m_drawn;
};

} // namespace tristate::cli
