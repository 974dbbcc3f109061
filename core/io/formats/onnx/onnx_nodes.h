#pragma once

#include "core/io/formats/onnx/onnx_chain.h"
#include "core/io/formats/onnx/onnx_node.h"

namespace tristate::io {

// A function for each kind of node that a chain may hold: reads the node and puts what it does behind the
// chain. They throw Error naming the file, the node, and what was expected. Internal to core/io.

// With weights.
void readAdd(OnnxNode& node, OnnxChain& chain);
void readBatchNorm(OnnxNode& node, OnnxChain& chain);
void readConv(OnnxNode& node, OnnxChain& chain);
void readGemm(OnnxNode& node, OnnxChain& chain);
void readMatMul(OnnxNode& node, OnnxChain& chain);

// Of the shape and the order of values.
void readFlatten(OnnxNode& node, OnnxChain& chain);
void readGather(OnnxNode& node, OnnxChain& chain);
void readReshape(OnnxNode& node, OnnxChain& chain);
void readTranspose(OnnxNode& node, OnnxChain& chain);

// Functions without weights, and what does nothing after training.
void readAveragePool(OnnxNode& node, OnnxChain& chain);
void readDropout(OnnxNode& node, OnnxChain& chain);
void readGlobalAveragePool(OnnxNode& node, OnnxChain& chain);
void readIdentity(OnnxNode& node, OnnxChain& chain);
void readLeakyRelu(OnnxNode& node, OnnxChain& chain);
void readMaxPool(OnnxNode& node, OnnxChain& chain);
void readRelu(OnnxNode& node, OnnxChain& chain);
void readSoftmax(OnnxNode& node, OnnxChain& chain);

} // namespace tristate::io
