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


def places(side, window, stride, padding):
    return range(-padding, side + padding - window + 1, stride)


def convolution(values, shape, tensors, layer):
    (maps, channels, kernel, _), weight = tensors[layer["name"] + ".weight"]
    bias = tensors[layer["name"] + ".bias"][1]
    groups = shape[0] if layer["type"] == "depthwise" else layer.get("groups", 1)
    dilation = layer.get("dilation", 1)
    assert channels * groups == shape[0], layer["name"]
    reach = (kernel - 1) * dilation + 1
    tops, lefts = (places(side, reach, layer["stride"], layer["padding"]) for side in shape[1:])
    size = channels * kernel * kernel
    rows = [weight[i * size : (i + 1) * size] for i in range(maps)]
    inside = lambda j, i: 0 <= j < shape[1] and 0 <= i < shape[2]
    result = []
    for m in range(maps):
        first = m // (maps // groups) * channels
        for top in tops:
            for left in lefts:
                patch = [
                    values[(c * shape[1] + j) * shape[2] + i] if inside(j, i) else 0.0
                    for c in range(first, first + channels)
                    for j in range(top, top + reach, dilation)
                    for i in range(left, left + reach, dilation)
                ]
                result.append(bias[m] + sum(map(mul, rows[m], patch)))
    return result, [maps, len(tops), len(lefts)]


def pool(values, shape, layer, is_max):
    size, stride, padding = layer["size"], layer["stride"], layer.get("padding", 0)
    # rounded up, as long as the last window begins on the map or the padding before it
    tops, lefts = (
        range(-padding, min(side, side + padding - size + stride), stride)
        if layer.get("ceil")
        else places(side, size, stride, padding)
        for side in shape[1:]
    )
    result = []
    for c in range(shape[0]):
        for top in tops:
            for left in lefts:
                bottom, right = min(top + size, shape[1] + padding), min(left + size, shape[2] + padding)
                window = [
                    values[(c * shape[1] + j) * shape[2] + i]
                    for j in range(max(top, 0), min(bottom, shape[1]))
                    for i in range(max(left, 0), min(right, shape[2]))
                ]
                count = (bottom - top) * (right - left) if layer.get("countsPadding", True) else len(window)
                result.append(max(window) if is_max else sum(window) / count)
    return result, [shape[0], len(tops), len(lefts)]


def planes(values, shape):
    area = shape[1] * shape[2]
    return [values[c * area : (c + 1) * area] for c in range(shape[0])]


def normalised(values, shape, layer):
    size, maps = layer["size"], planes(values, shape)
    result = []
    for c, plane in enumerate(maps):
        near = maps[max(0, c - (size - 1) // 2) : c + size // 2 + 1]
        for value, *others in zip(plane, *near):
            square = layer["offset"] + layer["alpha"] / size * sum(x * x for x in others)
            result.append(value / square ** layer["beta"])
    return result, shape


def joined(inputs):
    maps = [value for values, _ in inputs for value in values]
    return maps, [sum(shape[0] for _, shape in inputs)] + inputs[0][1][1:]


def node(layer, inputs, tensors):
    kind = layer["type"]
    values, shape = inputs[0]
    flat = [len(values), 1, 1]
    if kind == "dense":
        return dense(values, shape, tensors, layer["name"])
    if kind in ("conv", "depthwise"):
        return convolution(values, shape, tensors, layer)
    if kind in ("relu", "leakyRelu"):
        slope, cap = layer.get("slope", 0.0), layer.get("cap", float("inf"))
        return [min(max(slope * value, value), cap) for value in values], shape
    if kind in ("maxPool", "averagePool"):
        return pool(values, shape, layer, kind == "maxPool")
    if kind == "globalAverage":
        return [sum(plane) / len(plane) for plane in planes(values, shape)], [shape[0], 1, 1]
    if kind == "add":
        return [sum(each) for each in zip(*(values for values, _ in inputs))], shape
    if kind == "concat":
        return joined(inputs)
    if kind == "responseNorm":
        return normalised(values, shape, layer)
    if kind == "affine":
        scale, shift = (tensors[layer["name"] + part][1] for part in (".weight", ".bias"))
        return [x * a + b for plane, a, b in zip(planes(values, shape), scale, shift) for x in plane], shape
    assert kind == "select", kind
    if layer.get("values"):
        shape = flat
    maps = planes(values, shape)
    return [value for i in layer["indices"] for value in maps[i]], [len(layer["indices"])] + shape[1:]


def run(chain, tensors, values):
    known = [(values, (chain["input"] + [1, 1])[:3])]
    for i, layer in enumerate(chain["layers"]):
        inputs = layer.get("inputs", [i - 1])
        known.append(node(layer, [known[number + 1] for number in inputs], tensors))
    return known[-1][0]


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
