#include "ui/run/net_outline.h"

#include "core/graph/blocks.h"
#include "core/nn/size.h"

#include <QCoreApplication>

#include <algorithm>

namespace tristate::ui {
namespace {

/// Finds, node by node, which gated layers the weights of a graph see.
class Sight {
public:
    Sight(const graph::Graph& net, const graph::ChannelGroups& groups)
        : m_net(net), m_groups(groups), m_seen(net.nodes.size()) {}

    /// By the weights at `node`; of every earlier node with weights it was asked before.
    const std::vector<int>& of(int node) {
        auto& seen = m_seen[static_cast<std::size_t>(node)];
        const int from = m_net.nodes[static_cast<std::size_t>(node)].inputs.front();
        for (const auto& segment : m_groups.of(from)) add(seen, segment.group, node);
        return seen;
    }

private:
    static void addOnce(std::vector<int>& seen, int layer) {
        if (std::find(seen.begin(), seen.end(), layer) == seen.end()) seen.push_back(layer);
    }
    void add(std::vector<int>& seen, int group, int before) {
        const auto at = std::find(m_groups.gated.begin(), m_groups.gated.end(), group);
        if (at != m_groups.gated.end()) return addOnce(seen, static_cast<int>(at - m_groups.gated.begin()));
        if (group == m_groups.of(graph::kInput).front().group) addOnce(seen, -1);
        for (const int producer : m_groups.groups[static_cast<std::size_t>(group)].producers)
            if (producer < before) // units without gates: what they see is seen through them
                for (const int layer : m_seen[static_cast<std::size_t>(producer)]) addOnce(seen, layer);
    }

    const graph::Graph& m_net;
    const graph::ChannelGroups& m_groups;
    std::vector<std::vector<int>> m_seen; ///< of every node with weights
};

int blockOfNode(const std::vector<graph::Block>& blocks, int node) {
    const auto at = std::find_if(blocks.begin(), blocks.end(), [node](const graph::Block& block) {
        return block.first <= node && node <= block.last;
    });
    return at == blocks.end() ? -1 : static_cast<int>(at - blocks.begin());
}

} // namespace

NetOutline outlineOf(const graph::Graph& net) {
    NetOutline outline;
    if (net.nodes.empty()) return outline;
    const auto groups = graph::channelGroups(net);
    const auto blocks = graph::blocks(net);
    const auto blockOf = graph::blocksOfGates(blocks, groups);
    outline.blocks = static_cast<int>(blocks.size());
    for (const auto& gated : nn::gatedSizes(net))
        outline.layers.push_back(
            {QString::fromStdString(gated.name), gated.units, blockOf[outline.layers.size()]});
    Sight sight(net, groups);
    std::vector<bool> isKnown(outline.layers.size() + 1, false); // whose first weights came
    const auto stages = nn::sizes(net);
    for (const auto& stage : stages) {
        const int row = static_cast<int>(outline.rows.size());
        outline.rows.push_back({stage.gates, blockOfNode(blocks, stage.node)});
        const auto& seen = sight.of(stage.node);
        if (!stage.gated() && &stage != &stages.back()) continue; // drawn nowhere
        const int reader = stage.gated() ? stage.gates : outline.count();
        const bool isFirst = !isKnown[static_cast<std::size_t>(reader)];
        isKnown[static_cast<std::size_t>(reader)] = true;
        for (const int source : seen) {
            const bool isThere =
                std::any_of(outline.readings.begin(), outline.readings.end(), [&](const auto& reading) {
                    return reading.reader == reader && reading.source == source;
                });
            if (source != reader && !isThere)
                outline.readings.push_back({reader, source, row, isFirst && seen.size() == 1});
        }
    }
    return outline;
}

QString blockName(int block) {
    return QCoreApplication::translate("tristate::ui::NetOutline", "block %1").arg(block + 1);
}

} // namespace tristate::ui
