"""What our rules cost beside spaCy's parser: python parser_share.py GOLD...

Prints one JSON object of CPU-seconds over the texts of the gold files, least of three runs each, without tokenizing:
the slots `entities` (names) and `quotes` (quotes, cues, speakers), and the parser with its tok2vec over the whole text.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from one import read
from systems import BATCH, MODEL

from toolkit.annotation import Layout
from toolkit.annotators import Parsed, load_annotators

RUNS = 3


def least(work: Callable[[], object]) -> float:
    """CPU-seconds of the cheapest of some runs."""
    found = []
    for _ in range(RUNS):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def main(gold: Sequence[Path]) -> None:
    """Measure and print."""
    annotators = load_annotators(MODEL)
    layouts = [Layout(row["text"]) for path in gold for row in read(path)]
    parsed = [Parsed(*pair) for pair in zip(layouts, annotators.model.read(layouts), strict=True)]
    sentences = [annotators.sentences(each) for each in parsed]
    entities = [annotators.entities(*each) for each in zip(parsed, sentences, strict=True)]
    triples = list(zip(parsed, sentences, entities, strict=True))
    nlp, limit = annotators.model.nlp, annotators.model.threads.limit

    def parse() -> None:
        docs = [nlp.make_doc(layout.text) for layout in layouts]
        started.append(time.process_time())
        with nlp.select_pipes(enable=["tok2vec", "parser"]), limit(limits=1, user_api="blas"):
            for _ in nlp.pipe(docs, batch_size=BATCH):
                pass
        ended.append(time.process_time())

    started: list[float] = []
    ended: list[float] = []
    names = least(lambda: [annotators.entities(*each) for each in zip(parsed, sentences, strict=True)])
    quotes = least(lambda: [annotators.quotes(*each) for each in triples])
    for _ in range(RUNS):
        parse()
    parser = min(end - start for start, end in zip(started, ended, strict=True))
    print(json.dumps({"names": names, "quotes": quotes, "parser": parser, "share": (names + quotes) / parser}))


if __name__ == "__main__":
    main([Path(path) for path in sys.argv[1:]])
