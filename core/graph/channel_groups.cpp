#include "core/graph/channel_groups.h"

#include <algorithm>
#include <numeric>

namespace tristate::graph {

namespace {

/// A run of channels of what a node yields.
struct Run {
    int group = 0;
    int channels = 0;
    bool behindRelu = false; ///< a closed channel is 0 here
};
using Runs = std::vector<Run>;

/// Walks through a graph and unites the groups that turn out to be one.
class GroupFinder {
public:
    explicit GroupFinder(const Graph& graph) : m_graph(graph), m_shapes(outputShapes(graph)) {
        const int input = newGroup(graph.input.channels);
        m_groups[static_cast<std::size_t>(input)].gated = false;
        m_runs.push_back({{input, graph.input.channels, false}});
        for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
            m_node = static_cast<int>(i);
            m_runs.push_back(
                std::visit([this](const auto& kind) { return visit(kind); }, graph.nodes[i].operation));
        }
        for (const Run& run : m_runs.back()) group(run).gated = false; // the result
    }

    ChannelGroups finish() {
        ChannelGroups found;
        std::vector<int> place(m_groups.size(), -1); // of every root among the groups found
        for (std::size_t g = 0; g < m_groups.size(); ++g) {
            if (root(static_cast<int>(g)) != static_cast<int>(g)) continue;
            place[g] = static_cast<int>(found.groups.size());
            found.groups.push_back(finished(m_groups[g]));
        }
        for (const Runs& runs : m_runs) {
            found.outputs.emplace_back();
            for (const Run& run : runs)
                found.outputs.back().push_back(
                    {place[static_cast<std::size_t>(root(run.group))], run.channels});
        }
        for (std::size_t g = 0; g < found.groups.size(); ++g)
            if (found.groups[g].gated) found.gated.push_back(static_cast<int>(g));
        std::sort(found.gated.begin(), found.gated.end(), [&](int a, int b) {
            return found.groups[static_cast<std::size_t>(a)].relus.front() <
                   found.groups[static_cast<std::size_t>(b)].relus.front();
        });
        return found;
    }

private:
    const Runs& input(std::size_t i = 0) const {
        const int from = m_graph.nodes[static_cast<std::size_t>(m_node)].inputs[i];
        return m_runs[static_cast<std::size_t>(from + 1)];
    }
    std::size_t inputs() const { return m_graph.nodes[static_cast<std::size_t>(m_node)].inputs.size(); }
    int channels() const { return m_shapes[static_cast<std::size_t>(m_node)].channels; }

    int newGroup(int channels) {
        m_groups.push_back({.channels = channels, .gated = true});
        m_parents.push_back(static_cast<int>(m_groups.size()) - 1);
        return m_parents.back();
    }
    int root(int group) const {
        while (m_parents[static_cast<std::size_t>(group)] != group)
            group = m_parents[static_cast<std::size_t>(group)];
        return group;
    }
    ChannelGroup& group(const Run& run) { return m_groups[static_cast<std::size_t>(root(run.group))]; }

    void unite(const Run& a, const Run& b) {
        const int first = std::min(root(a.group), root(b.group)),
                  other = std::max(root(a.group), root(b.group));
        if (first == other) return;
        ChannelGroup& into = m_groups[static_cast<std::size_t>(first)];
        const ChannelGroup& from = m_groups[static_cast<std::size_t>(other)];
        const auto merge = [](std::vector<int>& to, const std::vector<int>& more) {
            to.insert(to.end(), more.begin(), more.end());
            std::sort(to.begin(), to.end());
        };
        merge(into.producers, from.producers);
        merge(into.relus, from.relus);
        into.gated = into.gated && from.gated;
        into.fixed = into.fixed || from.fixed;
        into.depth = false;
        m_parents[static_cast<std::size_t>(other)] = first;
    }

    /// Weights that see these channels.
    void read(const Runs& runs) {
        for (const Run& run : runs)
            if (!run.behindRelu) group(run).gated = false;
    }

