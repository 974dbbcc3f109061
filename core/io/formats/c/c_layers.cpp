#include "core/io/formats/c/c_layers.h"

#include "core/io/formats/c/c_text.h"

#include <limits>
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

const CSharedFunction kCSharedFunctions[6] = {{"relu", R"(
static void relu(float *values, int count)
{
    int i;
    for (i = 0; i < count; ++i) values[i] = values[i] > 0.0f ? values[i] : 0.0f;
}
)"},
                                              {"leaky_relu", R"(
static void leaky_relu(float *values, int count, float slope)
{
    int i;
    for (i = 0; i < count; ++i) values[i] = values[i] > 0.0f ? values[i] : slope * values[i];
}
)"},
                                              {"cap", R"(
static void cap(float *values, int count, float most)
{
    int i;
    for (i = 0; i < count; ++i) values[i] = values[i] < most ? values[i] : most;
}
)"},
                                              {"copy", R"(
static void copy(const float *in, float *out, int count)
{
    int i;
    for (i = 0; i < count; ++i) out[i] = in[i];
}
)"},
                                              {"sum", R"(
static void sum(const float *a, const float *b, float *out, int count)
{
    int i;
    for (i = 0; i < count; ++i) out[i] = a[i] + b[i];
}
)"},
                                              {"join", R"(
static void join(const float *in, float *out, int positions, int channels, int first, int all)
{
    int i, m;
    for (i = 0; i < positions; ++i)
        for (m = 0; m < channels; ++m) out[i * all + first + m] = in[i * channels + m];
}
)"}};

namespace {

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

/// Where windows end outside the maps.
const char* const kPaddedPool = R"(
/* $inShape to $outShape, $kind of ${K}x$K, stride $S, padding $P */
static void $name(const float *restrict in, float *restrict out)
{
    int y, x, row, column, m;
    for (y = 0; y < $outHeight; ++y) {
        for (x = 0; x < $outWidth; ++x, out += $C) {
            const int top = y * $S - $P, left = x * $S - $P;
            const int bottom = top + $K < $lowest ? top + $K : $lowest;
            const int right = left + $K < $rightmost ? left + $K : $rightmost;
            for (m = 0; m < $C; ++m) out[m] = $begin;
            for (row = top > 0 ? top : 0; row < bottom && row < $inHeight; ++row) {
                for (column = left > 0 ? left : 0; column < right && column < $inWidth; ++column) {
                    const float *from = in + (row * $inWidth + column) * $C;
                    for (m = 0; m < $C; ++m) out[m] = $next;
                }
            }$end
        }
    }
}
)";

const char* const kGlobalAverage = R"(
/* means of $inShape */
static void $name(const float *restrict in, float *restrict out)
{
    int i, m;
    for (m = 0; m < $C; ++m) out[m] = 0.0f;
    for (i = 0; i < $positions; ++i)
        for (m = 0; m < $C; ++m) out[m] += in[i * $C + m];
    for (m = 0; m < $C; ++m) out[m] /= $positions.0f;
}
)";

const char* const kSelection = R"(
/* $count of $C values at each of $positions places */
static void $name(const float *restrict in, float *restrict out)
{
    int place, i;
    for (place = 0; place < $positions; ++place)
        for (i = 0; i < $count; ++i) out[place * $count + i] = in[place * $C + ${name}_indices[i]];
}
)";

const char* const kAffine = R"(
/* a scale and a shift for each of $C channels */
static void $name(const float *restrict in, float *restrict out)
{
    int i, m;
    for (i = 0; i < $positions; ++i)
        for (m = 0; m < $C; ++m) out[i * $C + m] = in[i * $C + m] * ${name}_weight[m] + ${name}_bias[m];
}
)";

const char* const kResponseNorm = R"(
/* local response normalisation over $size of $C channels */
static void $name(const float *restrict in, float *restrict out)
{
    int i, m, near;
    for (i = 0; i < $positions; ++i, in += $C, out += $C) {
        for (m = 0; m < $C; ++m) {
            float squares = 0.0f;
            for (near = m - $before > 0 ? m - $before : 0; near <= m + $behind && near < $C; ++near)
                squares += in[near] * in[near];
            out[m] = in[m] / powf($bias + $share * squares, $beta);
        }
    }
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

/// Whether a window ends outside the maps.
bool endsOutside(const graph::Pool& pool, Shape in, Shape out) {
    return pool.padding > 0 || (out.height - 1) * pool.stride + pool.size > in.height ||
           (out.width - 1) * pool.stride + pool.size > in.width;
}

} // namespace

