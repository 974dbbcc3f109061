#include "app/cli/progress.h"

#include "app/cli/text.h"

#include <algorithm>
#include <iostream>
#include <unistd.h>

namespace tristate::cli {

namespace {

constexpr std::chrono::milliseconds kRedrawEvery{100};
constexpr int kBarWidth = 24;
constexpr const char* kClearLine = "\r\x1b[K";

std::string bar(double share) {
    const auto done = static_cast<std::size_t>(std::clamp(share, 0.0, 1.0) * kBarWidth);
    std::string text = "[";
    text.append(done, '#').append(kBarWidth - done, '.').append("] ");
    return text;
}

} // namespace

Progress::Progress(int epochs, train::Metric metric)
    : m_epochs(epochs), m_metric(metric), m_terminal(isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (!m_shown.empty()) std::cerr << kClearLine << std::flush;
}

void Progress::show(const train::Point& point) {
    const auto now = Clock::now();
    if (!m_terminal || (!m_shown.empty() && now - m_drawn < kRedrawEvery)) return;
    m_drawn = now;
    draw(text(point));
}

void Progress::say(const std::string& sentence) {
    if (!m_terminal) return;
    std::cerr << kClearLine << sentence << '\n';
    draw(m_shown);
}

std::string Progress::text(const train::Point& point) const {
    std::string line;
    if (m_epochs > 0)
        line = bar(point.epoch / m_epochs) + formatted("epoch %.1f of %d", point.epoch, m_epochs);
    else
        line = formatted("epoch %.1f", point.epoch);
    line += formatted("  loss %.4f  %s %s", point.loss, train::nameOf(m_metric),
                      train::errorText(m_metric, point.error).c_str());
    if (!point.open.empty()) line += "  open " + dashed(point.open);
    line += "  " + withSeparators(point.parameters) + " parameters  " +
            withSeparators(static_cast<long long>(point.samplesPerSecond)) + " samples/s";
    return line;
}

void Progress::draw(const std::string& text) {
    m_shown = text;
    std::cerr << kClearLine << text.substr(0, terminalWidth(STDERR_FILENO) - 1) << std::flush;
}

} // namespace tristate::cli
