#include "core/io/formats/onnx/onnx_tensor.h"

#include "core/base/error.h"
#include "core/io/files/atomic_file.h"
#include "core/io/formats/float_bits.h"
#include "core/messages/onnx.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

namespace tristate::io {

namespace {

static_assert(std::endian::native == std::endian::little, "raw_data is little-endian");

/// Values as they lie in bytes: `read` makes a number of each Stored.
template <class Stored, class To, class Read>
void readBytes(std::string_view bytes, std::vector<To>& to, Read read) {
    to.reserve(bytes.size() / sizeof(Stored));
    for (std::size_t at = 0; at + sizeof(Stored) <= bytes.size(); at += sizeof(Stored)) {
        Stored value;
        std::memcpy(&value, bytes.data() + at, sizeof value);
        to.push_back(read(value));
    }
}

template <class List, class To>
void readList(const List& list, std::vector<To>& to) {
    for (const auto value : list) to.push_back(static_cast<To>(value));
}

std::size_t sizeOfType(int type) {
    switch (type) {
    case onnx::TensorProto::FLOAT:
    case onnx::TensorProto::INT32:
        return 4;
    case onnx::TensorProto::DOUBLE:
    case onnx::TensorProto::INT64:
        return 8;
    case onnx::TensorProto::FLOAT16:
    case onnx::TensorProto::BFLOAT16:
        return 2;
    case onnx::TensorProto::BOOL:
    case onnx::TensorProto::UINT8:
    case onnx::TensorProto::INT8:
        return 1;
    default:
        return 0;
    }
}

std::string nameOfType(int type) {
    const std::string& name = onnx::TensorProto_DataType_Name(static_cast<onnx::TensorProto_DataType>(type));
    return name.empty() ? std::to_string(type) : name;
}

void fillFromBytes(OnnxTensor& values, int type, std::string_view bytes) {
    const auto real = [](auto value) { return static_cast<float>(value); };
    const auto integer = [](auto value) { return static_cast<std::int64_t>(value); };
    switch (type) {
    case onnx::TensorProto::FLOAT:
        values.reals.resize(bytes.size() / sizeof(float));
        std::memcpy(values.reals.data(), bytes.data(), values.reals.size() * sizeof(float));
        return;
    case onnx::TensorProto::DOUBLE:
        return readBytes<double>(bytes, values.reals, real);
    case onnx::TensorProto::FLOAT16:
        return readBytes<std::uint16_t>(bytes, values.reals, fromHalf);
    case onnx::TensorProto::BFLOAT16:
        return readBytes<std::uint16_t>(bytes, values.reals, fromBfloat);
    case onnx::TensorProto::INT64:
        return readBytes<std::int64_t>(bytes, values.integers, integer);
    case onnx::TensorProto::INT32:
        return readBytes<std::int32_t>(bytes, values.integers, integer);
    case onnx::TensorProto::INT8:
        return readBytes<std::int8_t>(bytes, values.integers, integer);
    default:
        return readBytes<std::uint8_t>(bytes, values.integers, integer);
    }
}

/// From the list that the type has; halves stand among the 32-bit integers.
void fillFromList(OnnxTensor& values, const onnx::TensorProto& tensor) {
    switch (tensor.data_type()) {
    case onnx::TensorProto::FLOAT:
        return readList(tensor.float_data(), values.reals);
    case onnx::TensorProto::DOUBLE:
        return readList(tensor.double_data(), values.reals);
    case onnx::TensorProto::FLOAT16:
    case onnx::TensorProto::BFLOAT16: {
        const bool isHalf = tensor.data_type() == onnx::TensorProto::FLOAT16;
        for (const std::int32_t bits : tensor.int32_data())
            values.reals.push_back(isHalf ? fromHalf(static_cast<std::uint16_t>(bits))
                                          : fromBfloat(static_cast<std::uint16_t>(bits)));
        return;
    }
    case onnx::TensorProto::INT64:
        return readList(tensor.int64_data(), values.integers);
    default:
        return readList(tensor.int32_data(), values.integers);
    }
}

bool isReal(int type) {
    return type == onnx::TensorProto::FLOAT || type == onnx::TensorProto::DOUBLE ||
           type == onnx::TensorProto::FLOAT16 || type == onnx::TensorProto::BFLOAT16;
}

} // namespace

OnnxTensor OnnxTensor::picked(std::vector<std::int64_t> newDims,
                              const std::vector<std::int64_t>& places) const {
    OnnxTensor result;
    result.dims = std::move(newDims);
    result.isInteger = isInteger;
    for (const std::int64_t place : places) {
        if (isInteger)
            result.integers.push_back(integers[static_cast<std::size_t>(place)]);
        else
            result.reals.push_back(reals[static_cast<std::size_t>(place)]);
    }
    return result;
}

std::string describeShape(const std::vector<std::int64_t>& dimensions) {
    std::string text;
    for (const std::int64_t dimension : dimensions)
        text += (text.empty() ? "" : "x") + (dimension == kOnnxBatch ? "N" : std::to_string(dimension));
    return "[" + text + "]";
}

std::int64_t countUpTo(const std::vector<std::int64_t>& dimensions, std::int64_t most) {
    std::int64_t count = 1;
    for (const std::int64_t dimension : dimensions) {
        if (dimension < 0 || (dimension > 0 && count > most / dimension)) return -1;
        count *= dimension;
    }
    return count;
}

std::int64_t OnnxBytes::storedValues(const onnx::TensorProto& tensor) {
    return static_cast<std::int64_t>(tensor.raw_data().size() / sizeof(float)) + tensor.float_data_size() +
           tensor.double_data_size() + tensor.int32_data_size() + tensor.int64_data_size();
}

std::int64_t OnnxBytes::bytesOutside() const {
    std::int64_t bytes = 0;
    for (const auto& [location, content] : m_files) bytes += std::ssize(content);
    return bytes;
}

OnnxTensor OnnxBytes::decode(const OnnxNode& node, const onnx::TensorProto& tensor) {
    const int type = tensor.data_type();
    const std::size_t size = sizeOfType(type);
    if (size == 0) node.fail(Message(say::kWeightsType, tensor.name(), nameOfType(type)));
    OnnxTensor values;
    values.dims.assign(tensor.dims().begin(), tensor.dims().end());
    values.isInteger = !isReal(type);
    const bool isOutside = tensor.data_location() == onnx::TensorProto::EXTERNAL;
    std::string_view bytes = tensor.raw_data();
    if (isOutside) bytes = outside(node, tensor);
    if (isOutside || tensor.has_raw_data())
        fillFromBytes(values, type, bytes);
    else
        fillFromList(values, tensor);
    const bool isWhole = bytes.size() % size == 0;
    if (!isWhole || countUpTo(values.dims, values.count()) != values.count())
        node.fail(Message(say::kWeightsStored, tensor.name(), describeShape(values.dims), values.count()));
    if (!std::all_of(values.reals.begin(), values.reals.end(), [](float v) { return std::isfinite(v); }))
        node.fail(Message(say::kWeightsNotFinite, tensor.name()));
    return values;
}

std::string_view OnnxBytes::outside(const OnnxNode& node, const onnx::TensorProto& tensor) {
    if (!m_folder) node.fail(Message(say::kWeightsElsewhere, tensor.name()));
    std::string location;
    std::uint64_t offset = 0, length = 0;
    bool hasLength = false, isUnderstood = true;
    for (const auto& entry : tensor.external_data()) {
        const std::string& value = entry.value();
        const auto number = [&](std::uint64_t& to) {
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), to);
            isUnderstood = isUnderstood && error == std::errc() && end == value.data() + value.size();
        };
        if (entry.key() == "location") location = value;
        if (entry.key() == "offset") number(offset);
        if (entry.key() == "length") number(length), hasLength = true;
    }
    namespace fs = std::filesystem;
    const fs::path path(location);
    const bool climbs = std::find(path.begin(), path.end(), "..") != path.end();
    if (location.empty() || path.is_absolute() || path.has_root_path() || climbs)
        node.fail(Message(say::kWeightsOutside, tensor.name(), location));
    const fs::path file = *m_folder / path;
    if (!m_files.contains(location)) {
        std::error_code error;
        const fs::path real = fs::canonical(file, error);
        if (error) node.fail(Message(say::kWeightsFileMissing, tensor.name(), file.string()));
        const fs::path home = fs::canonical(m_folder->empty() ? fs::path(".") : *m_folder, error);
        const auto [end, rest] = std::mismatch(home.begin(), home.end(), real.begin(), real.end());
        if (error || end != home.end()) node.fail(Message(say::kWeightsOutside, tensor.name(), location));
        m_files[location] = readWholeFile(file);
    }
    const std::string_view all = m_files[location];
    std::int64_t count = 1; // of values, or -1
    for (const std::int64_t size : tensor.dims())
        count = count < 0 ? -1 : countUpTo({count, size}, std::ssize(all));
    const std::uint64_t needed = hasLength ? length
                                           : static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0)) *
                                                 sizeOfType(tensor.data_type());
    if (!isUnderstood || count < 0 || offset > all.size() || needed > all.size() - offset)
        node.fail(Message(say::kWeightsFileShort, tensor.name(), file.string(), all.size(), needed, offset));
    return all.substr(offset, needed);
}

} // namespace tristate::io
