#include "core/data/pen_canvas.h"

#include <gtest/gtest.h>

namespace tristate::data {
namespace {

float inkAt(const PenCanvas& canvas, int column, int row) {
    return canvas.ink()[static_cast<std::size_t>(row * PenCanvas::kSide + column)];
}

TEST(PenCanvas, InksTheMiddleAndLeavesThePaper) {
    PenCanvas canvas(1);
    canvas.drawLine({5.5f, 10.5f}, {20.5f, 10.5f}, 1.5f, 1.5f);
    EXPECT_EQ(inkAt(canvas, 12, 10), 1);
    EXPECT_EQ(inkAt(canvas, 12, 11), 1);
    EXPECT_EQ(inkAt(canvas, 12, 13), 0);
    EXPECT_EQ(inkAt(canvas, 25, 10), 0);
}

TEST(PenCanvas, HasHalfTheInkAtTheRadius) {
    PenCanvas canvas(1.5f);
    canvas.drawLine({5.5f, 10.5f}, {20.5f, 10.5f}, 2, 2);
    EXPECT_FLOAT_EQ(inkAt(canvas, 12, 12), 0.5f); // its centre is 2 pixels from the line
    EXPECT_FLOAT_EQ(inkAt(canvas, 12, 8), 0.5f);
}

TEST(PenCanvas, ChangesTheRadiusAlongTheLine) {
    PenCanvas canvas(1);
    canvas.drawLine({2.5f, 14.5f}, {25.5f, 14.5f}, 0.5f, 4.5f);
    EXPECT_EQ(inkAt(canvas, 3, 17), 0);
    EXPECT_EQ(inkAt(canvas, 25, 17), 1);
}

TEST(PenCanvas, DoesNotDarkenCrossings) {
    PenCanvas once(1), twice(1);
    once.drawLine({4, 4}, {20, 22}, 1, 1);
    twice.drawLine({4, 4}, {20, 22}, 1, 1);
    twice.drawLine({20, 22}, {4, 4}, 1, 1);
    for (std::size_t i = 0; i < once.ink().size(); ++i) EXPECT_NEAR(once.ink()[i], twice.ink()[i], 1e-5);
}

TEST(PenCanvas, DrawsAPointAsADot) {
    PenCanvas canvas(1);
    canvas.drawLine({10.5f, 10.5f}, {10.5f, 10.5f}, 2, 2);
    EXPECT_EQ(inkAt(canvas, 10, 10), 1);
    EXPECT_EQ(inkAt(canvas, 11, 10), 1);
    EXPECT_EQ(inkAt(canvas, 14, 10), 0);
}

TEST(PenCanvas, ClipsLinesThatLeaveTheSheet) {
    PenCanvas canvas(1);
    canvas.drawLine({-50, 3.5f}, {80, 3.5f}, 1, 1);
    canvas.drawLine({100, 100}, {120, 120}, 3, 3);
    EXPECT_EQ(inkAt(canvas, 0, 3), 1);
    EXPECT_EQ(inkAt(canvas, 27, 3), 1);
    EXPECT_EQ(inkAt(canvas, 27, 27), 0);
}

} // namespace
} // namespace tristate::data
