"""Trains a small net in PyTorch and exports it: train_in_pytorch.py FOLDER

FOLDER holds images and test_images, raw float32 of 28 x 28 values each, and labels, a byte for each of the images. Written
beside them: net.onnx as PyTorch exports by default, kept.onnx with its batch normalisation as a node of its own, and
logits, those of the test images in raw float32."""

import pathlib
import sys

import torch
from torch import nn

folder = pathlib.Path(sys.argv[1])


def load(name, kind):
    return torch.frombuffer(bytearray((folder / name).read_bytes()), dtype=kind)


def train(net, images, labels, epochs=2, batch=50):
    optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
    for _ in range(epochs):
        for chosen in torch.randperm(len(images)).split(batch):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(images[chosen]), labels[chosen]).backward()
            optimizer.step()


def export(net, name, **options):
    torch.onnx.export(
        net, torch.zeros(1, 1, 28, 28), str(folder / name), opset_version=13,
        input_names=["image"], output_names=["logits"], dynamic_axes={"image": {0: "n"}, "logits": {0: "n"}},
        **options)


torch.manual_seed(1)
torch.set_num_threads(1)
net = nn.Sequential(
    nn.Conv2d(1, 8, 5), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(8, 12, 5), nn.ReLU(), nn.Flatten(),
    nn.Linear(12 * 8 * 8, 40), nn.LeakyReLU(0.1), nn.Dropout(0.2), nn.Linear(40, 10))
train(net, load("images", torch.float32).reshape(-1, 1, 28, 28), load("labels", torch.int32).long())
net.eval()
export(net, "net.onnx")
export(net, "kept.onnx", training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
with torch.no_grad():
    logits = net(load("test_images", torch.float32).reshape(-1, 1, 28, 28))
(folder / "logits").write_bytes(logits.numpy().tobytes())
