#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tristate::nn {

/// Half-open range of rows of a parameter.
struct RowRange {
    int begin = 0;
    int end = 0;
    int count() const { return end - begin; }
};

/// A trainable array: its values, the gradient of the loss by them, and whatever the optimizer remembers
/// about them, all of one shape (rows x columns, row-major; a row belongs to an output unit, a bias has one
/// column). They are kept together so that removing rows or columns removes them everywhere.
template <class T>
struct Parameter {
    using Matrix = Eigen::Array<T, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

    std::string name; ///< as in exported files, e.g. "fc1.weight"
    Matrix value;
    Matrix gradient;
    std::vector<Matrix> slots; ///< optimizer state: none, momentum, or Adam's two moments
    std::int64_t born = 0;     ///< steps that were done when the slots were last empty
    bool decays = false;       ///< weight decay applies: weights of dense and convolutional layers

    void resize(int rows, int columns);
    /// Keeps these rows (columns), in this order, in every array.
    void selectRows(std::span<const int> rows);
    void selectColumns(std::span<const int> columns);
};

extern template struct Parameter<float>;
extern template struct Parameter<double>;

} // namespace tristate::nn
