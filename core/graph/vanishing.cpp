#include "core/graph/vanishing.h"

#include <algorithm>

namespace tristate::graph {

namespace {

/// Whether a node yields the same value at every position of a channel when its input does.
bool isUniform(const Operation& operation) {
    if (const auto* conv = std::get_if<Conv>(&operation)) return conv->padding == 0;
    if (const auto* depthwise = std::get_if<Depthwise>(&operation)) return depthwise->padding == 0;
    const auto* pool = std::get_if<Pool>(&operation);
    return !pool || pool->kind == PoolKind::Max || pool->padding == 0 || pool->insideOnly;
}

class LeftFinder {
public:
    LeftFinder(const Graph& graph, const ChannelGroups& groups, const std::vector<bool>& emptied)
        : m_graph(graph), m_groups(groups), m_isEmpty(groups.groups.size(), false), m_emptied(emptied) {
        for (std::size_t i = 0; i < emptied.size(); ++i)
            m_isEmpty[static_cast<std::size_t>(groups.gated[i])] = emptied[i];
    }

    std::optional<Vanishing> find() {
        for (int node = 0; node < std::ssize(m_graph.nodes); ++node) {
            const std::optional<NodeLeft> left = leftOf(node);
            if (!left) return std::nullopt;
            m_nodes.push_back(*left);
        }
        if (m_nodes.back() != NodeLeft::Live) return std::nullopt;
        dropUnread();
        return Vanishing{m_nodes, vanishedGroups()};
    }

private:
    NodeLeft at(int node) const {
        return node == kInput ? NodeLeft::Live : m_nodes[static_cast<std::size_t>(node)];
    }

    bool hasChannels(int node) const {
        const auto& segments = m_groups.of(node);
        return std::any_of(segments.begin(), segments.end(), [this](const Segment& segment) {
            return !m_isEmpty[static_cast<std::size_t>(segment.group)];
        });
    }

    /// Nothing where it cannot be.
    std::optional<NodeLeft> leftOf(int node) const {
        const Node& what = m_graph.nodes[static_cast<std::size_t>(node)];
        if (!hasChannels(node)) return NodeLeft::Gone;
        const auto count = [&](NodeLeft left) {
            return std::count_if(what.inputs.begin(), what.inputs.end(),
                                 [&](int input) { return at(input) == left; });
        };
        const auto live = count(NodeLeft::Live), constant = count(NodeLeft::Constant);
        const bool isSum = std::holds_alternative<Add>(what.operation);
        if (live > 0) return constant == 0 || isSum ? std::optional(NodeLeft::Live) : std::nullopt;
        if (constant > 0) return isUniform(what.operation) ? std::optional(NodeLeft::Constant) : std::nullopt;
        // Weights that see nothing yield their bias; single values of maps that are gone are gone, too.
        return isWeighted(what.operation) ? NodeLeft::Constant : NodeLeft::Gone;
    }

    /// What no live node takes is gone; of constants, what no live sum takes.
    void dropUnread() {
        std::vector<bool> isRead(m_nodes.size(), false);
        isRead.back() = true;
        for (std::size_t i = m_nodes.size(); i-- > 0;) {
            if (!isRead[i]) m_nodes[i] = NodeLeft::Gone;
            if (m_nodes[i] != NodeLeft::Live) continue;
            for (const int input : m_graph.nodes[i].inputs)
                if (input != kInput && m_nodes[static_cast<std::size_t>(input)] != NodeLeft::Gone)
                    isRead[static_cast<std::size_t>(input)] = true;
        }
    }

    std::vector<bool> vanishedGroups() const {
        std::vector<bool> vanished = m_emptied;
        for (std::size_t i = 0; i < vanished.size(); ++i) {
            const auto& relus = m_groups.groups[static_cast<std::size_t>(m_groups.gated[i])].relus;
            vanished[i] = vanished[i] || std::none_of(relus.begin(), relus.end(), [this](int relu) {
                              return at(relu) == NodeLeft::Live;
                          });
        }
        return vanished;
    }

    const Graph& m_graph;
    const ChannelGroups& m_groups;
    std::vector<bool> m_isEmpty; ///< of every group
    const std::vector<bool>& m_emptied;
    std::vector<NodeLeft> m_nodes;
};

/// The gated groups (by their place) that act on these nodes, or on those that lead to them over nodes that
/// are `taken`.
template <class Taken>
std::vector<int> groupsBefore(const Graph& graph, const ChannelGroups& groups, std::vector<int> nodes,
                              const Taken& taken) {
    for (std::size_t k = 0; k < nodes.size(); ++k)
        for (const int input : graph.nodes[static_cast<std::size_t>(nodes[k])].inputs)
            if (input != kInput && taken(input) &&
                std::find(nodes.begin(), nodes.end(), input) == nodes.end())
                nodes.push_back(input);
    std::vector<int> found;
    for (int g = 0; g < std::ssize(groups.gated); ++g) {
        const int group = groups.gated[static_cast<std::size_t>(g)];
        const auto& relus = groups.groups[static_cast<std::size_t>(group)].relus;
        const bool isIn = std::any_of(relus.begin(), relus.end(), [&nodes](int relu) {
            return std::find(nodes.begin(), nodes.end(), relu) != nodes.end();
        });
        if (isIn) found.push_back(g);
    }
    return found;
}

} // namespace

std::optional<Vanishing> vanishing(const Graph& graph, const ChannelGroups& groups,
                                   const std::vector<bool>& emptied) {
    return LeftFinder(graph, groups, emptied).find();
}

std::vector<VanishedBranch> vanishedBranches(const Graph& graph, const ChannelGroups& groups,
                                             const Vanishing& before, const Vanishing& now) {
    const auto isNew = [&](int node) {
        const auto at = static_cast<std::size_t>(node);
        return now.nodes[at] != NodeLeft::Live && before.nodes[at] == NodeLeft::Live;
    };
    std::vector<VanishedBranch> branches;
    int number = 0;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (!isJoin(graph.nodes[i].operation)) continue;
        ++number;
        std::vector<int> ends;
        for (const int input : graph.nodes[i].inputs)
            if (now.nodes[i] == NodeLeft::Live && input != kInput && isNew(input)) ends.push_back(input);
        if (ends.empty()) continue;
        branches.push_back({number, groupsBefore(graph, groups, ends, isNew)});
        std::erase_if(branches.back().gated, [&](int g) {
            const auto at = static_cast<std::size_t>(g);
            return !now.gated[at] || before.gated[at];
        });
    }
    return branches;
}

std::vector<bool> normalised(const Graph& graph, const ChannelGroups& groups, const Vanishing& now) {
    std::vector<bool> found(groups.gated.size(), false);
    const auto isLeft = [&](int node) { return now.nodes[static_cast<std::size_t>(node)] != NodeLeft::Live; };
    for (int node = 0; node < std::ssize(graph.nodes); ++node) {
        const bool isNorm =
            std::holds_alternative<BatchNorm>(graph.nodes[static_cast<std::size_t>(node)].operation);
        if (!isNorm || !isLeft(node)) continue;
        for (const int g : groupsBefore(graph, groups, {node}, isLeft))
            if (now.gated[static_cast<std::size_t>(g)]) found[static_cast<std::size_t>(g)] = true;
    }
    return found;
}

} // namespace tristate::graph