    Runs produced() {
        const int made = newGroup(channels());
        m_groups[static_cast<std::size_t>(made)].producers = {m_node};
        return {{made, channels(), false}};
    }

    Runs visit(const Dense&) {
        read(input());
        return produced();
    }
    Runs visit(const Conv&) {
        read(input());
        return produced();
    }
    Runs visit(const Depthwise&) {
        Runs runs = input();
        for (Run& run : runs) {
            group(run).producers.push_back(m_node);
            run.behindRelu = false; // its bias shows
        }
        return runs;
    }
    Runs visit(const BatchNorm&) {
        Runs runs = input();
        for (Run& run : runs) run.behindRelu = false; // its shift shows
        return runs;
    }
    Runs visit(const Relu& relu) {
        Runs runs = input();
        const int before = m_graph.nodes[static_cast<std::size_t>(m_node)].inputs.front();
        const bool isPooled =
            before != kInput && isMaxPool(m_graph.nodes[static_cast<std::size_t>(before)].operation);
        for (Run& run : runs) {
            ChannelGroup& gated = group(run);
            gated.depth = gated.relus.empty() && runs.size() == 1 && !isPooled && relu.cap == 0;
            gated.fixed = gated.fixed || relu.fixed;
            gated.relus.push_back(m_node);
            run.behindRelu = true;
        }
        return runs;
    }
    Runs visit(const InputGates&) {
        const int made = newGroup(channels());
        ChannelGroup& values = m_groups[static_cast<std::size_t>(made)];
        values.relus = {m_node};
        values.isInput = true;
        read(input());
        return {{made, channels(), true}};
    }
    Runs visit(const Add&) {
        Runs sum = input();
        const auto isCutAlike = [&](const Runs& other) {
            return std::equal(sum.begin(), sum.end(), other.begin(), other.end(),
                              [](const Run& a, const Run& b) { return a.channels == b.channels; });
        };
        bool isAlike = true;
        for (std::size_t i = 1; i < inputs(); ++i) isAlike = isAlike && isCutAlike(input(i));
        for (std::size_t i = 0; i < inputs(); ++i)
            for (std::size_t k = 0; k < input(i).size(); ++k) {
                const Run& run = input(i)[k];
                if (isAlike)
                    unite(sum[k], run), sum[k].behindRelu = sum[k].behindRelu && run.behindRelu;
                else
                    group(run).gated = false;
            }
        if (!isAlike) sum = produced(), group(sum[0]).producers.clear(), group(sum[0]).gated = false;
        for (const Run& run : sum) group(run).depth = false;
        return sum;
    }
    Runs visit(const Concat&) {
        Runs all;
        for (std::size_t i = 0; i < inputs(); ++i) all.insert(all.end(), input(i).begin(), input(i).end());
        return all;
    }
    Runs visit(const Affine&) {
        Runs runs = input();
        for (Run& run : runs) run.behindRelu = false; // its shift shows
        return runs;
    }
    Runs visit(const ResponseNorm&) { // every channel shows in its neighbours
        read(input());
        return input();
    }
    Runs visit(const Select&) { // channels of another order, which no group has
        for (const Run& run : input()) group(run).gated = false;
        Runs runs = produced();
        group(runs[0]) = {.channels = channels()};
        return runs;
    }
    template <class Other> // what treats every channel by itself and keeps a 0
    Runs visit(const Other&) {
        return input();
    }

    static ChannelGroup finished(ChannelGroup group) {
        group.gated = group.gated && !group.relus.empty();
        group.depth = group.depth && group.gated && group.relus.size() == 1 && group.producers.size() == 1;
        group.fixed = group.fixed && group.gated;
        return group;
    }

    const Graph& m_graph;
    std::vector<Shape> m_shapes;
    int m_node = 0;
    std::vector<ChannelGroup> m_groups;
    std::vector<int> m_parents; ///< of every group, one it was united with, or itself
    std::vector<Runs> m_runs;   ///< of the input, then of every node
};

} // namespace

ChannelGroups channelGroups(const Graph& graph) {
    return GroupFinder(graph).finish();
}

} // namespace tristate::graph
