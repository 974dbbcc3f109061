#include "core/io/report/svg_plot.h"

#include "core/io/files/json.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <map>

namespace tristate::io {

namespace {

constexpr double kWidth = 760, kHeight = 260;
constexpr double kLeft = 64, kRight = 150, kTop = 30, kBottom = 44; ///< margins; the legend is on the right
constexpr std::size_t kMaxPoints = 1500;
constexpr double kMaxTicks = 6.5; ///< on an axis

/// Okabe and Ito, for all kinds of eyes.
constexpr std::array kColours{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f"};

std::string coordinate(double value) {
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 5);
    return {text.data(), static_cast<std::size_t>(end.ptr - text.data())};
}

/// From 0 to a little more than the largest value, with round steps.
struct Axis {
    explicit Axis(double largest) {
        if (!(largest > 0)) largest = 1;
        step = std::pow(10, std::floor(std::log10(largest / kMaxTicks)));
        for (const double factor : {2.0, 2.5, 2.0}) // 1, 2, 5, 10 times a power of ten
            if (largest / step > kMaxTicks) step *= factor;
        end = largest;
    }
    double end = 1, step = 1;
};

class PlotWriter {
public:
    PlotWriter(const SvgPlot& plot, double top) : m_plot(plot), m_top(top), m_x(largest(0)), m_y(largest(1)) {
        m_y.end *= 1.05;
        if (!plot.isLogX) return;
        m_firstDecade = std::floor(std::log10(smallest()));
        m_lastDecade = std::max(std::ceil(std::log10(m_x.end)), m_firstDecade + 1);
    }

    std::string write() {
        line("<text x='" + coordinate(kLeft) + "' y='" + coordinate(m_top + 18) + "' class='title'>" +
             escapeXml(m_plot.title) + "</text>");
        drawAxes();
        for (const double mark : m_plot.marks)
            line("<line class='mark' x1='" + coordinate(x(mark)) + "' x2='" + coordinate(x(mark)) + "' y1='" +
                 coordinate(y(0)) + "' y2='" + coordinate(m_top + kTop) + "'/>");
        for (const SvgRange& range : m_plot.ranges) drawRange(range);
        for (std::size_t i = 0; i < m_plot.series.size(); ++i) drawSeries(i);
        return m_text;
    }

private:
    double largest(int coordinate) const {
        double most = 0;
        for (const SvgSeries& series : m_plot.series)
            for (const auto& [x, y] : series.points)
                if (const double value = coordinate == 0 ? x : y; std::isfinite(value))
                    most = std::max(most, value);
        return most;
    }

    /// The smallest x above 0.
    double smallest() const {
        double least = m_x.end;
        for (const SvgSeries& series : m_plot.series)
            for (const auto& point : series.points)
                if (point.first > 0) least = std::min(least, point.first);
        return least;
    }

    double x(double value) const {
        const double share = m_plot.isLogX
                                 ? (std::log10(value) - m_firstDecade) / (m_lastDecade - m_firstDecade)
                                 : value / m_x.end;
        return kLeft + share * (kWidth - kLeft - kRight);
    }
    double y(double value) const {
        return m_top + kHeight - kBottom - value / m_y.end * (kHeight - kTop - kBottom);
    }

    void drawAxes() {
        if (m_plot.isLogX)
            for (double decade = m_firstDecade; decade <= m_lastDecade; ++decade)
                drawTick(std::pow(10, decade));
        else
            for (int i = 0; i * m_x.step <= m_x.end; ++i) drawTick(i * m_x.step);
        for (int i = 0; i * m_y.step <= m_y.end; ++i) {
            const std::string height = coordinate(y(i * m_y.step));
            line("<line class='grid' x1='" + coordinate(kLeft) + "' x2='" + coordinate(kWidth - kRight) +
                 "' y1='" + height + "' y2='" + height + "'/><text class='y' x='" + coordinate(kLeft - 6) +
                 "' y='" + coordinate(y(i * m_y.step) + 4) + "'>" + coordinate(i * m_y.step) + "</text>");
        }
        line("<text class='x' x='" + coordinate((kLeft + kWidth - kRight) / 2) + "' y='" +
             coordinate(y(0) + 34) + "'>" + escapeXml(m_plot.xLabel) + "</text>");
        line("<text class='x' transform='translate(14," + coordinate(m_top + kHeight / 2) +
             ") rotate(-90)'>" + escapeXml(m_plot.yLabel) + "</text>");
    }

