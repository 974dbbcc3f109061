#pragma once

#include "core/data/dataset.h"

namespace tristate::data {

/// Makes grey images of a table whose columns are pixel0, pixel1... of a square, with whole numbers from 0 to
/// 255 everywhere, as Kaggle has MNIST. Leaves every other table as it is.
void makeImages(Splits& splits);

} // namespace tristate::data
