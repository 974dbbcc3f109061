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
};

/// A plot with axes from zero, a legend, and vertical marks.
struct SvgPlot {
    std::string title, xLabel, yLabel;
    std::vector<SvgSeries> series;
    std::vector<double> marks; ///< x of each
};

/// The plots below each other, as one <svg> element that refers to nothing outside. Curves of very many
/// points are thinned to what the width can show.
std::string toSvg(const std::vector<SvgPlot>& plots);

/// Text as it may stand in XML and HTML.
std::string escapeXml(const std::string& text);

} // namespace tristate::io
