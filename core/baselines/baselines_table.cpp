#include "core/baselines/baselines_table.h"

#include "core/io/report/table.h"

#include <cmath>

namespace tristate::baselines {

std::vector<BaselineSummary> summarise(const std::vector<BaselineResult>& results) {
    std::vector<BaselineSummary> summaries;
    for (const Method method : kMethods) {
        std::vector<double> parameters, validation, test, seconds;
        for (const BaselineResult& result : results) {
            if (result.method != method) continue;
            parameters.push_back(static_cast<double>(result.parameters));
            validation.push_back(result.validationError);
            test.push_back(result.testError);
            seconds.push_back(result.seconds);
        }
        if (parameters.empty()) continue;
        summaries.push_back({method, io::summarise(parameters), io::summarise(validation),
                             io::summarise(test), io::summarise(seconds)});
    }
    return summaries;
}

std::string toCsv(const std::vector<BaselineResult>& results) {
    io::Table table;
    table.columns = {"method",           "seed",       "widths", "parameters",
                     "validation_error", "test_error", "epochs", "seconds"};
    for (const BaselineResult& result : results) {
        std::string widths;
        for (const int width : result.widths) widths += (widths.empty() ? "" : "-") + std::to_string(width);
        const double validation = result.validationError;
        table.rows.push_back({std::string(nameOf(result.method)), std::to_string(result.seed), widths,
                              std::to_string(result.parameters),
                              std::isnan(validation) ? "" : io::toFixed(validation, 4),
                              io::toFixed(result.testError, 4), std::to_string(result.epochs),
                              io::toFixed(result.seconds, 1)});
    }
    return io::toCsv(table);
}

} // namespace tristate::baselines
