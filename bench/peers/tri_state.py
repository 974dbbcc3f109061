"""The tri-state ReLU (Srinivas and Babu 2016, equation 3.2) in PyTorch, with width gates only, and what goes with it.

A net is a chain of nets.chain(text, TriStateRelu) without batch normalisation. The gates w are real numbers in [0,
1]; a unit is open from 0.5 on, and only then does it put anything out.
"""
import torch
from torch import nn


class Threshold(torch.autograd.Function):
    """1 from 0.5 on, else 0; the gradient passes unchanged (straight-through, Bengio et al. 2013)."""

    @staticmethod
    def forward(_, gate):
        return (gate >= 0.5).to(gate.dtype)

    @staticmethod
    def backward(_, gradient):
        return gradient


class TriStateRelu(nn.Module):
    """max(x, 0), times the gate of the unit: of a neuron, or of a feature map."""

    def __init__(self, units):
        super().__init__()
        self.gate = nn.Parameter(torch.ones(units))
        self.closed_for = torch.zeros(units, dtype=torch.long)  # minibatches

    def forward(self, x):
        gate = Threshold.apply(self.gate)
        return torch.relu(x) * (gate if x.dim() == 2 else gate[:, None, None])

    def open(self):
        return self.gate >= 0.5

    @torch.no_grad()
    def settle(self):
        """After a step of descent: clips the gates, keeps the best unit of a layer open, and counts who is closed."""
        self.gate.clamp_(0, 1)
        if not self.open().any():
            self.gate[self.gate.argmax()] = 0.5
        self.closed_for = torch.where(self.open(), 0, self.closed_for + 1)


def weight_layers(net):
    return [module for module in net if isinstance(module, (nn.Conv2d, nn.Linear))]


def gated_layers(net):
    return [module for module in net if isinstance(module, TriStateRelu)]


def check(net):
    """Raises ValueError for a net with batch normalisation, whose removal of units is not written here."""
    if any(layer.bias is None for layer in weight_layers(net)):
        raise ValueError("net: batch normalisation is not known together with gates")


def draw_weights(net):
    """Initial weights as Tristate draws them: He's normal distribution (He et al. 2015), biases 0."""
    for layer in weight_layers(net):
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)


def architecture(net):
    """Open units of every layer with gates."""
    return [int(layer.open().sum()) for layer in gated_layers(net)]


def open_parameters(net):
    """Weights and biases of the net that is left when every closed unit is taken out."""
    layers, total, share = weight_layers(net), 0, 1.0  # share: of the inputs that are open
    for layer, units in zip(layers, architecture(net) + [layers[-1].out_features]):
        outputs, inputs = layer.weight.shape[:2]
        kernel = layer.weight[0, 0].numel()
        total += units * (round(inputs * share) * kernel + 1)
        share = units / outputs
    return total


def keep(parameter, axis, indices, optimizer):
    """Keeps these rows or columns of a parameter, and of the optimizer's memory of it."""
    parameter.data = parameter.data.index_select(axis, indices)
    parameter.grad = None
    memory = optimizer.state[parameter] if parameter in optimizer.state else {}
    for name, value in memory.items():
        if torch.is_tensor(value) and value.dim() > 0:
            memory[name] = value.index_select(axis, indices)


def remove_closed(net, patience, optimizer):
    """Takes the units that were closed for `patience` minibatches out of the arrays; no output of the net changes."""
    weights, gates = weight_layers(net), gated_layers(net)
    for layer, gate, following in zip(weights, gates, weights[1:]):
        kept = torch.nonzero(gate.closed_for < patience).flatten()
        units = len(gate.gate)
        if len(kept) == units:
            continue
        each = following.weight.shape[1] // units  # columns of a unit: the positions of a map that is flattened
        columns = (kept[:, None] * each + torch.arange(each)).flatten()
        for parameter in (layer.weight, layer.bias, gate.gate):
            keep(parameter, 0, kept, optimizer)
        keep(following.weight, 1, columns, optimizer)
        gate.closed_for = gate.closed_for[kept]
