#include "core/io/store/history_tensors.h"

#include "core/base/error.h"
#include "core/io/recipes/json_fields.h"
#include "core/messages/formats.h"
#include "core/nn/size.h"

#include <algorithm>

namespace tristate::io {

namespace {

using train::Point;

std::string gatesColumn(std::size_t layer) {
    return "columns.gates" + std::to_string(layer + 1);
}

std::vector<int> originalUnits(const nn::Network& network) {
    std::vector<int> units;
    for (const nn::GatedSize& gated : nn::gatedSizes(network.graph())) units.push_back(gated.units);
    return units;
}

void requireSameNetwork(const train::History& history, const std::vector<int>& units) {
    const auto fits = [&](const Point& point) {
        if (point.open.size() != units.size()) return false;
        if (point.gates.empty()) return true;
        return point.depths.size() == units.size() &&
               std::equal(point.gates.begin(), point.gates.end(), units.begin(), units.end(),
                          [](const auto& gates, int count) { return std::ssize(gates) == count; });
    };
    if (!std::all_of(history.points().begin(), history.points().end(), fits))
        throw Error(say::kCurvesOfOther);
}

/// Calls use(name, member) for every quantity of a point that is one number. The members are pointers to
/// members, so writing and reading share this list.
template <class Use>
void forEachQuantity(Use use) {
    use("points.step", &Point::step);
    use("points.epoch", &Point::epoch);
    use("points.loss", &Point::loss);
    use("points.error", &Point::error);
    use("points.heldOutLoss", &Point::evaluationLoss);
    use("points.heldOutError", &Point::evaluationError);
    use("points.parameters", &Point::parameters);
    use("points.samplesPerSecond", &Point::samplesPerSecond);
}

/// How a number of a point is stored.
template <class T>
using Stored = std::conditional_t<std::is_integral_v<T>, std::int64_t, T>;

void addQuantities(TensorFileWriter& writer, const std::vector<Point>& points) {
    forEachQuantity([&]<class T>(const char* name, T Point::*member) {
        std::vector<Stored<T>> values;
        for (const Point& point : points) values.push_back(point.*member);
        writer.add(name, {std::ssize(values)}, std::span<const Stored<T>>(values));
    });
}

void addLambdasAndOpen(TensorFileWriter& writer, const std::vector<Point>& points, std::int64_t layers) {
    std::vector<double> lambdas;
    std::vector<std::int32_t> open;
    for (const Point& point : points) {
        const auto& l = point.lambdas;
        lambdas.insert(lambdas.end(), {l.lambda1, l.lambda2, l.lambda3, l.lambda4});
        open.insert(open.end(), point.open.begin(), point.open.end());
    }
    writer.add("points.lambdas", {std::ssize(points), 4}, std::span<const double>(lambdas));
    writer.add("points.open", {std::ssize(points), layers}, std::span<const std::int32_t>(open));
}

void addColumns(TensorFileWriter& writer, const train::History& history, const std::vector<int>& units) {
    const std::vector<std::int64_t> indices(history.columns().begin(), history.columns().end());
    const auto layers = std::ssize(units);
    std::vector<float> depths;
    std::vector<std::vector<float>> gates(units.size());
    for (const std::size_t index : history.columns()) {
        const Point& point = history.points()[index];
        depths.insert(depths.end(), point.depths.begin(), point.depths.end());
        for (std::size_t i = 0; i < units.size(); ++i)
            gates[i].insert(gates[i].end(), point.gates[i].begin(), point.gates[i].end());
    }
    writer.add("columns.point", {std::ssize(indices)}, std::span<const std::int64_t>(indices));
    writer.add("columns.depths", {std::ssize(indices), layers}, std::span<const float>(depths));
    for (std::size_t i = 0; i < units.size(); ++i)
        writer.add(gatesColumn(i), {std::ssize(indices), units[i]}, std::span<const float>(gates[i]));
}

std::vector<Point> readQuantities(const TensorFileReader& reader) {
    std::vector<Point> points(reader.read<std::int64_t>("points.step", {kAnySize}).size());
    forEachQuantity([&]<class T>(const char* name, T Point::*member) {
        const auto values = reader.read<Stored<T>>(name, {std::ssize(points)});
        for (std::size_t i = 0; i < points.size(); ++i) points[i].*member = values[i];
    });
    return points;
}

void readLambdasAndOpen(const TensorFileReader& reader, std::vector<Point>& points, std::size_t layers) {
    const auto lambdas = reader.read<double>("points.lambdas", {std::ssize(points), 4});
    const auto open =
        reader.read<std::int32_t>("points.open", {std::ssize(points), static_cast<std::int64_t>(layers)});
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double* l = lambdas.data() + 4 * i;
        points[i].lambdas = {.lambda1 = l[0], .lambda2 = l[1], .lambda3 = l[2], .lambda4 = l[3]};
        points[i].open.assign(open.data() + i * layers, open.data() + (i + 1) * layers);
    }
}

void readColumns(const TensorFileReader& reader, std::vector<Point>& points, const std::vector<int>& units) {
    const auto indices = reader.read<std::int64_t>("columns.point", {kAnySize});
    const std::size_t layers = units.size();
    const auto depths =
        reader.read<float>("columns.depths", {std::ssize(indices), static_cast<std::int64_t>(layers)});
    std::vector<std::vector<float>> gates;
    for (std::size_t i = 0; i < layers; ++i)
        gates.push_back(reader.read<float>(gatesColumn(i), {std::ssize(indices), units[i]}));

    for (std::size_t c = 0; c < indices.size(); ++c) {
        if (indices[c] < 0 || indices[c] >= std::ssize(points))
            reader.fail(Message(say::kColumnPoint, indices[c], points.size()));
        Point& point = points[static_cast<std::size_t>(indices[c])];
        point.depths.assign(depths.data() + c * layers, depths.data() + (c + 1) * layers);
        point.gates.resize(layers);
        for (std::size_t i = 0; i < layers; ++i) {
            const auto count = static_cast<std::size_t>(units[i]);
            point.gates[i].assign(gates[i].data() + c * count, gates[i].data() + (c + 1) * count);
        }
    }
}

} // namespace

void addHistory(TensorFileWriter& writer, const train::History& history, const nn::Network& network) {
    const std::vector<int> units = originalUnits(network);
    requireSameNetwork(history, units);
    addQuantities(writer, history.points());
    addLambdasAndOpen(writer, history.points(), std::ssize(units));
    addColumns(writer, history, units);
}

Json eventsToJson(const train::History& history) {
    Json events = Json::array();
    for (const train::Event& event : history.events()) events.push_back(toJson(event));
    return events;
}

train::History readHistory(const TensorFileReader& reader, const nn::Network& network) {
    const std::vector<int> units = originalUnits(network);
    std::vector<Point> points = readQuantities(reader);
    readLambdasAndOpen(reader, points, units.size());
    readColumns(reader, points, units);

    train::History history;
    for (Point& point : points) history.add(std::move(point));
    if (!reader.header().contains("events") || !reader.header()["events"].is_array())
        reader.fail(Message(say::kNoEventList));
    for (const Json& json : reader.header()["events"]) {
        train::Event event;
        fromJson(json, event, reader.where(), "events");
        history.add(std::move(event));
    }
    return history;
}

} // namespace tristate::io
