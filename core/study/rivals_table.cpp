#include "core/study/rivals_table.h"

#include "core/study/report.h"

#include <cmath>

namespace tristate::study {

std::vector<RivalSummary> summarise(const std::vector<RivalResult>& results) {
    std::vector<RivalSummary> summaries;
    for (const Method method : kMethods) {
        std::vector<double> parameters, validation, test, seconds;
        for (const RivalResult& result : results) {
            if (result.method != method) continue;
            parameters.push_back(static_cast<double>(result.parameters));
            validation.push_back(result.validationError);
            test.push_back(result.testError);
            seconds.push_back(result.seconds);
        }
        if (parameters.empty()) continue;
        summaries.push_back(
            {method, summarise(parameters), summarise(validation), summarise(test), summarise(seconds)});
    }
    return summaries;
}

std::string toCsv(const std::vector<RivalResult>& results) {
    Table table;
    table.columns = {"method",           "seed",       "widths", "parameters",
                     "validation_error", "test_error", "epochs", "seconds"};
    for (const RivalResult& result : results) {
        std::string widths;
        for (const int width : result.widths) widths += (widths.empty() ? "" : "-") + std::to_string(width);
        const double validation = result.validationError;
        table.rows.push_back(
            {std::string(nameOf(result.method)), std::to_string(result.seed), widths,
             std::to_string(result.parameters), std::isnan(validation) ? "" : toFixed(validation, 4),
             toFixed(result.testError, 4), std::to_string(result.epochs), toFixed(result.seconds, 1)});
    }
    return toCsv(table);
}

} // namespace tristate::study
