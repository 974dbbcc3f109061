#include "ui/run/evaluated_on.h"

#include <QCoreApplication>

namespace tristate::ui {

EvaluatedOn evaluatedOn(const train::Experiment& experiment) {
    return experiment.data.hasValidation() ? EvaluatedOn::Validation : EvaluatedOn::Test;
}

EvaluatedOn evaluatedOn(const RunData& present, const Runs& runs, bool onlyVisible) {
    const EvaluatedOn part = evaluatedOn(present.experiment);
    for (const auto& run : runs.left())
        if ((!onlyVisible || isInPlots(*run, present)) && evaluatedOn(run->experiment) != part)
            return EvaluatedOn::Either;
    return part;
}

QString evaluationName(EvaluatedOn part) {
    switch (part) {
    case EvaluatedOn::Validation:
        return QCoreApplication::translate("EvaluatedOn", "validation");
    case EvaluatedOn::Test:
        return QCoreApplication::translate("EvaluatedOn", "test");
    case EvaluatedOn::Either:
        break;
    }
    return QCoreApplication::translate("EvaluatedOn", "validation or test");
}

namespace {

QString targetOf(const RunData& run) {
    if (run.metric() != train::Metric::Rmse || !run.data()) return {};
    return QString::fromStdString(run.data()->train.targets.front().name);
}

QString errorAxis(train::Metric metric, const QString& target) {
    switch (metric) {
    case train::Metric::ErrorRate:
        break;
    case train::Metric::Rmse:
        return target.isEmpty() ? QCoreApplication::translate("EvaluatedOn", "RMSE")
                                : QCoreApplication::translate("EvaluatedOn", "RMSE (%1)").arg(target);
    case train::Metric::RelativeRmse:
        return QCoreApplication::translate("EvaluatedOn", "RMSE (deviations)");
    }
    return QCoreApplication::translate("EvaluatedOn", "error (%)");
}

} // namespace

QString errorAxis(const RunData& run) {
    return errorAxis(run.metric(), targetOf(run));
}

QString errorAxis(train::Metric metric, const QString& target, EvaluatedOn part) {
    if (metric != train::Metric::ErrorRate)
        return QStringLiteral("%1, %2").arg(errorAxis(metric, target), evaluationName(part));
    switch (part) {
    case EvaluatedOn::Validation:
        return QCoreApplication::translate("EvaluatedOn", "validation error (%)");
    case EvaluatedOn::Test:
        return QCoreApplication::translate("EvaluatedOn", "test error (%)");
    case EvaluatedOn::Either:
        break;
    }
    return QCoreApplication::translate("EvaluatedOn", "validation or test error (%)");
}

QString errorAxis(const RunData& run, EvaluatedOn part) {
    return errorAxis(run.metric(), targetOf(run), part);
}

} // namespace tristate::ui
