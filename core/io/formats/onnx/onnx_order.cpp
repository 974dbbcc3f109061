#include "core/io/formats/onnx/onnx_order.h"

#include "core/base/error.h"
#include "core/io/formats/onnx/onnx_node.h"
#include "core/messages/common.h"
#include "core/messages/onnx.h"

#include <queue>

#include <functional>
#include <map>
#include <set>

namespace tristate::io {

namespace {

class Sorter {
public:
    Sorter(const onnx::GraphProto& graph, const std::string& file, const std::vector<std::string>& known)
        : m_graph(graph), m_file(file), m_known(known.begin(), known.end()) {
        for (int i = 0; i < graph.node_size(); ++i)
            for (const std::string& output : graph.node(i).output()) {
                if (output.empty()) continue;
                if (m_known.contains(output) || !m_producers.emplace(output, i).second)
                    fail(i, Message(say::kYieldedTwice, output));
            }
    }

    std::vector<int> sorted(const std::string& value) {
        if (!m_producers.contains(value)) {
            if (m_known.contains(value)) return {};
            throw Error(say::kOfThing, m_file, Message(say::kNothingYields, value));
        }
        need(m_producers.at(value));
        std::priority_queue<int, std::vector<int>, std::greater<>> ready;
        for (const auto& [node, waits] : m_waits)
            if (waits == 0) ready.push(node);
        std::vector<int> order;
        while (!ready.empty()) {
            order.push_back(ready.top());
            ready.pop();
            for (const int reader : m_readers[order.back()])
                if (--m_waits[reader] == 0) ready.push(reader);
        }
        for (const auto& [node, waits] : m_waits)
            if (waits > 0) fail(node, Message(say::kInACircle));
        return order;
    }

private:
    /// Finds all nodes that this one needs, and for how many values each waits.
    void need(int last) {
        std::vector<int> open{last};
        m_waits[last] = 0;
        while (!open.empty()) {
            const int node = open.back();
            open.pop_back();
            for (const std::string& input : m_graph.node(node).input()) {
                if (input.empty() || m_known.contains(input)) continue;
                const auto producer = m_producers.find(input);
                if (producer == m_producers.end()) fail(node, Message(say::kTakesNothing, input));
                m_readers[producer->second].push_back(node);
                ++m_waits[node];
                if (m_waits.emplace(producer->second, 0).second) open.push_back(producer->second);
            }
        }
    }

    [[noreturn]] void fail(int node, const Message& what) const {
        OnnxNode(m_graph.node(node), node, m_file).fail(what);
    }

    const onnx::GraphProto& m_graph;
    const std::string& m_file;
    std::set<std::string> m_known;
    std::map<std::string, int> m_producers;
    std::map<int, std::vector<int>> m_readers;
    std::map<int, int> m_waits; ///< of every needed node, on how many of its inputs
};

} // namespace

std::vector<int> onnxOrder(const onnx::GraphProto& graph, const std::string& file, const std::string& value,
                           const std::vector<std::string>& known) {
    return Sorter(graph, file, known).sorted(value);
}

} // namespace tristate::io
