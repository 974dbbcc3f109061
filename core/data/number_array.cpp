#include "core/data/number_array.h"

#include "core/base/error.h"
#include "core/messages/sources.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <numeric>
#include <utility>

namespace tristate::data {

namespace {

constexpr std::size_t kMaxValues = std::size_t{1} << 40;
constexpr double kMostLabel = 1e15; ///< whole numbers up to here are exact

double half(std::uint16_t bits) {
    const int exponent = bits >> 10 & 0x1f;
    const double mantissa = bits & 0x3ff;
    const double size = exponent == 0x1f ? (mantissa == 0 ? HUGE_VAL : NAN)
                        : exponent == 0  ? std::ldexp(mantissa, -24)
                                         : std::ldexp(mantissa + 1024, exponent - 25);
    return bits & 0x8000 ? -size : size;
}

template <class T>
double read(const std::uint8_t* bytes, bool swapped) {
    std::uint8_t copy[sizeof(T)];
    std::memcpy(copy, bytes, sizeof(T));
    if (swapped) std::reverse(copy, copy + sizeof(T));
    T number;
    std::memcpy(&number, copy, sizeof(T));
    return static_cast<double>(number);
}

double numberAt(const std::uint8_t* bytes, NumberType type, bool swapped) {
    switch (type) {
    case NumberType::Bool:
    case NumberType::UInt8:
        return *bytes;
    case NumberType::Int8:
        return static_cast<std::int8_t>(*bytes);
    case NumberType::Int16:
        return read<std::int16_t>(bytes, swapped);
    case NumberType::UInt16:
        return read<std::uint16_t>(bytes, swapped);
    case NumberType::Int32:
        return read<std::int32_t>(bytes, swapped);
    case NumberType::UInt32:
        return read<std::uint32_t>(bytes, swapped);
    case NumberType::Int64:
        return read<std::int64_t>(bytes, swapped);
    case NumberType::UInt64:
        return read<std::uint64_t>(bytes, swapped);
    case NumberType::Float16:
        return half(static_cast<std::uint16_t>(read<std::uint16_t>(bytes, swapped)));
    case NumberType::Float32:
        return static_cast<double>(static_cast<float>(read<float>(bytes, swapped)));
    case NumberType::Float64:
        break;
    }
    return read<double>(bytes, swapped);
}

/// Calls use(place in C order, place in the bytes) for every element.
template <class Use>
void forEach(const NumberArray& array, Use use) {
    const std::size_t count = array.size();
    if (!array.fortran || array.shape.size() < 2) {
        for (std::size_t i = 0; i < count; ++i) use(i, i);
        return;
    }
    std::vector<std::size_t> index(array.shape.size(), 0);
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t place = 0;
        for (std::size_t d = array.shape.size(); d-- > 0;) place = place * array.shape[d] + index[d];
        use(i, place);
        for (std::size_t d = array.shape.size(); d-- > 0 && ++index[d] == array.shape[d];) index[d] = 0;
    }
}

std::string textOf(const std::vector<std::size_t>& shape) {
    std::string text;
    for (const std::size_t side : shape) text += (text.empty() ? "" : " x ") + std::to_string(side);
    return text;
}

/// The shape of a sample, and whether the channels come last in the array.
Shape sampleShape(const NumberArray& array, bool& channelsLast) {
    constexpr std::size_t kMaxArraySide = 1 << 20;
    const std::vector<std::size_t>& s = array.shape;
    const auto isColour = [](std::size_t channels) { return channels == 1 || channels == 3; };
    channelsLast = s.size() == 4 && isColour(s[3]) && (!isColour(s[1]) || s[1] < s[3]);
    const bool isKnown =
        s.size() >= 2 && s.size() <= kMaxDimensions && (s.size() < 4 || isColour(s[1]) || channelsLast);
    if (!isKnown || array.size() == 0 || *std::max_element(s.begin() + 1, s.end()) > kMaxArraySide)
        throw Error(say::kSamplesShape, array.name, textOf(s));
    const auto side = [&](std::size_t d) { return static_cast<int>(s[d]); };
    if (s.size() == 2) return {side(1), 1, 1};
    if (s.size() == 3) return {1, side(1), side(2)};
    return channelsLast ? Shape{side(3), side(1), side(2)} : Shape{side(1), side(2), side(3)};
}

/// Brings (y, x, channel) to (channel, y, x).
template <class T>
void putChannelsFirst(std::vector<T>& values, const Shape& shape) {
    const auto features = static_cast<std::size_t>(shape.features());
    const auto channels = static_cast<std::size_t>(shape.channels);
    const auto positions = static_cast<std::size_t>(shape.positions());
    std::vector<T> sample(features);
    for (std::size_t begin = 0; begin < values.size(); begin += features) {
        for (std::size_t p = 0; p < positions; ++p)
            for (std::size_t c = 0; c < channels; ++c)
                sample[c * positions + p] = values[begin + p * channels + c];
        std::copy(sample.begin(), sample.end(), values.begin() + static_cast<std::ptrdiff_t>(begin));
    }
}

/// The label of every sample as a number: a row with a 1 is the place of the 1.
std::vector<double> labelNumbers(const NumberArray& array, std::size_t samples) {
    const std::size_t rows = array.shape.empty() ? 0 : array.shape.front();
    if (rows != samples || samples == 0) throw Error(say::kArrayLabels, array.name, rows, samples);
    std::vector<double> numbers = array.numbers();
    const std::size_t width = numbers.size() / samples;
    if (width > 1) {
        std::vector<double> places;
        for (std::size_t i = 0; i < samples; ++i) {
            const auto row = numbers.begin() + static_cast<std::ptrdiff_t>(i * width);
            places.push_back(
                static_cast<double>(std::max_element(row, row + static_cast<std::ptrdiff_t>(width)) - row));
            if (std::count(row, row + static_cast<std::ptrdiff_t>(width), 0.0) !=
                static_cast<std::ptrdiff_t>(width) - 1)
                throw Error(say::kArrayNotOneHot, array.name, i);
        }
        return places;
    }
    const auto bad = std::find_if(numbers.begin(), numbers.end(),
                                  [](double n) { return !(std::abs(n) < kMostLabel) || n != std::floor(n); });
    if (bad != numbers.end()) throw Error(say::kArrayNoClass, array.name, bad - numbers.begin(), *bad);
    return numbers;
}

} // namespace

