#pragma once

#include "core/train/task.h"

#include <QString>

#include <filesystem>
#include <vector>

/// Numbers and names as the window writes them.
namespace tristate::ui {

/// A strength or rate with at most so many significant digits: "off" for 0, "3e-4", "0.1", "0.025".
QString strengthText(double value, int digits = 3);
/// "266,610", by the locale.
QString countText(long long value);
/// "1.03 %", "-" when not measured.
QString percentText(double value, int decimals = 2);
/// An error as its metric says: "1.03 %", "54.23", of several targets "0.231 deviations"; "-" when not
/// measured.
QString metricText(train::Metric metric, double error);
/// "412 B", "18.3 kB", "1.2 MB".
QString bytesText(long long bytes);
/// "8-11-13".
QString widthsText(const std::vector<int>& widths);
/// The last name of a path: "pruned.onnx"; of a folder "pruned/".
QString fileText(const std::filesystem::path& file);
/// "12 k", "3.4 M": for axes and tight places.
QString shortCountText(double value);

} // namespace tristate::ui
