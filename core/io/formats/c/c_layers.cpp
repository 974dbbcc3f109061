#include "core/io/formats/c/c_layers.h"

#include "core/io/formats/c/c_text.h"

#include <algorithm>
#include <array>
#include <vector>

namespace tristate::io {

const char* const kCKeepLoop = R"(
/* GCC unrolls short loops before it vectorises them, and then it no longer can. */
#if defined(__GNUC__) && !defined(__clang__)
#define KEEP_LOOP _Pragma("GCC unroll 1")
#else
#define KEEP_LOOP
#endif
)";

const char* const kCRelu = R"(
static void relu(float *values, int count)
{
    int i;
    for (i = 0; i < count; ++i) values[i] = values[i] > 0.0f ? values[i] : 0.0f;
}
)";

const char* const kCLeakyRelu = R"(
static void leaky_relu(float *values, int count, float slope)
{
    int i;
    for (i = 0; i < count; ++i) values[i] = values[i] > 0.0f ? values[i] : slope * values[i];
}
)";

const char* const kCCopy = R"(
static void copy(const float *in, float *out, int count)
{
    int i;
    for (i = 0; i < count; ++i) out[i] = in[i];
}
)";

namespace {

/// Columns of a convolution's output that share every weight: enough sums that do not wait for each other.
constexpr int kColumns = 8;
/// Inputs of a dense layer that are summed side by side, for the same reason.
constexpr int kStreams = 4;

const char* const kConvolution = R"(
/* $inShape to $outShape, kernel ${K}x$K, stride $S */
static void $name(const float *restrict in, float *restrict out)
{
    int block, y, first, row, tap, m;
    for (block = 0; block < $blocks; ++block) {
        const int count = block < $blocks - 1 ? $width : $lastWidth;
        for (y = 0; y < $outHeight; ++y) {
            for (first = 0; first < $outWidth; first += $columns) {
                const int x = first < $lastX ? first : $lastX;
                const float *bias = ${name}_bias + block * $width;
                const float *w = ${name}_weight + block * $blockWeights;
                float *to = out + (y * $outWidth + x) * $maps + block * $width;
                float $sums;
                for (m = 0; m < $width; ++m) $begin
                for (row = 0; row < $K; ++row) {
                    const float *from = in + ((y * $S + row) * $inWidth + x * $S) * $C;
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

const char* const kPool = R"(
/* $inShape to $outShape, $kind of ${K}x$K, stride $S */
static void $name(const float *restrict in, float *restrict out)
{
    int y, x, row, column, m;
    for (y = 0; y < $outHeight; ++y) {
        for (x = 0; x < $outWidth; ++x, out += $C) {
            for (m = 0; m < $C; ++m) out[m] = $begin;
            for (row = 0; row < $K; ++row) {
                for (column = 0; column < $K; ++column) {
                    const float *from = in + ((y * $S + row) * $inWidth + x * $S + column) * $C;
                    for (m = 0; m < $C; ++m) out[m] = $next;
                }
            }$end
        }
    }
}
)";

const char* const kSelection = R"(
/* $count of $inputs values */
static void $name(const float *restrict in, float *restrict out)
{
    int i;
    for (i = 0; i < $count; ++i) out[i] = in[${name}_indices[i]];
}
)";

const char* const kPadding = R"(
/* zeros around $inShape: $padding on every side */
static void $name(const float *restrict in, float *restrict out)
{
    int y, i;
    for (i = 0; i < $values; ++i) out[i] = 0.0f;
    for (y = 0; y < $inHeight; ++y)
        for (i = 0; i < $row; ++i) out[(y + $padding) * $paddedRow + $padding * $C + i] = in[y * $row + i];
}
)";

const char* const kTranspose = R"(
static void $name(const float *restrict in, float *restrict out)
{
    int i, j;
    for (i = 0; i < $rows; ++i)
        for (j = 0; j < $columns; ++j) out[j * $rows + i] = in[i * $columns + j];
}
)";

/// Outputs that are computed together: so that little is padded, and each input value serves many.
int widthFor(int outputs) {
    constexpr std::array kWidths{16, 12, 8, 4};
    const auto cost = [outputs](int width) {
        return (outputs + width - 1) / width * width * (1 + 4.0 / width); // 4: what an input value costs
    };
    return *std::min_element(kWidths.begin(), kWidths.end(), [&](int a, int b) { return cost(a) < cost(b); });
}

/// Weights in blocks of `width` outputs, [block][input][width], and biases, both filled up with zeros. The
/// inputs come in the order of `sources`.
struct Blocks {
    Blocks(const nn::RowMatrix& weight, const Eigen::VectorXf& bias, const std::vector<int>& sources)
        : width(widthFor(static_cast<int>(weight.rows()))),
          count((static_cast<int>(weight.rows()) + width - 1) / width),
          lastWidth(static_cast<int>(weight.rows()) - (count - 1) * width) {
        for (int first = 0; first < count * width; first += width)
            for (const int source : sources)
                for (int output = first; output < first + width; ++output)
                    weights.push_back(output < weight.rows() ? weight(output, source) : 0.0f);
        for (int output = 0; output < count * width; ++output)
            biases.push_back(output < bias.size() ? bias[output] : 0.0f);
    }

    std::string arrays(const std::string& name) const {
        return "\n" + constantArray(name + "_weight", weights) + constantArray(name + "_bias", biases);
    }

    int width, count, lastWidth;
    std::vector<float> weights, biases;
};

/// For interleaved values, where each lies in (channel, y, x) order.
std::vector<int> separatePlaces(Shape shape) {
    std::vector<int> places;
    for (int position = 0; position < shape.positions(); ++position)
        for (int channel = 0; channel < shape.channels; ++channel)
            places.push_back(channel * shape.positions() + position);
    return places;
}

/// Columns of a convolution's weights, (map, ky, kx), in the order (ky, kx, map).
std::vector<int> tapOrder(const nn::PlainConv& conv) {
    return separatePlaces({conv.inputMaps, conv.kernel, conv.kernel});
}

std::string numbered(const char* text, int count, const char* separator, int step = 0) {
    std::string all;
    for (int i = 0; i < count; ++i)
        all += (i > 0 ? separator : "") + fillTemplate(text, {{"i", i}, {"at", i * step}});
    return all;
}

} // namespace

std::string cConvolution(const std::string& name, const nn::PlainConv& conv, Shape in, Shape out) {
    const Blocks blocks(conv.weight, conv.bias, tapOrder(conv));
    const int columns = std::min(kColumns, out.width), width = blocks.width;
    const std::string w = std::to_string(width);
    const std::string add = "                        KEEP_LOOP for (m = 0; m < " + w +
                            "; ++m) a$i[m] += from[tap + $at] * w[m];\n";
    const std::string store = "                    to[m + $at] = a$i[m];\n";
    return blocks.arrays(name) +
           fillTemplate(kConvolution, {{"name", name},
                                       {"inShape", toString(in)},
                                       {"outShape", toString(out)},
                                       {"K", conv.kernel},
                                       {"S", conv.stride},
                                       {"C", in.channels},
                                       {"inWidth", in.width},
                                       {"outHeight", out.height},
                                       {"outWidth", out.width},
                                       {"maps", out.channels},
                                       {"blocks", blocks.count},
                                       {"width", width},
                                       {"lastWidth", blocks.lastWidth},
                                       {"blockWeights", conv.weight.cols() * width},
                                       {"columns", columns},
                                       {"lastX", out.width - columns},
                                       {"rowTaps", conv.kernel * in.channels},
                                       {"sums", numbered(("a$i[" + w + "]").c_str(), columns, ", ")},
                                       {"begin", numbered("a$i[m]", columns, " = ") + " = bias[m];"},
                                       {"add", numbered(add.c_str(), columns, "", conv.stride * in.channels)},
                                       {"store", numbered(store.c_str(), columns, "", out.channels)}});
}

std::string cDense(const std::string& name, const nn::PlainDense& dense, Shape in) {
    static_assert(kStreams == 4, "as the template has it");
    const Blocks blocks(dense.weight, dense.bias, separatePlaces(in));
    return blocks.arrays(name) + fillTemplate(kDense, {{"name", name},
                                                       {"inputs", in.features()},
                                                       {"outputs", dense.weight.rows()},
                                                       {"blocks", blocks.count},
                                                       {"width", blocks.width},
                                                       {"lastWidth", blocks.lastWidth},
                                                       {"blockWeights", dense.weight.cols() * blocks.width}});
}

std::string cPool(const std::string& name, const nn::PlainPool& pool, Shape in, Shape out) {
    const bool max = pool.kind == nn::PoolKind::Max;
    const std::string scale = "\n            for (m = 0; m < " + std::to_string(in.channels) +
                              "; ++m) out[m] /= " + std::to_string(pool.size * pool.size) + ".0f;";
    return fillTemplate(
        kPool, {{"name", name},
                {"inShape", toString(in)},
                {"outShape", toString(out)},
                {"kind", max ? "largest" : "mean"},
                {"K", pool.size},
                {"S", pool.stride},
                {"C", in.channels},
                {"inWidth", in.width},
                {"outHeight", out.height},
                {"outWidth", out.width},
                {"begin", max ? fillTemplate("in[(y * $S * $W + x * $S) * $C + m]",
                                             {{"S", pool.stride}, {"W", in.width}, {"C", in.channels}})
                              : "0.0f"},
                {"next", max ? "from[m] > out[m] ? from[m] : out[m]" : "out[m] + from[m]"},
                {"end", max ? "" : scale}});
}

std::string cSelection(const std::string& name, const nn::PlainSelect& select, Shape in) {
    std::vector<int> indices;
    for (const int index : select.indices) {
        const int channel = index / in.positions(), position = index % in.positions();
        indices.push_back(position * in.channels + channel);
    }
    return "\n" + constantArray(name + "_indices", indices) +
           fillTemplate(kSelection,
                        {{"name", name}, {"count", std::ssize(indices)}, {"inputs", in.features()}});
}

std::string cPadding(const std::string& name, Shape in, int padding) {
    const int paddedRow = (in.width + 2 * padding) * in.channels;
    return fillTemplate(kPadding, {{"name", name},
                                   {"inShape", toString(in)},
                                   {"padding", padding},
                                   {"values", static_cast<long long>(in.height + 2 * padding) * paddedRow},
                                   {"inHeight", in.height},
                                   {"row", in.width * in.channels},
                                   {"paddedRow", paddedRow},
                                   {"C", in.channels}});
}

std::string cInterleave(const std::string& name, Shape shape) {
    return fillTemplate(kTranspose,
                        {{"name", name}, {"rows", shape.channels}, {"columns", shape.positions()}});
}

std::string cSeparate(const std::string& name, Shape shape) {
    return fillTemplate(kTranspose,
                        {{"name", name}, {"rows", shape.positions()}, {"columns", shape.channels}});
}

} // namespace tristate::io
