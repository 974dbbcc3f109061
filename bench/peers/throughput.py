#!/usr/bin/python3
"""How fast PyTorch trains a net: samples a second of whole training steps, by SGD with momentum 0.9 on random data.

    throughput.py --net TEXT [--layout nchw|channels-last] [--batch 128] [--threads 2] [--seconds 5]

TEXT is a net as Tristate writes it, e.g. 784-300-100-10 or 1x28x28:20c5-p2-50c5-p2-500-10, or one that nets.py has by
name, resnet-20 or, with other widths, resnet-20:8,15,31. A step takes the samples of the next minibatch out of a shuffled set of 32 minibatches, as `tristate
bench` does, then goes forward, takes the cross-entropy, goes backward, and updates. The net is trained for half a
second first; then windows of at least half a second are timed for --seconds. One JSON object on a line: net, layout,
batch, threads, parameters, windows, first_loss and last_loss (of the first and the last step), blas, torch, and
samples_per_second, the median of the windows.

Needs python3-torch; its dense layers want libopenblas0-openmp, without which they are many times slower.
"""
import argparse
import json
import statistics
import sys
import time

import machine

BATCHES = 32
WINDOW = 0.5  # seconds
RATE, MOMENTUM = 0.01, 0.9


def arguments():
    p = argparse.ArgumentParser(description="How fast PyTorch trains a net on random data")
    p.add_argument("--net", required=True, help="as Tristate writes it, or resnet-20, mobilenet-like or squeezenet-like")
    p.add_argument("--layout", choices=["nchw", "channels-last"], default="nchw", help="how feature maps lie in memory")
    p.add_argument("--batch", type=int, default=128, help="samples in a minibatch")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seconds", type=float, default=5, help="how long to measure")
    return p.parse_args()


class Trainer:
    """Trains `net` in the given layout on random samples of `shape` with labels of 10 classes."""

    def __init__(self, torch, net, shape, batch, channels_last):
        if channels_last and len(shape) != 3:
            raise ValueError("the layout channels-last is for nets with feature maps")
        self.torch, self.batch = torch, batch
        self.layout = torch.channels_last if channels_last else torch.contiguous_format
        self.net = net.to(memory_format=self.layout).train()
        self.optimizer = torch.optim.SGD(net.parameters(), lr=RATE, momentum=MOMENTUM)
        self.inputs = torch.rand(BATCHES * batch, *shape).contiguous(memory_format=self.layout)
        self.labels = torch.randint(0, 10, (BATCHES * batch,))
        self.order, self.next = torch.randperm(BATCHES * batch), 0

    def step(self):
        """Trains one minibatch and returns its mean loss as a tensor."""
        chosen = self.order[self.next:self.next + self.batch]
        self.next = (self.next + self.batch) % len(self.order)
        inputs = self.inputs[chosen].contiguous(memory_format=self.layout)  # no copy where indexing kept the layout
        self.optimizer.zero_grad(set_to_none=True)
        loss = self.torch.nn.functional.cross_entropy(self.net(inputs), self.labels[chosen])
        loss.backward()
        self.optimizer.step()
        return loss.detach()

    def window(self):
        """(samples a second, last loss) of the steps of at least half a second."""
        begin, samples = time.perf_counter(), 0
        while time.perf_counter() - begin < WINDOW:
            loss = self.step()
            samples += self.batch
        return samples / (time.perf_counter() - begin), loss.item()


def main():
    a = arguments()
    torch = machine.torch_with(a.threads)
    import nets

    torch.manual_seed(1)
    try:
        net, shape = nets.build(a.net)
        trainer = Trainer(torch, net, shape, a.batch, a.layout == "channels-last")
    except ValueError as fault:
        sys.exit(f"throughput.py: {fault}")
    first_loss = trainer.step().item()
    trainer.window()
    rates, end = [], time.perf_counter() + a.seconds
    while not rates or time.perf_counter() < end:
        rate, last_loss = trainer.window()
        rates.append(rate)
    print(json.dumps({
        "net": a.net, "layout": a.layout, "batch": a.batch, "threads": a.threads, "parameters": nets.parameters(net),
        "windows": len(rates), "first_loss": round(first_loss, 4), "last_loss": round(last_loss, 4),
        "blas": machine.blas(), "torch": torch.__version__, "samples_per_second": round(statistics.median(rates), 1)}))


if __name__ == "__main__":
    main()
