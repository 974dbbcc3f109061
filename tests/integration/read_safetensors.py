"""Reads a safetensors file with nothing but the standard library: read_safetensors.py FILE SAMPLE...

Runs a chain of dense layers with ReLUs between them on one sample and prints the logits, so that it shares neither the
reader nor the arithmetic of the program that wrote the file."""

import json
import struct
import sys


def read(path):
    with open(path, "rb") as file:
        (size,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = file.read()
    metadata = header.pop("__metadata__")
    tensors = {}
    for name, entry in header.items():
        assert entry["dtype"] == "F32", name
        begin, end = entry["data_offsets"]
        tensors[name] = entry["shape"], struct.unpack(f"<{(end - begin) // 4}f", data[begin:end])
    return metadata, tensors


def run(metadata, tensors, values):
    for layer in json.loads(metadata["layers"])["layers"]:
        if layer["type"] == "relu":
            values = [max(0.0, value) for value in values]
        elif layer["type"] == "dense":
            (outputs, inputs), weight = tensors[layer["name"] + ".weight"]
            bias = tensors[layer["name"] + ".bias"][1]
            assert inputs == len(values)
            rows = [weight[i * inputs : (i + 1) * inputs] for i in range(outputs)]
            values = [b + sum(w * v for w, v in zip(row, values)) for row, b in zip(rows, bias)]
    return values


print(*run(*read(sys.argv[1]), [float(value) for value in sys.argv[2:]]))
