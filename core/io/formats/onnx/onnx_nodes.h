#pragma once

#include "core/io/formats/onnx/onnx_net.h"
#include "core/io/formats/onnx/onnx_node.h"

namespace tristate::io {

// A function for each kind of node that a network may hold: reads the node, puts what it does behind the
// network and defines what it yields. They throw Error naming the file, the node, and what was expected.
// Internal to core/io.

// With weights.
void readConv(OnnxNode& node, OnnxNet& net);
void readGemm(OnnxNode& node, OnnxNet& net);
void readMatMul(OnnxNode& node, OnnxNet& net);

// Sums, products, and what scales and shifts.
void readAdd(OnnxNode& node, OnnxNet& net);
void readBatchNorm(OnnxNode& node, OnnxNet& net);
void readDiv(OnnxNode& node, OnnxNet& net);
void readMul(OnnxNode& node, OnnxNet& net);
void readNeg(OnnxNode& node, OnnxNet& net);
void readSub(OnnxNode& node, OnnxNet& net);
void readSum(OnnxNode& node, OnnxNet& net);

// Of the shape and the order of values.
void readConcat(OnnxNode& node, OnnxNet& net);
void readFlatten(OnnxNode& node, OnnxNet& net);
void readGather(OnnxNode& node, OnnxNet& net);
void readPad(OnnxNode& node, OnnxNet& net);
void readReshape(OnnxNode& node, OnnxNet& net);
void readShape(OnnxNode& node, OnnxNet& net);
void readSlice(OnnxNode& node, OnnxNet& net);
void readSplit(OnnxNode& node, OnnxNet& net);
void readSqueeze(OnnxNode& node, OnnxNet& net);
void readTranspose(OnnxNode& node, OnnxNet& net);
void readUnsqueeze(OnnxNode& node, OnnxNet& net);

// Functions without weights, and what does nothing after training.
void readAveragePool(OnnxNode& node, OnnxNet& net);
void readCast(OnnxNode& node, OnnxNet& net);
void readClip(OnnxNode& node, OnnxNet& net);
void readDropout(OnnxNode& node, OnnxNet& net);
void readGlobalAveragePool(OnnxNode& node, OnnxNet& net);
void readIdentity(OnnxNode& node, OnnxNet& net);
void readLeakyRelu(OnnxNode& node, OnnxNet& net);
void readMaxPool(OnnxNode& node, OnnxNet& net);
void readReduceMean(OnnxNode& node, OnnxNet& net);
void readRelu(OnnxNode& node, OnnxNet& net);
void readResponseNorm(OnnxNode& node, OnnxNet& net);

// What may follow the logits, and is left out.
void readArgMax(OnnxNode& node, OnnxNet& net);
void readSigmoid(OnnxNode& node, OnnxNet& net);
void readSoftmax(OnnxNode& node, OnnxNet& net);

} // namespace tristate::io
