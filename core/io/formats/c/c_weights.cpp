#include "core/io/formats/c/c_blocks.h"
#include "core/io/formats/c/c_layers.h"
#include "core/io/formats/c/c_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tristate::io {

namespace {

/// Columns of a convolution's output that share every weight: enough sums that do not wait for each other.
constexpr int kColumns = 8;
/// Inputs of a dense layer that are summed side by side, for the same reason.
constexpr int kStreams = 4;

const char* const kConvolution = R"(
/* $inShape to $outShape, kernel ${K}x$K, stride $S$more */
static void $name(const float *restrict in, float *restrict out)
{
    int block, y, first, row, tap, m;
    for (block = 0; block < $blocks; ++block) {
        const int count = $count;
        for (y = 0; y < $outHeight; ++y) {
            for (first = 0; first < $outWidth; first += $columns) {
                const int x = first < $lastX ? first : $lastX;
                const float *bias = ${name}_bias + block * $width;
                const float *w = ${name}_weight + block * $blockWeights;
                float *to = out + (y * $outWidth + x) * $maps + $first;
                float $sums;
                for (m = 0; m < $width; ++m) $begin
                for (row = 0; row < $rows; ++row) {
                    const float *from = $from;
                    for (tap = 0; tap < $rowTaps; ++tap, w += $width) {
$add                    }
                }
                for (m = 0; m < count; ++m) {
$store                }
            }
        }
    }
}
)";

const char* const kDense = R"(
/* $inputs to $outputs */
static void $name(const float *restrict in, float *restrict out)
{
    int block, i, m;
    for (block = 0; block < $blocks; ++block) {
        const int count = block < $blocks - 1 ? $width : $lastWidth;
        const float *bias = ${name}_bias + block * $width;
        const float *w = ${name}_weight + block * $blockWeights;
        float *to = out + block * $width;
        float a0[$width], a1[$width], a2[$width], a3[$width];
        for (m = 0; m < $width; ++m) {
            a0[m] = bias[m];
            a1[m] = a2[m] = a3[m] = 0.0f;
        }
        for (i = 0; i + 3 < $inputs; i += 4, w += 4 * $width) {
            KEEP_LOOP for (m = 0; m < $width; ++m) a0[m] += in[i] * w[m];
            KEEP_LOOP for (m = 0; m < $width; ++m) a1[m] += in[i + 1] * w[m + $width];
            KEEP_LOOP for (m = 0; m < $width; ++m) a2[m] += in[i + 2] * w[m + 2 * $width];
            KEEP_LOOP for (m = 0; m < $width; ++m) a3[m] += in[i + 3] * w[m + 3 * $width];
        }
        for (; i < $inputs; ++i, w += $width) {
            KEEP_LOOP for (m = 0; m < $width; ++m) a0[m] += in[i] * w[m];
        }
        for (m = 0; m < count; ++m) to[m] = (a0[m] + a1[m]) + (a2[m] + a3[m]);
    }
}
)";

const char* const kDepthwise = R"(
/* $inShape to $outShape, each map by itself, kernel ${K}x$K, stride $S */
static void $name(const float *restrict in, float *restrict out)
{
    int y, x, tap, m;
    for (y = 0; y < $outHeight; ++y) {
        for (x = 0; x < $outWidth; ++x, out += $C) {
            const float *w = ${name}_weight;
            for (m = 0; m < $C; ++m) out[m] = ${name}_bias[m];
            for (tap = 0; tap < $taps; ++tap, w += $C) {
                const float *from = in + ((y * $S + tap / $K * $D) * $inWidth + x * $S + tap % $K * $D) * $C;
                for (m = 0; m < $C; ++m) out[m] += from[m] * w[m];
            }
        }
    }
}
)";

std::string numbered(const char* text, int count, const char* separator, int step = 0) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += (i > 0 ? separator : "") + fillTemplate(text, {{"i", i}, {"at", i * step}});
    return all;
}

