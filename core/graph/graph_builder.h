#pragma once

#include "core/base/message.h"
#include "core/graph/graph.h"

#include <functional>
#include <string>
#include <vector>

namespace tristate::graph {

/// Puts a graph together node by node, and refuses what cannot be built where it is tried. Throws Error,
/// which begins with the name of the whole and names the part: "net spec '784-0-10': layer 1 has 0 units...".
class GraphBuilder {
public:
    /// `whole` yields how messages name the graph; it is asked when there is something to say. Without it
    /// they begin with the part.
    GraphBuilder(Shape input, std::function<std::string()> whole);

    /// How messages name the nodes that come next; until then each by its number.
    void setPart(Message part) { m_part = std::move(part); }

    /// Appends a node on these inputs; returns its index. Where it has no inputs of its own, it takes the
    /// latest one.
    int append(const Operation& operation, std::vector<int> inputs);
    int append(const Operation& operation) { return append(operation, {last()}); }

    int last() const { return static_cast<int>(m_graph.nodes.size()) - 1; }
    /// Of kInput, too.
    Shape shapeOf(int node) const;
    const Graph& graph() const { return m_graph; }
    const std::vector<Shape>& shapes() const { return m_shapes; }

    [[noreturn]] void fail(const Message& what) const;

private:
    friend class ShapeRules;

    Graph m_graph;
    std::vector<Shape> m_shapes;
    std::vector<bool> m_flat; ///< for every node, whether it yields values without a place
    std::function<std::string()> m_whole;
    Message m_part;
    long long m_parameters = 0;
};

} // namespace tristate::graph
