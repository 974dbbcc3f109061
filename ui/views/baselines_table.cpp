#include "ui/views/baselines_table.h"

#include "core/baselines/baselines_table.h"
#include "ui/look/text.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace tristate::ui {
namespace {

/// The names of baselines::nameOf, and of the network that is cut, for people.
constexpr std::array kTexts = {
    std::pair{"gates", QT_TRANSLATE_NOOP("Baselines", "Gates")},
    std::pair{"magnitude-l1", QT_TRANSLATE_NOOP("Baselines", "Magnitude, L1")},
    std::pair{"magnitude-l2", QT_TRANSLATE_NOOP("Baselines", "Magnitude, L2")},
    std::pair{"taylor", QT_TRANSLATE_NOOP("Baselines", "Taylor")},
    std::pair{"random", QT_TRANSLATE_NOOP("Baselines", "Random")},
    std::pair{"svd", QT_TRANSLATE_NOOP("Baselines", "SVD")},
    std::pair{"scratch", QT_TRANSLATE_NOOP("Baselines", "From scratch")},
    std::pair{"dense network", QT_TRANSLATE_NOOP("Baselines", "Dense network")},
};

QString rangeText(const io::Summary& summary, train::Metric metric) {
    if (summary.count < 2 || !std::isfinite(summary.mean)) return metricText(metric, summary.mean);
    const bool isRate = metric == train::Metric::ErrorRate;
    const auto number = [isRate](double value) {
        return QLocale().toString(value, isRate ? 'f' : 'g', isRate ? 2 : 4);
    };
    return BaselinesTable::tr("%1 (%2 to %3)")
        .arg(metricText(metric, summary.mean), number(summary.least), number(summary.most));
}

QString secondsText(double seconds) {
    return BaselinesTable::tr("%1 s").arg(QLocale().toString(seconds, 'f', seconds < 100 ? 1 : 0));
}

QTreeWidgetItem* rowOf(const QStringList& cells) {
    auto* row = new QTreeWidgetItem(cells);
    for (int column = BaselinesTable::Parameters; column < BaselinesTable::ColumnCount; ++column)
        row->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    return row;
}

/// Whether an error is the least of all, as far as it is written.
bool isLeast(double error, const std::vector<double>& all) {
    const double least = *std::min_element(all.begin(), all.end());
    return std::isfinite(least) && std::round(100 * error) == std::round(100 * least);
}

} // namespace

QString baselineText(const QString& name) {
    const auto found = std::find_if(kTexts.begin(), kTexts.end(),
                                    [&](const auto& text) { return name == QLatin1String(text.first); });
    return found == kTexts.end() ? name : QCoreApplication::translate("Baselines", found->second);
}

QString baselineText(baselines::Method method) {
    const auto name = baselines::nameOf(method);
    return baselineText(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())));
}

BaselinesTable::BaselinesTable(QWidget* parent) : QTreeWidget(parent) {
    setAccessibleName(tr("Table of methods"));
    setColumnCount(ColumnCount);
    setHeaderLabels({tr("Method"), tr("Widths"), tr("Parameters"), tr("Validation error"), tr("Test error"),
                     tr("Training time")});
    setFrameShape(QFrame::NoFrame);
    setAllColumnsShowFocus(true);
    header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    header()->setStretchLastSection(false);
    headerItem()->setToolTip(Evaluation, tr("Not measured without validation data"));
    headerItem()->setToolTip(Seconds, tr("With the dense net that is cut, which several methods share"));
    for (int column = Parameters; column < ColumnCount; ++column)
        headerItem()->setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
}

void BaselinesTable::clearResults() {
    m_results.clear();
    clear();
}

void BaselinesTable::add(const baselines::BaselineResult& result) {
    m_results.push_back(result);
    fill();
}

void BaselinesTable::fill() {
    clear();
    const auto summaries = baselines::summarise(m_results);
    const train::Metric metric = m_results.empty() ? train::Metric::ErrorRate : m_results.front().metric;
    const bool isRate = metric == train::Metric::ErrorRate;
    headerItem()->setText(Evaluation, isRate ? tr("Validation error") : tr("Validation RMSE"));
    headerItem()->setText(Test, isRate ? tr("Test error") : tr("Test RMSE"));
    setRootIsDecorated(m_results.size() > summaries.size());
    std::vector<double> evaluation, test;
    for (const auto& summary : summaries) {
        evaluation.push_back(summary.validationError.mean);
        test.push_back(summary.testError.mean);
    }
    QFont bold = font();
    bold.setBold(true);
    for (const auto& summary : summaries) {
        auto* top = rowOf({baselineText(summary.method),
                           {},
                           countText(std::llround(summary.parameters.mean)),
                           rangeText(summary.validationError, metric),
                           rangeText(summary.testError, metric),
                           secondsText(summary.seconds.mean)});
        if (isLeast(summary.validationError.mean, evaluation)) top->setFont(Evaluation, bold);
        if (isLeast(summary.testError.mean, test)) top->setFont(Test, bold);
        for (const auto& result : m_results) {
            if (result.method != summary.method) continue;
            if (summary.testError.count == 1) {
                top->setText(Widths, widthsText(result.widths));
            } else {
                top->addChild(rowOf({tr("seed %1").arg(result.seed), widthsText(result.widths),
                                     countText(result.parameters), metricText(metric, result.validationError),
                                     metricText(metric, result.testError), secondsText(result.seconds)}));
            }
        }
        addTopLevelItem(top);
        top->setExpanded(true);
    }
}

} // namespace tristate::ui
