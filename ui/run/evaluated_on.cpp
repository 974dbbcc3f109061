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

} // namespace tristate::ui
