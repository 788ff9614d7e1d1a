"""What proving a release costs, beside reading it and beside others that check a fraction, all in one run.

    python run.py FOLDER [--peers PYTHON] [SYSTEM ...]

FOLDER is a release (`generate.py` makes a large one), PYTHON the interpreter of an environment with requirements.txt.
Each system is a process of its own; CPU-seconds and memory are the system's count of it, interpreter and imports
included.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from systems import SYSTEMS

PROGRAM = Path(__file__).parent / "systems.py"
BARE = "_bare"
"""What the names of systems end with that are held against a scan of fewer tables."""
PEERS = ("pandera", "pandera_all", "great_expectations", "great_expectations_all")


@dataclass(frozen=True)
class Cost:
    """What one process took."""

    rows: int
    cpu: float
    wall: float
    memory: int
    """Largest resident set, in bytes."""


def cost(name: str, folder: Path, python: str) -> Cost:
    """Run a system. Raises CalledProcessError where it fails, for then its figures say nothing."""
    command = [python, str(PROGRAM), name, str(folder)]
    start = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        output = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    wall = time.perf_counter() - start
    return Cost(int(output.split()[-1]), used.ru_utime + used.ru_stime, wall, used.ru_maxrss * 1024)


def parsed(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """What the command line says; --peers may stand before, between or behind the others."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("systems", nargs="*", default=list(SYSTEMS))
    parser.add_argument("--peers", default=sys.executable)
    return parser.parse_intermixed_args(argv)


def main() -> None:
    """Run from the command line: print the table."""
    arguments = parsed()
    scans = dict[str, float]()
    print(
        "| system | rows read | CPU s | wall s | memory, MB | CPU, scans |\n| --- | ---: | ---: | ---: | ---: | ---: |"
    )
    for name in arguments.systems:
        python = arguments.peers if name in PEERS else sys.executable
        own = cost(name, arguments.folder, python)
        beside = f"scan{BARE}" if name.endswith(BARE) else "scan"
        scans |= {name: own.cpu} if name == beside else {}
        ratio = f"{own.cpu / scans[beside]:.1f}" if beside in scans else ""
        megabytes = own.memory / 1e6
        print(f"| {name} | {own.rows:,} | {own.cpu:.1f} | {own.wall:.1f} | {megabytes:,.0f} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
