"""What the rules cost: words per CPU-second of the bare spaCy pipeline and of the annotators on the same texts.

    python benchmarks/annotation/measure.py                       # the repository's gold articles, repeated
    python benchmarks/annotation/measure.py --texts FILE.jsonl    # any JSONL with a field "text"

CPU seconds are of this one process with one BLAS thread. The two take turns, round by round, in one run, so that a busy
machine slows both alike; the figures of a part are sums over the rounds.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from toolkit.annotation import Layout
from toolkit.annotators import Annotators, Parsed, load_annotators
from toolkit.annotators.model import BATCH_DOCUMENTS

ROOT = Path(__file__).resolve().parents[2]
SEEDS = (ROOT / "seeds/gold/dev/articles.jsonl", ROOT / "seeds/gold/test/articles.jsonl")
PARTS = ("parse", "sentences", "entities", "quotes")
REPEAT = 5
"""How often the seeds are taken: they are few."""


@contextmanager
def counted(seconds: Counter[str], part: str) -> Iterator[None]:
    """Add the CPU seconds of the block to a part."""
    start = time.process_time()
    yield
    seconds[part] += time.process_time() - start  # type: ignore[assignment]  # a Counter of seconds


def read_texts(paths: Sequence[Path], repeat: int) -> list[str]:
    """The field "text" of each line of JSONL files, `repeat` times over."""
    texts = [json.loads(line)["text"] for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return texts * repeat


def run_bare(annotators: Annotators, texts: Sequence[str], seconds: Counter[str]) -> None:
    """spaCy's pipeline as it is."""
    model = annotators.model
    with counted(seconds, "bare"), model.threads.limit(limits=1, user_api="blas"):
        for _ in model.nlp.pipe(texts, batch_size=BATCH_DOCUMENTS):
            pass


def run_ours(annotators: Annotators, texts: Sequence[str], seconds: Counter[str]) -> None:
    """The annotators, slot by slot."""
    docs = annotators.model.read([Layout(text) for text in texts])
    for text in texts:
        with counted(seconds, "parse"):
            doc = next(docs)
        parsed = Parsed(Layout(text), doc)
        with counted(seconds, "sentences"):
            sentences = annotators.sentences(parsed)
        with counted(seconds, "entities"):
            entities = annotators.entities(parsed, sentences)
        with counted(seconds, "quotes"):
            annotators.quotes(parsed, sentences, entities)


def report(seconds: Counter[str], words: int) -> str:
    """The figures as lines of Markdown. `words` is how many each of the two has read."""
    ours = sum(seconds[part] for part in PARTS)
    rules = ours - seconds["parse"]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        f"{words:,} words; peak memory {peak:,.0f} MB",
        "",
        "| | CPU s | words per CPU s | share |",
        "|---|---|---|---|",
        f"| bare pipeline | {seconds['bare']:.1f} | {words / seconds['bare']:,.0f} | |",
        f"| annotators | {ours:.1f} | {words / ours:,.0f} | |",
        *(f"| - {part} | {seconds[part]:.1f} | | {seconds[part] / ours:.1%} |" for part in PARTS),
        f"| rules: all but parse | {rules:.1f} | | {rules / ours:.1%} |",
        "",
        f"annotators / bare pipeline: {ours / seconds['bare']:.2f}",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, nargs="+", help='JSONL files with a field "text"; default: the seeds')
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    texts = read_texts(arguments.texts or SEEDS, 1 if arguments.texts else REPEAT)
    annotators = load_annotators()
    run_bare(annotators, texts[:BATCH_DOCUMENTS], Counter())  # the first batch pays for what is loaded lazily
    seconds: Counter[str] = Counter()
    for _ in range(arguments.rounds):
        run_bare(annotators, texts, seconds)
        run_ours(annotators, texts, seconds)
    sys.stdout.write(report(seconds, arguments.rounds * sum(len(text.split()) for text in texts)) + "\n")


if __name__ == "__main__":
    main()