std::size_t sizeOf(NumberType type) {
    switch (type) {
    case NumberType::Bool:
    case NumberType::Int8:
    case NumberType::UInt8:
        return 1;
    case NumberType::Int16:
    case NumberType::UInt16:
    case NumberType::Float16:
        return 2;
    case NumberType::Int32:
    case NumberType::UInt32:
    case NumberType::Float32:
        return 4;
    case NumberType::Int64:
    case NumberType::UInt64:
    case NumberType::Float64:
        break;
    }
    return 8;
}

std::size_t NumberArray::size() const {
    return std::accumulate(shape.begin(), shape.end(), std::size_t{1}, std::multiplies<>());
}

std::vector<double> NumberArray::numbers() const {
    std::vector<double> all(size());
    const bool swapped = bigEndian == (std::endian::native == std::endian::little);
    const std::size_t width = sizeOf(type);
    forEach(*this, [&](std::size_t at, std::size_t from) {
        all[at] = numberAt(bytes.data() + from * width, type, swapped);
    });
    return all;
}

void readNumbers(ByteSource& source, NumberArray& array) {
    array.name = source.name();
    std::size_t count = 1;
    for (const std::size_t side : array.shape) {
        if (side > kMaxValues || (side > 0 && count > kMaxValues / side))
            throw Error(say::kSamplesShape, array.name, textOf(array.shape));
        count *= side;
    }
    array.bytes = source.readRest(count * sizeOf(array.type), std::to_string(count) + " numbers");
}

Dataset samplesOf(NumberArray array) {
    Dataset data;
    bool channelsLast = false;
    data.shape = sampleShape(array, channelsLast);
    if (array.type == NumberType::UInt8 && array.shape.size() > 2) {
        if (array.fortran) {
            data.bytes.resize(array.size());
            forEach(array, [&](std::size_t at, std::size_t from) { data.bytes[at] = array.bytes[from]; });
        } else {
            data.bytes = std::move(array.bytes);
        }
        if (channelsLast) putChannelsFirst(data.bytes, data.shape);
        return data;
    }
    const bool swapped = array.bigEndian == (std::endian::native == std::endian::little);
    const std::size_t width = sizeOf(array.type);
    data.values.resize(array.size());
    forEach(array, [&](std::size_t at, std::size_t from) {
        const auto value =
            static_cast<float>(numberAt(array.bytes.data() + from * width, array.type, swapped));
        if (!std::isfinite(value)) throw Error(say::kSampleNotFinite, array.name, at, data.shape.features());
        data.values[at] = value;
    });
    if (channelsLast) putChannelsFirst(data.values, data.shape);
    return data;
}

void setLabels(Dataset& train, const NumberArray& trainLabels, Dataset* test, const NumberArray* testLabels) {
    const auto samplesIn = [](const Dataset& part) {
        return std::max(part.bytes.size(), part.values.size()) /
               static_cast<std::size_t>(part.shape.features());
    };
    const std::vector<double> numbers = labelNumbers(trainLabels, samplesIn(train));
    std::vector<double> classes = numbers;
    std::sort(classes.begin(), classes.end());
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    const auto nameOf = [](double number) { return std::to_string(static_cast<long long>(number)); };
    if (classes.size() < 2) throw Error(say::kOneClass, trainLabels.name, nameOf(classes.front()));
    const auto label = [&](Dataset& part, const std::vector<double>& of, const NumberArray& labels) {
        for (const double number : of) {
            const auto at = std::lower_bound(classes.begin(), classes.end(), number);
            if (at == classes.end() || *at != number)
                throw Error(say::kUnseenLabel, labels.name, nameOf(number), trainLabels.name, classes.size());
            part.labels.push_back(static_cast<Label>(at - classes.begin()));
        }
        part.classes = static_cast<int>(classes.size());
        for (const double number : classes) part.classNames.push_back(nameOf(number));
    };
    label(train, numbers, trainLabels);
    if (test) label(*test, labelNumbers(*testLabels, samplesIn(*test)), *testLabels);
}

} // namespace tristate::data
