"""The nets of the comparisons as PyTorch modules.

A net is named by the text that Tristate takes (docs/user-guide.md, Networks), so that both programs train the same
one: `784-300-100-10`, `1x28x28:20c5-p2-50c5-p2-500-10`, `3x32x32:16c3+1b-...-a8-10`. Others go by a name, as a chain
cannot say what they are, with other widths behind it where they are pruned (`resnet-20:8,15,31`): `resnet-20` (He et
al. 2016, projections on the bypass), `mobilenet-like` (depthwise convolutions), `squeezenet-like` (two convolutions
side by side).

Samples are (channels, height, width); a flat input of n values is (n,). A ReLU follows every layer of weights but the
last, behind the max-pooling where one follows, which is the same function and the cheaper order. Weights before a
batch normalisation have no bias.
"""
import re

import torch
from torch import nn

CONVOLUTION = re.compile(r"(\d+)c(\d+)(?:s(\d+))?(?:\+(\d+))?(b?)")
DENSE = re.compile(r"(\d+)(b?)")
POOLING = re.compile(r"([pa])(\d+)(?:s(\d+))?")
DROPOUT = re.compile(r"d(\d+)")


class Chain:
    """Puts a chain together layer by layer and knows the shape so far: [channels, height, width], or [values]."""

    def __init__(self, shape):
        self.shape = list(shape)
        self.modules = []

    def maps(self):
        if len(self.shape) != 3:
            raise ValueError("net: a convolution or pooling needs feature maps, e.g. 1x28x28:")
        return self.shape

    def convolution(self, maps, kernel, stride, padding, norm):
        channels, height, width = self.maps()
        self.modules.append(nn.Conv2d(channels, maps, kernel, stride, padding, bias=not norm))
        if norm:
            self.modules.append(nn.BatchNorm2d(maps))
        self.shape = [maps] + [(side + 2 * padding - kernel) // stride + 1 for side in (height, width)]

    def dense(self, units, norm):
        if len(self.shape) == 3:
            self.modules.append(nn.Flatten())
            self.shape = [self.shape[0] * self.shape[1] * self.shape[2]]
        self.modules.append(nn.Linear(self.shape[0], units, bias=not norm))
        if norm:
            self.modules.append(nn.BatchNorm1d(units))
        self.shape = [units]

    def pooling(self, kind, size, stride):
        self.modules.append((nn.MaxPool2d if kind == "p" else nn.AvgPool2d)(size, stride))
        channels, *sides = self.maps()
        self.shape = [channels] + [(side - size) // stride + 1 for side in sides]

    def layer(self, part):
        """Appends one part of the text; says whether it has weights."""
        has_weights = self.append(part)
        if min(self.shape) < 1:
            raise ValueError(f"net: '{part}' leaves nothing of its input")
        return has_weights

    def append(self, part):
        if match := CONVOLUTION.fullmatch(part):
            maps, kernel, stride, padding, norm = match.groups()
            self.convolution(int(maps), int(kernel), int(stride or 1), int(padding or 0), bool(norm))
        elif match := DENSE.fullmatch(part):
            self.dense(int(match[1]), bool(match[2]))
        elif match := POOLING.fullmatch(part):
            self.pooling(match[1], int(match[2]), int(match[3] or match[2]))
            return False
        elif match := DROPOUT.fullmatch(part):
            self.modules.append(nn.Dropout(int(match[1]) / 100))
            return False
        else:
            raise ValueError(f"net: the part '{part}' is not known here")
        return True


def chain(text, relu=lambda units: nn.ReLU()):
    """(net, shape of a sample) of a net as text; `relu(units)` makes what follows a hidden layer of that many units.
    """
    head, _, tail = text.rpartition(":")
    first, *parts = (head + "-" + tail if head else tail).split("-")
    shape = tuple(int(side) for side in first.split("x"))
    net, waiting = Chain(shape), False
    for part in parts:
        if waiting and not part.startswith("p"):
            net.modules.append(relu(net.shape[0]))
            waiting = False
        waiting = net.layer(part) or waiting
    return nn.Sequential(*net.modules), shape


def normalised(inputs, outputs, kernel=3, stride=1, groups=1):
    return [nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(outputs)]


class Residual(nn.Module):
    """Two convolutions 3x3, with their input added to their output; where the shapes differ, through a 1x1
    projection."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(*normalised(inputs, outputs, stride=stride), nn.ReLU(), *normalised(outputs, outputs))
        same = inputs == outputs and stride == 1
        self.bypass = nn.Identity() if same else nn.Sequential(*normalised(inputs, outputs, 1, stride))
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(self.body(x) + self.bypass(x))


def resnet20(a=16, b=32, c=64):
    widths = [a] * 4 + [b] * 3 + [c] * 3
    blocks = [Residual(p, q, 2 if i in (3, 6) else 1) for i, (p, q) in enumerate(zip(widths, widths[1:]))]
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(c, 10)]
    return nn.Sequential(*normalised(3, a), nn.ReLU(), *blocks, *head)


def mobilenet_like(a=32, b=64, c=128, d=256):
    modules, width = [*normalised(3, a), nn.ReLU()], a
    for outputs, stride in ((b, 1), (c, 2), (c, 1), (d, 2), (d, 1)):
        modules += [*normalised(width, width, 3, stride, groups=width), nn.ReLU()]
        modules += [*normalised(width, outputs, 1), nn.ReLU()]
        width = outputs
    return nn.Sequential(*modules, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 10))


class Fire(nn.Module):
    """A 1x1 convolution, then a 1x1 and a 3x3 one side by side."""

    def __init__(self, inputs, squeeze, expand):
        super().__init__()
        self.squeeze = nn.Sequential(*normalised(inputs, squeeze, 1), nn.ReLU())
        self.small = nn.Sequential(*normalised(squeeze, expand, 1), nn.ReLU())
        self.large = nn.Sequential(*normalised(squeeze, expand, 3), nn.ReLU())

    def forward(self, x):
        x = self.squeeze(x)
        return torch.cat((self.small(x), self.large(x)), 1)


def squeezenet_like(a=32, b=16, c=32, d=32, e=64):
    fires = [Fire(a, b, c), Fire(2 * c, b, c), nn.MaxPool2d(2), Fire(2 * c, d, e), Fire(2 * e, d, e)]
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2 * e, 10)]
    return nn.Sequential(*normalised(3, a), nn.MaxPool2d(2), nn.ReLU(), *fires, *head)


NAMED = {"resnet-20": resnet20, "mobilenet-like": mobilenet_like, "squeezenet-like": squeezenet_like}


def named(text):
    """One of NAMED, by its name or as NAME:WIDTHS, e.g. resnet-20:8,15,31; None where the text is neither."""
    name, _, widths = text.partition(":")
    if name not in NAMED:
        return None
    make = NAMED[name]
    if not widths:
        return make()
    if not re.fullmatch(r"[1-9]\d*(,[1-9]\d*)*", widths) or widths.count(",") + 1 != make.__code__.co_argcount:
        raise ValueError(f"net: '{widths}' are no widths of {name}")
    return make(*map(int, widths.split(",")))


def build(text):
    """(net, shape of a sample) of a net as text or by name. Raises ValueError where the text is not understood."""
    net = named(text)
    return (net, (3, 32, 32)) if net else chain(text)


def parameters(net):
    """Weights and biases; those of a batch normalisation count as two for each unit, without its running averages."""
    return sum(parameter.numel() for parameter in net.parameters())
