#pragma once

#include "core/data/dataset.h"

#include <QStringList>

namespace tristate::ui {

/// What a class is called, or its number where the data do not say.
QString className(const data::Dataset& data, std::size_t index);

/// Of the first `count` classes.
QStringList classNames(const data::Dataset& data, std::size_t count);

} // namespace tristate::ui
