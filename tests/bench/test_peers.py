#!/usr/bin/python3
"""Tests of the PyTorch side of the comparisons, bench/peers: that it counts, learns and prunes what Tristate does.
Times nothing. Ends with 77 where PyTorch is missing, which CTest takes as skipped."""
import json
import subprocess
import sys
import unittest
from pathlib import Path

PEERS = Path(__file__).resolve().parents[2] / "bench/peers"
sys.path[:0] = [str(PEERS), str(PEERS.parent)]
sys.dont_write_bytecode = True
try:
    import torch
except ImportError:
    print("PyTorch is missing: it is in the package python3-torch.")
    sys.exit(77)

import nets
import throughput
from families import FAMILIES
import tri_state

LENET_5 = "1x28x28:20c5-p2-50c5-p2-500-10"


def built(text):
    torch.manual_seed(1)
    return nets.build(text)


def gated(text):
    torch.manual_seed(1)
    return nets.chain(text, tri_state.TriStateRelu)[0]


def close(layer, units):
    with torch.no_grad():
        layer.gate[units] = 0.2
    layer.settle()


def products(text):
    """What the layers of weights of a net multiply for one sample: all together, and the first one."""
    net, shape = built(text)
    counts = []
    for module in net.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            module.register_forward_hook(
                lambda layer, _, output: counts.append(output[0].numel() * layer.weight[0].numel()))
    net.eval()(torch.zeros(1, *shape))
    return sum(counts), counts[0]


class Families(unittest.TestCase):
    def test_know_how_many_products_a_net_makes(self):
        for name, family in FAMILIES.items():
            for widths in (family.widths, family.left(0.25)):
                self.assertEqual(family.products(widths), products(family.peer_text(widths)), f"{name} {widths}")

    def test_leave_the_share_that_is_wanted(self):
        for name, family in FAMILIES.items():
            for share in (0.5, 0.25, 0.1):
                left = family.operations(family.left(share)) / family.operations(family.widths)
                self.assertLess(abs(left - share), 0.15 * share, f"{name} {share}")
            self.assertEqual(family.left(1), family.widths)


class Nets(unittest.TestCase):
    def test_have_the_parameters_that_the_literature_counts(self):
        counts = {"784-300-100-10": 266610, LENET_5: 431080, "1x28x28:8c5-p2-11c5-p2-13-10": 4860,
                  "1x28x28:16c5-p2-26c5-p2-10": 15012, "resnet-20": 272474}
        for text, count in counts.items():
            self.assertEqual(nets.parameters(built(text)[0]), count, text)

    def test_put_the_relu_behind_the_pooling_and_none_behind_the_last_layer(self):
        kinds = [type(module).__name__ for module in built("1x12x12:2c3+1b-p2-4c3s2-a2-d30-5b-3")[0]]
        self.assertEqual(kinds, ["Conv2d", "BatchNorm2d", "MaxPool2d", "ReLU", "Conv2d", "ReLU", "AvgPool2d", "Dropout",
                                 "Flatten", "Linear", "BatchNorm1d", "ReLU", "Linear"])

    def test_have_other_widths_where_they_are_pruned(self):
        conv = [module for module in built("resnet-20:8,15,31")[0].modules() if isinstance(module, torch.nn.Conv2d)]
        self.assertEqual([module.out_channels for module in conv], [8] * 7 + [15] * 3 + [15] * 4 + [31] * 3 + [31] * 4)
        self.assertEqual([module.stride[0] for module in conv].count(2), 4, "two blocks, each with a bypass")
        for text in ("resnet-20:8,15", "resnet-20:8,x,31", "resnet-20:0,15,31", "mobilenet-like:1,2,3,4,5", "vgg:1,2"):
            with self.assertRaises(ValueError, msg=text):
                nets.build(text)

    def test_refuse_what_they_do_not_know(self):
        for text in ("784-g-10", "784-300l0.1-10", "784--10", "1x4x4:2c5-10", "1x4x4:p5-10", "9-4c3-10"):
            with self.assertRaises(ValueError, msg=text):
                nets.build(text)

    def test_answer_alike_in_both_layouts(self):
        for text in ("3x32x32:8c3+1b-p2-8c3s2+1b-a8-10", "resnet-20", "mobilenet-like"):
            net, shape = built(text)
            samples = torch.rand(4, *shape)
            first = net(samples)
            second = net.to(memory_format=torch.channels_last)(samples.contiguous(memory_format=torch.channels_last))
            self.assertTrue(torch.allclose(first, second, atol=1e-4), text)


