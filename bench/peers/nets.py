"""The nets of the comparisons as PyTorch modules.

A net is named by the text that Tristate takes (docs/user-guide.md, Networks), so that both programs train the same
one: `784-300-100-10`, `1x28x28:20c5-p2-50c5-p2-500-10`, `3x32x32:16c3+1b-...-a8-10`. Two more go by a name, as a
chain cannot say what they are: `resnet-20` (He et al. 2016, projections on the bypass) and `mobilenet-like`
(depthwise convolutions).

Samples are (channels, height, width); a flat input of n values is (n,). A ReLU follows every layer of weights but the
last, behind the max-pooling where one follows, which is the same function and the cheaper order. Weights before a
batch normalisation have no bias.
"""
import re

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


def resnet20():
    widths = [16] * 4 + [32] * 3 + [64] * 3
    blocks = [Residual(a, b, 1 if a == b else 2) for a, b in zip(widths, widths[1:])]
    head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10)]
    return nn.Sequential(*normalised(3, 16), nn.ReLU(), *blocks, *head)


def mobilenet_like():
    modules, width = [*normalised(3, 32), nn.ReLU()], 32
    for outputs, stride in ((64, 1), (128, 2), (128, 1), (256, 2), (256, 1)):
        modules += [*normalised(width, width, 3, stride, groups=width), nn.ReLU()]
        modules += [*normalised(width, outputs, 1), nn.ReLU()]
        width = outputs
    return nn.Sequential(*modules, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 10))


NAMED = {"resnet-20": resnet20, "mobilenet-like": mobilenet_like}


def build(text):
    """(net, shape of a sample) of a net as text or by name. Raises ValueError where the text is not understood."""
    return (NAMED[text](), (3, 32, 32)) if text in NAMED else chain(text)


def parameters(net):
    """Weights and biases; those of a batch normalisation count as two for each unit, without its running averages."""
    return sum(parameter.numel() for parameter in net.parameters())
