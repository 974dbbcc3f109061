#include "ui/plots/count_ticker.h"

#include "ui/look/text.h"
#include "ui/plots/log_ticker.h"
#include "ui/plots/plot_theme.h"
#include "ui/plots/qcp.h"

namespace tristate::ui {
namespace {

class LinearTicker : public QCPAxisTicker {
protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return shortCountText(tick); }
};

class LogCountTicker : public LogTicker {
protected:
    QString getTickLabel(double tick, const QLocale&, QChar, int) override { return shortCountText(tick); }
};

} // namespace

void useShortCounts(QCPAxis& axis, bool logarithmic) {
    setLogarithmic(axis, logarithmic);
    if (logarithmic)
        axis.setTicker(QSharedPointer<LogCountTicker>::create());
    else
        axis.setTicker(QSharedPointer<LinearTicker>::create());
}

} // namespace tristate::ui
