#include "core/io/formats/onnx/onnx_window.h"

#include "core/messages/onnx.h"

#include <algorithm>

namespace tristate::io {

namespace {

std::string besides(const std::array<std::int64_t, 2>& sizes) {
    return std::to_string(sizes[0]) + "x" + std::to_string(sizes[1]);
}

void readPads(OnnxNode& node, OnnxWindow& window) {
    const std::vector<std::int64_t> pads = node.integers("pads");
    if (pads.empty()) return;
    const auto isSide = [](std::int64_t pad) { return pad >= 0 && pad < kMaxSide; };
    if (pads.size() != 4 || !std::all_of(pads.begin(), pads.end(), isSide))
        node.fail(Message(say::kPads, pads.size(), pads[0], kMaxSide - 1));
    window.before = {pads[0], pads[1]};
    window.after = {pads[2], pads[3]};
}

/// As much padding as makes the output's side the input's divided by the stride, rounded up.
void padToSame(OnnxWindow& window, const std::vector<std::int64_t>& sizes, int dilation, bool upper) {
    for (const std::size_t axis : {0U, 1U}) {
        const std::int64_t side = sizes[axis + 2], reach = (window.kernel[axis] - 1) * dilation + 1;
        const std::int64_t steps = (side - 1) / window.stride;
        const std::int64_t total = std::max<std::int64_t>(steps * window.stride + reach - side, 0);
        window.before[axis] = upper ? total / 2 : total - total / 2;
        window.after[axis] = total - window.before[axis];
    }
}

} // namespace

bool OnnxWindow::isPadded() const {
    return before != std::array<std::int64_t, 2>{} || after != std::array<std::int64_t, 2>{};
}

OnnxWindow readWindow(OnnxNode& node, std::array<std::int64_t, 2> kernel,
                      const std::vector<std::int64_t>& sizes, int dilation) {
    OnnxWindow window{.kernel = kernel};
    window.stride = node.same("strides", 2, 1, 1, kMaxSide);
    const std::string mode = node.text("auto_pad", "NOTSET");
    OnnxWindow padded = window;
    readPads(node, padded); // known, though without effect beside an auto_pad
    if (mode == "NOTSET") return padded;
    if (mode == "SAME_UPPER" || mode == "SAME_LOWER")
        padToSame(window, sizes, dilation, mode == "SAME_UPPER");
    else if (mode != "VALID")
        node.fail(Message(say::kAutoPad, mode));
    return window;
}

std::pair<graph::Conv, nn::NodeWeights> squareConv(const OnnxNode& node, nn::RowMatrix weight, int inputMaps,
                                                   const OnnxWindow& window, int dilation) {
    const auto& [kernel, before, after, stride] = window;
    if (dilation > 1) { // zeros around the weights would lie between taps
        const bool isSquare = kernel[0] == kernel[1] && before == after && before[0] == before[1];
        if (!isSquare)
            node.fail(Message(say::kKernelNotSquare, besides(kernel), besides(before), besides(after)));
        const graph::Conv conv{static_cast<int>(weight.rows()), static_cast<int>(kernel[0]), stride,
                               static_cast<int>(before[0]), dilation};
        return {conv, {std::move(weight), {}}};
    }
    // Zeros around the weights make the kernel as much longer as the padding: this difference stays.
    const std::int64_t rest = kernel[0] - before[0] - after[0];
    const std::int64_t padding = std::max({before[0], before[1], after[0], after[1], 1 - rest});
    const std::int64_t side = rest + 2 * padding;
    if (kernel[1] - before[1] - after[1] != rest || side * side > 16 * kernel[0] * kernel[1])
        node.fail(Message(say::kKernelNotSquare, besides(kernel), besides(before), besides(after)));

    const graph::Conv conv{static_cast<int>(weight.rows()), static_cast<int>(side), stride,
                           static_cast<int>(padding)};
    nn::NodeWeights numbers{std::move(weight)};
    if (side == kernel[0] && side == kernel[1]) return {conv, std::move(numbers)};
    const nn::RowMatrix given = std::move(numbers.weight);
    numbers.weight = nn::RowMatrix::Zero(given.rows(), inputMaps * side * side);
    for (Eigen::Index map = 0; map < given.rows(); ++map)
        for (int input = 0; input < inputMaps; ++input)
            for (std::int64_t y = 0; y < kernel[0]; ++y)
                for (std::int64_t x = 0; x < kernel[1]; ++x)
                    numbers.weight(map, (input * side + y + padding - before[0]) * side + x + padding -
                                            before[1]) = given(map, (input * kernel[0] + y) * kernel[1] + x);
    return {conv, std::move(numbers)};
}

} // namespace tristate::io
