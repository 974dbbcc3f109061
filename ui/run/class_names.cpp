#include "ui/run/class_names.h"

namespace tristate::ui {

QString className(const data::Dataset& data, std::size_t index) {
    return index < data.classNames.size() ? QString::fromStdString(data.classNames[index])
                                          : QString::number(index);
}

QStringList classNames(const data::Dataset& data, std::size_t count) {
    QStringList names;
    for (std::size_t i = 0; i < count; ++i) names << className(data, i);
    return names;
}

} // namespace tristate::ui
