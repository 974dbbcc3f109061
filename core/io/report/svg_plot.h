#pragma once

#include <string>
#include <utility>
#include <vector>

namespace tristate::io {

/// One curve; values that are not finite are left out.
struct SvgSeries {
    std::string name;
    std::vector<std::pair<double, double>> points; ///< ascending in x
    bool isDots = false;                           ///< single points, in any order, instead of a curve
    bool isHollow = false;                         ///< of single points: rings instead of discs
};

/// From least to most in both directions, as a cross through the means.
struct SvgRange {
    double x = 0, xLeast = 0, xMost = 0;
    double y = 0, yLeast = 0, yMost = 0;
};

/// A plot with axes from zero, a legend, and vertical marks.
struct SvgPlot {
    std::string title, xLabel, yLabel;
    std::vector<SvgSeries> series;
    std::vector<double> marks; ///< x of each
    bool isLogX = false;       ///< the x axis goes over the decades that the series are in; they are above 0
    std::vector<SvgRange> ranges = {};
};

/// The plots below each other, as one <svg> element that refers to nothing outside. Curves of very many
/// points are thinned to what the width can show.
std::string toSvg(const std::vector<SvgPlot>& plots);

/// Text as it may stand in XML and HTML.
std::string escapeXml(const std::string& text);

} // namespace tristate::io