/// How the loops of a convolution run: over whole rows of the kernel, whose inputs lie side by side, or,
/// where they do not, over single taps.
struct CWindow {
    CWindow(const graph::Conv& conv, Shape in, const CBlocks& blocks, int channels, int maps) {
        const std::string block = conv.groups > 1 ? "block % " + std::to_string(blocks.count) : "block";
        count = fillTemplate("$block < $last ? $width : $lastWidth", {{"block", block},
                                                                      {"last", blocks.count - 1},
                                                                      {"width", blocks.width},
                                                                      {"lastWidth", blocks.lastWidth}});
        if (blocks.count == 1) count = std::to_string(blocks.lastWidth);
        first = block + " * " + std::to_string(blocks.width);
        if (conv.groups > 1)
            first =
                fillTemplate("block / $count * $maps + ", {{"count", blocks.count}, {"maps", maps}}) + first;
        const bool isDense = conv.dilation == 1 && conv.groups == 1;
        rows = conv.kernel * (isDense ? 1 : conv.kernel);
        rowTaps = channels * (isDense ? conv.kernel : 1);
        const char* const place = isDense
                                      ? "in + ((y * $S + row) * $W + x * $S) * $C"
                                      : "in + ((y * $S + row / $K * $D) * $W + x * $S + row % $K * $D) * $C";
        from = fillTemplate(place, {{"S", conv.stride},
                                    {"K", conv.kernel},
                                    {"D", conv.dilation},
                                    {"W", in.width},
                                    {"C", in.channels}});
        if (conv.groups > 1)
            from += fillTemplate(" + block / $count * $channels",
                                 {{"count", blocks.count}, {"channels", channels}});
        if (conv.dilation > 1) more += ", dilation " + std::to_string(conv.dilation);
        if (conv.groups > 1) more += ", " + std::to_string(conv.groups) + " groups";
    }

    std::string count, first, from, more;
    int rows, rowTaps;
};

} // namespace

CFunction cConvolution(const std::string& name, const graph::Conv& conv, const nn::NodeWeights& numbers,
                       Shape in, Shape out) {
    const int channels = in.channels / conv.groups, maps = conv.maps / conv.groups;
    const CBlocks blocks(numbers, conv.groups, separatePlaces({channels, conv.kernel, conv.kernel}));
    const int columns = std::min(kColumns, out.width), width = blocks.width;
    const std::string w = std::to_string(width);
    const std::string add = "                        KEEP_LOOP for (m = 0; m < " + w +
                            "; ++m) a$i[m] += from[tap + $at] * w[m];\n";
    const std::string store = "                    to[m + $at] = a$i[m];\n";
    const CWindow window(conv, in, blocks, channels, maps);
    return {blocks.arrays(name) +
                fillTemplate(kConvolution,
                             {{"name", name},
                              {"inShape", toString(in)},
                              {"outShape", toString(out)},
                              {"more", window.more},
                              {"K", conv.kernel},
                              {"S", conv.stride},
                              {"outHeight", out.height},
                              {"outWidth", out.width},
                              {"maps", out.channels},
                              {"blocks", blocks.count * conv.groups},
                              {"width", width},
                              {"count", window.count},
                              {"first", window.first},
                              {"from", window.from},
                              {"rows", window.rows},
                              {"rowTaps", window.rowTaps},
                              {"blockWeights", numbers.weight.cols() * width},
                              {"columns", columns},
                              {"lastX", out.width - columns},
                              {"sums", numbered(("a$i[" + w + "]").c_str(), columns, ", ")},
                              {"begin", numbered("a$i[m]", columns, " = ") + " = bias[m];"},
                              {"add", numbered(add.c_str(), columns, "", conv.stride * in.channels)},
                              {"store", numbered(store.c_str(), columns, "", out.channels)}}),
            blocks.bytes()};
}

CFunction cDepthwise(const std::string& name, const graph::Depthwise& conv, const nn::NodeWeights& numbers,
                     Shape in, Shape out) {
    const nn::RowMatrix byTap = numbers.weight.transpose();
    const std::vector<float> weights(byTap.data(), byTap.data() + byTap.size());
    const std::vector<float> biases(numbers.bias.data(), numbers.bias.data() + numbers.bias.size());
    return {"\n" + constantArray(name + "_weight", weights) + constantArray(name + "_bias", biases) +
                fillTemplate(kDepthwise, {{"name", name},
                                          {"inShape", toString(in)},
                                          {"outShape", toString(out)},
                                          {"K", conv.kernel},
                                          {"S", conv.stride},
                                          {"D", conv.dilation},
                                          {"C", in.channels},
                                          {"taps", conv.kernel * conv.kernel},
                                          {"inWidth", in.width},
                                          {"outHeight", out.height},
                                          {"outWidth", out.width}}),
            (weights.size() + biases.size()) * sizeof(float)};
}

CFunction cDense(const std::string& name, const nn::NodeWeights& numbers, Shape in) {
    static_assert(kStreams == 4, "as the template has it");
    const CBlocks blocks(numbers, 1, separatePlaces(in));
    return {blocks.arrays(name) +
                fillTemplate(kDense, {{"name", name},
                                      {"inputs", in.features()},
                                      {"outputs", numbers.weight.rows()},
                                      {"blocks", blocks.count},
                                      {"width", blocks.width},
                                      {"lastWidth", blocks.lastWidth},
                                      {"blockWeights", numbers.weight.cols() * blocks.width}}),
            blocks.bytes()};
}

} // namespace tristate::io
