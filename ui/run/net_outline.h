#pragma once

#include "core/graph/graph.h"

#include <QString>

#include <vector>

namespace tristate::ui {

/// What views need to know of a net to lay it out: its gated layers, which blocks they stand in, and what
/// reads what. It follows from the graph alone.
struct NetOutline {
    struct Layer {
        QString name;
        int units = 0;  ///< as the network was built
        int block = -1; ///< of graph::blocks(); -1: none
    };
    /// Weights see units of layer `source`, directly or through layers without gates, and have the units of
    /// layer `reader`.
    struct Reading {
        int reader = 0; ///< gated layer; their number: the output
        int source = 0; ///< gated layer; -1: the input
        int row = 0;    ///< of `rows`: those weights
        bool isLinked =
            false; ///< the reader's first weights, which see nothing else: their links can be drawn
        /// A branch adds to a stream that began before it.
        bool isBackward() const { return source > reader; }
        friend bool operator==(const Reading&, const Reading&) = default;
    };
    /// A row of the layer table: weights, or input gates.
    struct Row {
        int layer = -1; ///< gated layer whose units these are; -1: none
        int block = -1;
    };

    std::vector<Layer> layers;
    std::vector<Reading> readings; ///< each pair once, in the order of the graph
    std::vector<Row> rows;
    int blocks = 0;

    int count() const { return static_cast<int>(layers.size()); }
};

/// Empty for a graph without nodes.
NetOutline outlineOf(const graph::Graph& net);

/// "block 3", for people, of block 2.
QString blockName(int block);

} // namespace tristate::ui
