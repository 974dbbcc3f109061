#include "core/prune/expand.h"

#include <cassert>
#include <numeric>
#include <utility>

namespace tristate::prune {

namespace {

/// Walks from layer to layer and knows where the present values lay originally.
class Expander {
public:
    Expander(const nn::PlainNetwork& network, const std::vector<int>& units)
        : m_network(network), m_units(units), m_channels(network.input.channels) {
        useEverything(network.input.channels);
    }

    nn::PlainNetwork run() {
        assert(m_network.keptUnits.size() == m_units.size());
        const std::vector<Shape> shapes = m_network.shapes();
        m_wide = {m_network.input, {}, {}};
        Shape in = m_network.input;
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            m_in = in;
            std::visit([this](const auto& layer) { add(layer); }, m_network.layers[i]);
            in = shapes[i];
        }
        return std::move(m_wide);
    }

private:
    void add(const nn::PlainDense& dense) {
        const std::vector<int> columns = originalValues();
        nn::PlainDense wide;
        scatter(dense, columns, m_channels * m_positions, wide);
        m_wide.layers.emplace_back(std::move(wide));
        m_positions = 1;
    }

    void add(const nn::PlainConv& conv) {
        const int taps = conv.kernel * conv.kernel;
        std::vector<int> columns;
        for (const int map : m_places)
            for (int tap = 0; tap < taps; ++tap) columns.push_back(map * taps + tap);
        nn::PlainConv wide = conv;
        wide.inputMaps = m_channels;
        scatter(conv, columns, m_channels * taps, wide);
        m_wide.layers.emplace_back(std::move(wide));
    }

    void add(const nn::PlainRelu& relu) { m_wide.layers.emplace_back(relu); }
    void add(const nn::PlainPool& pool) { m_wide.layers.emplace_back(pool); }

    void add(const nn::PlainFlatten& flatten) {
        m_positions = m_in.positions();
        m_wide.layers.emplace_back(flatten);
    }

    void add(const nn::PlainSelect& select) {
        const std::vector<int> values = originalValues();
        nn::PlainSelect wide;
        for (const int index : select.indices)
            wide.indices.push_back(values[static_cast<std::size_t>(index)]);
        m_wide.layers.emplace_back(std::move(wide));
        useEverything(static_cast<int>(select.indices.size()));
        m_positions = 1;
    }

    /// Rows to where the units were, columns to where their inputs are now.
    template <class Layer>
    void scatter(const Layer& layer, const std::vector<int>& columns, int width, Layer& wide) {
        const std::vector<int>& rows = m_network.keptUnits[m_weightLayer];
        const int units = m_units[m_weightLayer++];
        wide.weight = nn::RowMatrix::Zero(units, width);
        wide.bias = Eigen::VectorXf::Zero(units);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto from = static_cast<Eigen::Index>(row);
            wide.bias[rows[row]] = layer.bias[from];
            for (std::size_t column = 0; column < columns.size(); ++column)
                wide.weight(rows[row], columns[column]) =
                    layer.weight(from, static_cast<Eigen::Index>(column));
        }
        useEverything(units);
        m_wide.keptUnits.push_back(m_places);
        m_places = rows;
    }

    void useEverything(int channels) {
        m_channels = channels;
        m_places.resize(static_cast<std::size_t>(channels));
        std::iota(m_places.begin(), m_places.end(), 0);
    }

    /// Of the values of a vector, in (channel, y, x) order.
    std::vector<int> originalValues() const {
        std::vector<int> values;
        for (const int channel : m_places)
            for (int position = 0; position < m_positions; ++position)
                values.push_back(channel * m_positions + position);
        return values;
    }

    const nn::PlainNetwork& m_network;
    const std::vector<int>& m_units;
    nn::PlainNetwork m_wide;
    Shape m_in;
    std::vector<int> m_places; ///< of the present channels among m_channels
    int m_channels = 0;
    int m_positions = 1; ///< values of each channel, once they are a vector
    std::size_t m_weightLayer = 0;
};

} // namespace

nn::PlainNetwork expand(const nn::PlainNetwork& network, const std::vector<int>& units) {
    return Expander(network, units).run();
}

} // namespace tristate::prune
