#include "ui/views/sweep_comparison.h"

#include "ui/look/message_text.h"
#include "ui/look/text.h"
#include "ui/views/sweep_model.h"

#include <QHeaderView>

#include <utility>

namespace tristate::ui {

SweepComparison::SweepComparison(QWidget* parent) : QTableWidget(parent) {
    setAccessibleName(tr("Comparison of two runs"));
    setToolTip(tr("The first has a full ring in the plot, the second a dotted one. What differs is bold."));
    setColumnCount(3);
    setHorizontalHeaderLabels({{}, tr("First"), tr("Second")});
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
}

void SweepComparison::addRow(const QString& what, const QString& first, const QString& second) {
    const int row = rowCount();
    insertRow(row);
    setItem(row, 0, new QTableWidgetItem(what));
    for (const auto& [column, text] : {std::pair(1, first), std::pair(2, second)}) {
        auto* item = new QTableWidgetItem(text);
        QFont font = item->font();
        font.setBold(first != second);
        item->setFont(font);
        setItem(row, column, item);
    }
}

void SweepComparison::show(const sweep::Plan& plan, const sweep::Result& first, const sweep::Result& second) {
    setRowCount(0);
    for (const sweep::Axis& axis : plan.axes)
        addRow(axisText(axis), valueText(first, axis), valueText(second, axis));
    const auto add = [&](const QString& what, auto&& text) {
        addRow(what, first.failed() ? QString() : text(first), second.failed() ? QString() : text(second));
    };
    using sweep::Result;
    if (plan.base.data.hasValidation())
        add(tr("Validation error"),
            [](const Result& of) { return metricText(of.metric, of.validationError); });
    add(tr("Test error"), [](const Result& of) { return metricText(of.metric, of.testError); });
    add(tr("Parameters"), [](const Result& of) { return countText(of.parameters); });
    add(tr("Operations"), [](const Result& of) { return countText(of.operations); });
    add(tr("Bytes"), [](const Result& of) { return countText(of.bytes); });
    add(tr("µs per sample"), [](const Result& of) { return microsecondsText(of.microseconds); });
    add(tr("Open neurons"), [](const Result& of) { return countText(of.neurons); });
    add(tr("Open units"), [](const Result& of) { return widthsText(of.architecture); });
    add(tr("Minibatches"), [](const Result& of) { return countText(of.step); });
    if (first.failed() || second.failed())
        addRow(tr("Failed"), messageText(first.failure), messageText(second.failure));
}

} // namespace tristate::ui
