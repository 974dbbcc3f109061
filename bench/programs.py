"""What the comparisons share: Tristate and its peer in PyTorch (bench/peers) as programs that print lines of JSON."""
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TRISTATE = ROOT / "build-release/app/tristate"
PEERS = ROOT / "bench/peers"
PYTHON = "/usr/bin/python3"  # Debian's python3-torch is for Debian's own, whichever one comes first elsewhere
BLAS = "openblas-openmp"


def last_line(command, threads):
    """Runs a program and returns the last object that it prints; ends this one with a sentence when it fails."""
    environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
    done = subprocess.run([*map(str, command)], env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        stop(f"{' '.join(map(str, command))} failed")
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")][-1]


def peer(script, *options, threads):
    """The last line of a script of bench/peers with these options."""
    return last_line([PYTHON, PEERS / script, *options, "--threads", threads], threads)


def require(tristate):
    """The version of PyTorch. Ends the program when Tristate or PyTorch is missing, or when PyTorch lacks the BLAS
    without which a comparison would mean nothing."""
    if not os.access(tristate, os.X_OK):
        stop(f"{tristate} is missing; scripts/run builds it")
    if subprocess.run([PYTHON, "-c", "import torch"], stderr=subprocess.DEVNULL).returncode != 0:
        stop("PyTorch is missing; install python3-torch and libopenblas0-openmp")
    found = last_line([PYTHON, PEERS / "machine.py"], 1)
    if found["blas"] not in ("", BLAS):
        stop(f"PyTorch multiplies matrices by {found['blas']} here, many times slower than it can; "
             "install libopenblas0-openmp")
    return found["torch"]


def stop(sentence):
    sys.exit(f"{Path(sys.argv[0]).name}: {sentence}")
