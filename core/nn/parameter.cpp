#include "core/nn/parameter.h"

namespace tristate::nn {

namespace {

template <class T, class Select>
void selectEverywhere(Parameter<T>& parameter, Select select) {
    parameter.value = select(parameter.value);
    parameter.gradient = select(parameter.gradient);
    for (auto& slot : parameter.slots) slot = select(slot);
}

} // namespace

template <class T>
void Parameter<T>::resize(int rows, int columns) {
    value.setZero(rows, columns);
    gradient.setZero(rows, columns);
    slots.clear();
}

template <class T>
void Parameter<T>::selectRows(std::span<const int> rows) {
    selectEverywhere(*this, [&](const Matrix& m) {
        Matrix kept(static_cast<Eigen::Index>(rows.size()), m.cols());
        for (std::size_t i = 0; i < rows.size(); ++i) kept.row(static_cast<Eigen::Index>(i)) = m.row(rows[i]);
        return kept;
    });
}

template <class T>
void Parameter<T>::selectColumns(std::span<const int> columns) {
    selectEverywhere(*this, [&](const Matrix& m) {
        Matrix kept(m.rows(), static_cast<Eigen::Index>(columns.size()));
        for (std::size_t i = 0; i < columns.size(); ++i)
            kept.col(static_cast<Eigen::Index>(i)) = m.col(columns[i]);
        return kept;
    });
}

template struct Parameter<float>;
template struct Parameter<double>;

} // namespace tristate::nn