class Throughput(unittest.TestCase):
    def test_its_steps_learn_in_both_layouts(self):
        for text, channels_last in (("784-100-10", False), ("3x8x8:16c3+1b-32c3+1b-p2-10", True)):
            net, shape = built(text)
            trainer = throughput.Trainer(torch, net, shape, batch=8, channels_last=channels_last)
            losses = [trainer.step().item() for _ in range(320)]  # ten times the 256 samples, learnt by heart
            self.assertLess(sum(losses[-32:]), 0.8 * sum(losses[:32]), text)

    def test_keeps_the_layout_of_a_minibatch(self):
        net, shape = built("3x8x8:4c3+1-10")
        trainer = throughput.Trainer(torch, net, shape, batch=4, channels_last=True)
        seen = []
        net.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0]))
        trainer.step()
        self.assertTrue(seen[0].is_contiguous(memory_format=torch.channels_last))

    def test_prints_a_line_of_json(self):
        done = subprocess.run([sys.executable, PEERS / "throughput.py", "--net", "784-8-10", "--batch", "4",
                               "--threads", "1", "--seconds", "0.1"], stdout=subprocess.PIPE, check=True, text=True)
        found = json.loads(done.stdout)
        self.assertEqual((found["net"], found["parameters"]), ("784-8-10", 785 * 8 + 90))
        self.assertGreater(found["samples_per_second"], 0)


class TriState(unittest.TestCase):
    def test_passes_the_gradient_of_the_threshold_unchanged(self):
        relu = tri_state.TriStateRelu(3)
        close(relu, 1)
        x = torch.tensor([[1.0, 2.0, -3.0], [4.0, 5.0, 6.0]])
        y = relu(x)
        self.assertEqual(y.tolist(), [[1, 0, 0], [4, 0, 6]])
        y.sum().backward()
        self.assertEqual(relu.gate.grad.tolist(), [5, 7, 6])

    def test_keeps_the_best_unit_of_a_layer_open_and_counts_who_is_closed(self):
        relu = tri_state.TriStateRelu(3)
        with torch.no_grad():
            relu.gate.copy_(torch.tensor([-0.5, 0.4, 0.3]))
        for _ in range(2):
            relu.settle()
        self.assertEqual(relu.open().tolist(), [False, True, False])
        self.assertEqual(relu.closed_for.tolist(), [2, 0, 2])
        self.assertEqual(relu.gate[0].item(), 0)

    def test_counts_the_parameters_of_what_is_open(self):
        net = gated(LENET_5)
        for layer, units in zip(tri_state.gated_layers(net), (8, 11, 13)):
            close(layer, slice(units, None))
        self.assertEqual(tri_state.architecture(net), [8, 11, 13])
        self.assertEqual(tri_state.open_parameters(net), 4860)

    def test_removal_changes_no_output_and_training_goes_on(self):
        net = gated("1x12x12:6c3-p2-8c3-12-3")
        gates = [layer.gate for layer in tri_state.gated_layers(net)]
        weights = [p for p in net.parameters() if all(p is not gate for gate in gates)]
        optimizer = torch.optim.Adam(weights)
        samples, labels = torch.rand(16, 1, 12, 12), torch.randint(0, 3, (16,))

        def train():
            optimizer.zero_grad(set_to_none=True)
            torch.nn.functional.cross_entropy(net(samples), labels).backward()
            optimizer.step()

        train()
        for layer, units in zip(tri_state.gated_layers(net), ([0, 3], [1, 2, 7], [5])):
            close(layer, units)
        before, count = net(samples).detach(), tri_state.open_parameters(net)
        tri_state.remove_closed(net, 1, optimizer)
        self.assertTrue(torch.allclose(net(samples), before, atol=1e-6))
        self.assertEqual(sum(p.numel() for p in weights), count)
        self.assertEqual(nets.parameters(nets.chain("1x12x12:4c3-p2-5c3-11-3")[0]), count)
        train()
        self.assertFalse(torch.allclose(net(samples), before, atol=1e-6))


if __name__ == "__main__":
    unittest.main()
