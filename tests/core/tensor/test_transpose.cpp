#include "core/tensor/transpose.h"

#include <gtest/gtest.h>

#include <vector>

namespace tristate {
namespace {

template <class T>
class Transpose : public testing::Test {};
using Numbers = testing::Types<float, double>;
TYPED_TEST_SUITE(Transpose, Numbers);

/// Every number of rows that a tile may have, with strides that leave gaps, which stay as they are.
TYPED_TEST(Transpose, ExchangesRowsAndLanesAndTouchesNothingElse) {
    constexpr int kFromStride = kLanes + 3, kToStride = kLanes + 5;
    std::vector<TypeParam> from(kLanes * kFromStride);
    for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<TypeParam>(i);
    for (int rows = 1; rows <= kLanes; ++rows) {
        std::vector<TypeParam> to(kLanes * kToStride, TypeParam(-1));
        transposeTile(from.data(), kFromStride, rows, to.data(), kToStride);
        for (int lane = 0; lane < kLanes; ++lane)
            for (int i = 0; i < kToStride; ++i)
                EXPECT_EQ(to[static_cast<std::size_t>(lane * kToStride + i)],
                          i < rows ? from[static_cast<std::size_t>(i * kFromStride + lane)] : TypeParam(-1))
                    << rows << " rows, lane " << lane << ", " << i;
    }
}

} // namespace
} // namespace tristate
