#include "core/data/array_targets.h"

#include "core/base/error.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace tristate::data {

namespace {

std::size_t rowsOf(const NumberArray& array) {
    return array.shape.empty() ? 0 : array.shape.front();
}

bool isOneHot(const std::vector<double>& numbers, std::size_t width) {
    for (auto row = numbers.begin(); row != numbers.end(); row += static_cast<std::ptrdiff_t>(width))
        if (std::count(row, row + static_cast<std::ptrdiff_t>(width), 0.0) !=
            static_cast<std::ptrdiff_t>(width) - 1)
            return false;
    return true;
}

/// As tables guess it (tables::TablePreview::isContinuous), but for decimals, which are no names here.
bool lookContinuous(std::vector<double> numbers) {
    constexpr std::size_t kMostNames = 50, kRepeats = 4;
    if (std::any_of(numbers.begin(), numbers.end(), [](double n) { return n != std::floor(n); })) return true;
    std::sort(numbers.begin(), numbers.end());
    const auto different =
        static_cast<std::size_t>(std::unique(numbers.begin(), numbers.end()) - numbers.begin());
    return different > kMostNames && kRepeats * different > numbers.size();
}

} // namespace

bool areTargets(const NumberArray& array, TaskKind task) {
    if (task != TaskKind::Guess) return task == TaskKind::Regression;
    const std::size_t rows = rowsOf(array);
    if (rows == 0 || array.size() == 0) return false;
    const std::size_t width = array.size() / rows;
    if (width > 1) return !isOneHot(array.numbers(), width);
    const bool isFloating = array.type == NumberType::Float16 || array.type == NumberType::Float32 ||
                            array.type == NumberType::Float64;
    return isFloating && lookContinuous(array.numbers());
}

void setTargets(Dataset& part, const NumberArray& array, const std::string& name) {
    const std::size_t samples =
        std::max(part.bytes.size(), part.values.size()) / static_cast<std::size_t>(part.shape.features());
    const std::size_t rows = rowsOf(array);
    if (rows != samples || array.size() == 0) throw Error(say::kArrayLabels, array.name, rows, samples);
    const std::size_t width = array.size() / samples;
    for (std::size_t t = 0; t < width; ++t)
        part.targets.push_back({width == 1 ? name : name + " " + std::to_string(t + 1)});
    for (const double number : array.numbers()) {
        if (!(std::abs(number) <= double{std::numeric_limits<float>::max()}))
            throw Error(say::kSampleNotFinite, array.name, part.targetValues.size(), width);
        part.targetValues.push_back(static_cast<float>(number));
    }
}

} // namespace tristate::data