CFunction cPool(const std::string& name, const graph::Pool& pool, Shape in, Shape out) {
    const bool max = pool.kind == graph::PoolKind::Max, outside = endsOutside(pool, in, out);
    std::string area = std::to_string(pool.size * pool.size) + ".0f";
    if (outside) area = "(float)((bottom - top) * (right - left))";
    if (outside && pool.insideOnly)
        area = fillTemplate(
            "(float)(((bottom < $inHeight ? bottom : $inHeight) - (top > 0 ? top : 0)) *\n"
            "                    ((right < $inWidth ? right : $inWidth) - (left > 0 ? left : 0)))",
            {{"inHeight", in.height}, {"inWidth", in.width}});
    const std::string scale =
        "\n            for (m = 0; m < " + std::to_string(in.channels) + "; ++m) out[m] /= " + area + ";";
    std::string begin = "0.0f";
    if (max && outside) begin = floatConstant(std::numeric_limits<float>::lowest());
    if (max && !outside)
        begin = fillTemplate("in[(y * $S * $W + x * $S) * $C + m]",
                             {{"S", pool.stride}, {"W", in.width}, {"C", in.channels}});
    return {fillTemplate(outside ? kPaddedPool : kPool,
                         {{"name", name},
                          {"inShape", toString(in)},
                          {"outShape", toString(out)},
                          {"kind", max ? "largest" : "mean"},
                          {"K", pool.size},
                          {"S", pool.stride},
                          {"P", pool.padding},
                          {"C", in.channels},
                          {"inHeight", in.height},
                          {"inWidth", in.width},
                          {"lowest", in.height + pool.padding},
                          {"rightmost", in.width + pool.padding},
                          {"outHeight", out.height},
                          {"outWidth", out.width},
                          {"begin", begin},
                          {"next", max ? "from[m] > out[m] ? from[m] : out[m]" : "out[m] + from[m]"},
                          {"end", max ? "" : scale}})};
}

CFunction cGlobalAverage(const std::string& name, Shape in) {
    return {fillTemplate(
        kGlobalAverage,
        {{"name", name}, {"inShape", toString(in)}, {"C", in.channels}, {"positions", in.positions()}})};
}

CFunction cSelection(const std::string& name, const graph::Select& select, Shape in) {
    std::vector<int> indices = select.indices;
    const bool isFlat = select.values || in.isFlat();
    if (isFlat)
        for (int& index : indices) index = index % in.positions() * in.channels + index / in.positions();
    return {"\n" + constantArray(name + "_indices", indices) +
                fillTemplate(kSelection, {{"name", name},
                                          {"count", std::ssize(indices)},
                                          {"positions", isFlat ? 1 : in.positions()},
                                          {"C", isFlat ? in.features() : in.channels}}),
            indices.size() * sizeof(int)};
}

CFunction cAffine(const std::string& name, const nn::NodeWeights& numbers, Shape in) {
    const std::vector<float> scale(numbers.weight.data(), numbers.weight.data() + numbers.weight.size());
    const std::vector<float> shift(numbers.bias.data(), numbers.bias.data() + numbers.bias.size());
    return {"\n" + constantArray(name + "_weight", scale) + constantArray(name + "_bias", shift) +
                fillTemplate(kAffine, {{"name", name}, {"C", in.channels}, {"positions", in.positions()}}),
            (scale.size() + shift.size()) * sizeof(float)};
}

CFunction cResponseNorm(const std::string& name, const graph::ResponseNorm& norm, Shape in) {
    return {fillTemplate(kResponseNorm, {{"name", name},
                                         {"size", norm.size},
                                         {"C", in.channels},
                                         {"positions", in.positions()},
                                         {"before", (norm.size - 1) / 2},
                                         {"behind", norm.size / 2},
                                         {"bias", floatConstant(norm.bias)},
                                         {"share", floatConstant(norm.alpha / static_cast<float>(norm.size))},
                                         {"beta", floatConstant(norm.beta)}})};
}

CFunction cPadding(const std::string& name, Shape in, int padding) {
    const int paddedRow = (in.width + 2 * padding) * in.channels;
    return {fillTemplate(kPadding, {{"name", name},
                                    {"inShape", toString(in)},
                                    {"padding", padding},
                                    {"values", static_cast<long long>(in.height + 2 * padding) * paddedRow},
                                    {"inHeight", in.height},
                                    {"row", in.width * in.channels},
                                    {"paddedRow", paddedRow},
                                    {"C", in.channels}})};
}

CFunction cInterleave(const std::string& name, Shape shape) {
    return {
        fillTemplate(kTranspose, {{"name", name}, {"rows", shape.channels}, {"columns", shape.positions()}})};
}

} // namespace tristate::io
