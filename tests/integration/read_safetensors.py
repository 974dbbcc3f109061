"""Runs an exported safetensors file with nothing but the standard library: read_safetensors.py FILE SAMPLES LOGITS

SAMPLES and LOGITS are raw little-endian float32 files, read and written. This shares neither the reader nor the arithmetic
of the program that wrote the file. Values are flat lists in (channel, y, x) order beside their shape."""

import json
import struct
import sys
from operator import mul


def read(path):
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    chain = json.loads(header.pop("__metadata__")["layers"])
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32", name
        begin, end = entry["data_offsets"]
        tensors[name] = entry["shape"], struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])
    return chain, tensors


def dense(values, shape, tensors, name):
    (outputs, inputs), weight = tensors[name + ".weight"]
    assert inputs == len(values), name
    bias = tensors[name + ".bias"][1]
    rows = (weight[i * inputs : (i + 1) * inputs] for i in range(outputs))
    return [b + sum(map(mul, row, values)) for row, b in zip(rows, bias)], [outputs, 1, 1]


def convolution(values, shape, tensors, layer):
    (maps, channels, kernel, _), weight = tensors[layer["name"] + ".weight"]
    bias = tensors[layer["name"] + ".bias"][1]
    stride, padding = layer["stride"], layer["padding"]
    assert channels == shape[0], layer["name"]
    height, width = ((side + 2 * padding - kernel) // stride + 1 for side in shape[1:])
    size = channels * kernel * kernel
    rows = [weight[i * size : (i + 1) * size] for i in range(maps)]
    result = [0.0] * (maps * height * width)
    for y in range(height):
        for x in range(width):
            top, left = y * stride - padding, x * stride - padding
            patch = [
                values[(c * shape[1] + j) * shape[2] + i] if 0 <= j < shape[1] and 0 <= i < shape[2] else 0.0
                for c in range(channels)
                for j in range(top, top + kernel)
                for i in range(left, left + kernel)
            ]
            for m in range(maps):
                result[(m * height + y) * width + x] = bias[m] + sum(map(mul, rows[m], patch))
    return result, [maps, height, width]


def pool(values, shape, layer, join):
    size, stride = layer["size"], layer["stride"]
    height, width = ((side - size) // stride + 1 for side in shape[1:])
    result = [
        join([values[(c * shape[1] + y * stride + j) * shape[2] + x * stride + i] for j in range(size) for i in range(size)])
        for c in range(shape[0])
        for y in range(height)
        for x in range(width)
    ]
    return result, [shape[0], height, width]


def run(chain, tensors, values):
    shape = (chain["input"] + [1, 1])[:3]
    for layer in chain["layers"]:
        kind = layer["type"]
        if kind == "dense":
            values, shape = dense(values, shape, tensors, layer["name"])
        elif kind == "conv":
            values, shape = convolution(values, shape, tensors, layer)
        elif kind == "relu":
            values = [max(0.0, value) for value in values]
        elif kind == "leakyRelu":
            values = [max(layer["slope"] * value, value) for value in values]
        elif kind == "maxPool":
            values, shape = pool(values, shape, layer, max)
        elif kind == "averagePool":
            values, shape = pool(values, shape, layer, lambda window: sum(window) / len(window))
        elif kind == "select":
            values, shape = [values[i] for i in layer["indices"]], [len(layer["indices"]), 1, 1]
        else:
            assert kind == "flatten", kind
    return values


def main(model, samples, logits):
    chain, tensors = read(model)
    features = 1
    for side in chain["input"]:
        features *= side
    with open(samples, "rb") as source, open(logits, "wb") as target:
        while sample := source.read(4 * features):
            values = run(chain, tensors, struct.unpack(f"<{features}f", sample))
            target.write(struct.pack(f"<{len(values)}f", *values))


main(*sys.argv[1:])