    void drawTick(double value) {
        line("<text class='x' x='" + coordinate(x(value)) + "' y='" + coordinate(y(0) + 16) + "'>" +
             coordinate(value) + "</text>");
    }

    void drawRange(const SvgRange& range) {
        const auto stroke = [this](double x1, double y1, double x2, double y2) {
            line("<line class='range' x1='" + coordinate(x(x1)) + "' y1='" + coordinate(y(y1)) + "' x2='" +
                 coordinate(x(x2)) + "' y2='" + coordinate(y(y2)) + "'/>");
        };
        stroke(range.xLeast, range.y, range.xMost, range.y);
        stroke(range.x, range.yLeast, range.x, range.yMost);
    }

    void drawSeries(std::size_t index) {
        const SvgSeries& series = m_plot.series[index];
        const std::string colour = kColours[index % kColours.size()];
        Points points;
        std::copy_if(series.points.begin(), series.points.end(), std::back_inserter(points),
                     [](const auto& point) { return std::isfinite(point.second); });
        if (series.isDots)
            drawDots(points, colour, series.isHollow);
        else
            drawCurve(points, colour);
        const double legend = m_top + kTop + 8 + 18 * static_cast<double>(index);
        line("<rect x='" + coordinate(kWidth - kRight + 12) + "' y='" + coordinate(legend - 6) +
             "' width='14' height='4' fill='" + colour + "'/><text x='" + coordinate(kWidth - kRight + 32) +
             "' y='" + coordinate(legend) + "'>" + escapeXml(series.name) + "</text>");
    }

    using Points = std::vector<std::pair<double, double>>;

    void drawDots(const Points& points, const std::string& colour, bool isHollow) {
        const std::string look =
            isHollow ? "fill='none' stroke-width='1.5' stroke='" + colour : "fill='" + colour;
        for (const auto& point : points)
            line("<circle r='4' " + look + "' cx='" + coordinate(x(point.first)) + "' cy='" +
                 coordinate(y(point.second)) + "'/>");
    }

    void drawCurve(const Points& points, const std::string& colour) {
        const std::size_t stride = points.size() / kMaxPoints + 1;
        std::string path;
        for (std::size_t i = 0; i < points.size(); ++i)
            if (i % stride == 0 || i + 1 == points.size())
                path += coordinate(x(points[i].first)) + "," + coordinate(y(points[i].second)) + " ";
        line("<polyline fill='none' stroke='" + colour + "' points='" + path + "'/>");
    }

    void line(const std::string& text) { m_text += text + "\n"; }

    const SvgPlot& m_plot;
    double m_top;
    Axis m_x, m_y;
    double m_firstDecade = 0, m_lastDecade = 1; ///< of a logarithmic x axis
    std::string m_text;
};

} // namespace

std::string escapeXml(const std::string& text) {
    static const std::map<char, const char*> kEntities{
        {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
    const auto valid = Json::parse(dumpJson(text, -1)).get<std::string>(); // UTF-8 from here on
    std::string escaped;
    for (const char c : valid) {
        const auto entity = kEntities.find(c);
        if (entity != kEntities.end())
            escaped += entity->second;
        else if (static_cast<unsigned char>(c) >= ' ' || c == '\n' || c == '\t')
            escaped += c;
    }
    return escaped;
}

std::string toSvg(const std::vector<SvgPlot>& plots) {
    const std::string height = coordinate(kHeight * static_cast<double>(plots.size()));
    std::string text = "<svg xmlns='http://www.w3.org/2000/svg' width='" + coordinate(kWidth) + "' height='" +
                       height + "' viewBox='0 0 " + coordinate(kWidth) + " " + height + "'>\n" +
                       "<style>text{font-size:12px;font-family:sans-serif;fill:#555}.title{font-weight:bold}"
                       ".x{text-anchor:middle}.y{text-anchor:end}.grid{stroke:#888;stroke-opacity:0.2}"
                       ".range{stroke:#888;stroke-opacity:0.6}.mark{stroke:#888;stroke-dasharray:3 "
                       "3}polyline{stroke-width:1.5}</style>\n";
    for (std::size_t i = 0; i < plots.size(); ++i)
        text += PlotWriter(plots[i], kHeight * static_cast<double>(i)).write();
    return text + "</svg>\n";
}

} // namespace tristate::io
