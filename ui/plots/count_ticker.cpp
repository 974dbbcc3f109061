#include "ui/plots/count_ticker.h"

#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"
#include "ui/text.h"

#include <algorithm>
#include <cmath>

namespace tristate::ui {
namespace {

class LinearTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return shortCountText(tick); }
};

class LogTicker : public QCPAxisTickerLog {
protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return shortCountText(tick); }

    QVector<double> createTickVector(double /*tickStep*/, const QCPRange& range) override {
        QVector<double> ticks;
        if (range.lower <= 0 || range.upper <= range.lower) return ticks;
        const double decades = std::log10(range.upper / range.lower);
        const bool all = decades < 1 || 3 * decades <= tickCount();
        for (double decade = std::pow(10, std::floor(std::log10(range.lower))); decade <= range.upper;
             decade *= 10)
            for (const double factor : {1.0, 2.0, 5.0})
                if (all || factor == 1.0) ticks << factor * decade;
        const auto isShown = [&](double tick) { return range.contains(tick); };
        if (std::count_if(ticks.begin(), ticks.end(), isShown) > 1) return ticks;
        return QCPAxisTicker::createTickVector(QCPAxisTicker::getTickStep(range), range); // as good as linear
    }
};

} // namespace

void useShortCounts(QCPAxis& axis, bool logarithmic) {
    setLogarithmic(axis, logarithmic);
    if (logarithmic)
        axis.setTicker(QSharedPointer<LogTicker>::create());
    else
        axis.setTicker(QSharedPointer<LinearTicker>::create());
}

} // namespace tristate::ui
