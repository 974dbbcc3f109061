#!/usr/bin/python3
"""What the peers share: PyTorch with a number of threads, and which BLAS it got. Run, it prints both as a line of
JSON."""
import json
import os

BLAS = "openblas-openmp"  # the folder of libopenblas0-openmp


def torch_with(threads):
    """Imports PyTorch for this many threads. The environment variable counts for the BLAS only before it is loaded,
    so nothing may have imported PyTorch before."""
    os.environ["OMP_NUM_THREADS"] = str(threads)
    import torch

    torch.set_num_threads(threads)
    return torch


def blas():
    """The BLAS that this process has loaded, by the folder that Debian puts it into; empty where it is built in."""
    with open("/proc/self/maps", encoding="utf-8") as maps:
        files = {line.split()[-1] for line in maps if "blas" in line}
    return os.path.basename(os.path.dirname(os.path.realpath(min(files)))) if files else ""


if __name__ == "__main__":
    print(json.dumps({"torch": torch_with(1).__version__, "blas": blas()}))
