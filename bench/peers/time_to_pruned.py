#!/usr/bin/python3
"""How long PyTorch takes to a pruned net: trains one with tri-state ReLUs on IDX files.

    time_to_pruned.py --data DIR [--net TEXT] [--epochs 18] [--freeze 6] [--warmup 1] [--lambda3 3e-3] [--patience 0]
                      [--batch 128] [--threads 2] [--seed 1]

DIR holds the four IDX files of MNIST or Fashion-MNIST, plain or .gz; TEXT is a net as Tristate writes it, LeNet-5 if
not given. Weights: drawn from He's normal distribution, trained by Adam with a rate of 1e-3 that falls to 0 along a
cosine. Gates: plain descent with a rate of 0.1 on the loss plus lambda3 for each gate, from 1 on, clipped to [0, 1];
they rest in the first --warmup and the last --freeze epochs. Closed units stay in the arrays, as masks do in PyTorch;
with --patience N those that were closed for N minibatches leave them, and all that are closed once the gates rest for
good.

One JSON object a line after every epoch: epoch, loss (mean of the epoch, without the regulariser), test_error
(percent), architecture and parameters (open units only), seconds (since the data were read, with the tests).

Needs python3-torch; the dense layers want libopenblas0-openmp.
"""
import argparse
import gzip
import json
import math
import sys
import time
from pathlib import Path

import machine

LENET_5 = "1x28x28:20c5-p2-50c5-p2-500-10"
RATE, GATE_RATE = 1e-3, 0.1


def arguments():
    p = argparse.ArgumentParser(description="How long PyTorch takes to a pruned net")
    p.add_argument("--data", required=True, type=Path, help="folder of the four IDX files, plain or .gz")
    p.add_argument("--net", default=LENET_5, help="as Tristate writes it")
    p.add_argument("--epochs", type=int, default=18)
    p.add_argument("--freeze", type=int, default=6, help="last epochs, in which the gates rest")
    p.add_argument("--warmup", type=int, default=1, help="first epochs, in which the gates rest")
    p.add_argument("--lambda3", type=float, default=3e-3, help="cost of an open unit")
    p.add_argument("--patience", type=int, default=0, help="remove units closed for this many minibatches; 0: never")
    p.add_argument("--batch", type=int, default=128)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    return p.parse_args()


def read_idx(torch, file):
    """Bytes of an IDX file as a tensor of its shape; the file may be plain or end in .gz."""
    packed = file.with_name(file.name + ".gz")
    if not packed.exists() and not file.exists():
        sys.exit(f"time_to_pruned.py: there is no {file}, plain or .gz")
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else file.read_bytes()
    shape = [int.from_bytes(data[4 + 4 * i:8 + 4 * i], "big") for i in range(data[3])]
    return torch.frombuffer(bytearray(data[4 + 4 * data[3]:]), dtype=torch.uint8).reshape(shape)


def read_set(torch, folder, part, shape):
    """(samples of this shape with values from 0 to 1, labels)"""
    images = read_idx(torch, folder / f"{part}-images-idx3-ubyte").float() / 255
    return images.reshape(-1, *shape), read_idx(torch, folder / f"{part}-labels-idx1-ubyte").long()


class Training:
    """A net, and its recipe for `a.epochs` epochs of these samples."""

    def __init__(self, torch, a, net, samples, labels):
        import tri_state

        self.torch, self.a, self.net, self.samples, self.labels = torch, a, net, samples, labels
        self.tri_state, self.gates = tri_state, tri_state.gated_layers(net)
        gates = [layer.gate for layer in self.gates]
        known = {id(gate) for gate in gates}
        self.weights = torch.optim.Adam([p for p in net.parameters() if id(p) not in known], lr=RATE)
        self.widths = torch.optim.SGD(gates, lr=GATE_RATE)
        self.steps_per_epoch = math.ceil(len(labels) / a.batch)
        self.steps = 0

    def epoch(self):
        """Trains an epoch and returns its mean loss."""
        losses = [self.step(chosen) for chosen in self.torch.randperm(len(self.labels)).split(self.a.batch)]
        return sum(losses) / len(losses)

    def step(self, chosen):
        done, a = self.steps / self.steps_per_epoch, self.a
        gates_learn = a.warmup <= done < a.epochs - a.freeze
        self.weights.param_groups[0]["lr"] = RATE * (1 + math.cos(math.pi * done / a.epochs)) / 2
        self.weights.zero_grad(set_to_none=True)
        self.widths.zero_grad(set_to_none=True)
        loss = self.torch.nn.functional.cross_entropy(self.net(self.samples[chosen]), self.labels[chosen])
        cost = a.lambda3 * sum(layer.gate.sum() for layer in self.gates)
        (loss + cost).backward()
        self.weights.step()
        if gates_learn:
            self.move_gates()
        elif a.patience > 0 and done == a.epochs - a.freeze:  # whoever is closed now will not come back
            self.tri_state.remove_closed(self.net, 1, self.weights)
        self.steps += 1
        return loss.item()

    def move_gates(self):
        self.widths.step()
        for layer in self.gates:
            layer.settle()
        if self.a.patience > 0:
            self.tri_state.remove_closed(self.net, self.a.patience, self.weights)


def error(torch, net, samples, labels):
    """Percent of the samples whose largest output is not the label's."""
    with torch.no_grad():
        answers = torch.cat([net(part).argmax(1) for part in samples.split(1000)])
    return 100 * (answers != labels).float().mean().item()


def main():
    a = arguments()
    torch = machine.torch_with(a.threads)
    import nets
    import tri_state

    torch.manual_seed(a.seed)
    try:
        net, shape = nets.chain(a.net, tri_state.TriStateRelu)
        tri_state.check(net)
    except ValueError as fault:
        sys.exit(f"time_to_pruned.py: {fault}")
    tri_state.draw_weights(net)
    training = Training(torch, a, net, *read_set(torch, a.data, "train", shape))
    test = read_set(torch, a.data, "t10k", shape)
    begin = time.perf_counter()
    for epoch in range(1, a.epochs + 1):
        loss = training.epoch()
        test_error = error(torch, net, *test)
        print(json.dumps({
            "epoch": epoch, "loss": round(loss, 4), "test_error": round(test_error, 2),
            "architecture": tri_state.architecture(net), "parameters": tri_state.open_parameters(net),
            "seconds": round(time.perf_counter() - begin, 1)}), flush=True)


if __name__ == "__main__":
    main()
