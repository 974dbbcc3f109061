"""Exports a network of torchvision with random weights as ONNX: export_torchvision.py NAME SIDE FILE

Its batch normalisation has averages, scales and shifts as training leaves them, so that a reader who mixes them up shows."""

import sys
import warnings

import torch
import torchvision

warnings.filterwarnings("ignore")
name, side, file = sys.argv[1], int(sys.argv[2]), sys.argv[3]
torch.manual_seed(1)
torch.set_num_threads(1)
options = {"aux_logits": False, "init_weights": True} if name == "googlenet" else {}
net = getattr(torchvision.models, name)(weights=None, **options).eval()
for module in net.modules():
    if isinstance(module, torch.nn.BatchNorm2d):
        module.running_mean.normal_(0, 0.1)
        module.running_var.uniform_(0.5, 2)
        module.weight.data.uniform_(0.5, 1.5)
        module.bias.data.normal_(0, 0.1)
torch.onnx.export(
    net,
    torch.zeros(1, 3, side, side),
    file,
    input_names=["input"],
    output_names=["logits"],
    dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}},
    # as the network is, batch normalisation and all
    do_constant_folding=False,
    training=torch.onnx.TrainingMode.PRESERVE,
)
