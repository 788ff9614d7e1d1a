"""Fit what tells that two statements are one: python tools/renderings.py > toolkit/utterances/renderings.json

A logistic regression with a ridge over the traits of a pair (toolkit/utterances/renderings.py names them), whose
weights may not speak against what a trait stands for. Fitted on the gold of seeds/, half dev, and on retold.txt beside
this program: what invented people say, told by several papers each in its own words. Both also with some statements
left out, pieces of quotations divided and names dropped, as articles have them. Fit again when a trait, the thesaurus
or retold.txt changes.

    python tools/renderings.py --check     what it finds in each event when fitted without that event
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from utterances import Input, gold_input, measures, pairs

from toolkit.utterances import Statement, compared, said, utterances
from toolkit.utterances.renderings import Model, meetings

HERE = Path(__file__).parent
GOLD = HERE.parent / "seeds" / "gold" / "dev" / "articles.jsonl"
RETOLD = HERE / "retold.txt"
DAY = datetime(2031, 1, 1, tzinfo=UTC)
THRESHOLD = 0.65
RIDGE = 1.0
SEEDS = range(3)
LEFT_OUT = (0.2, 0.5)
UNNAMED, DIVIDED = 0.15, 0.4
"""Shares of the statements that lose their speaker, and that are divided in two."""
FOR = ("alike least most matched ahead_of_theirs ahead_of_ours ahead_of_theirs_elsewhere ahead_of_ours_elsewhere "
       "best neighbours telling known").split()  # fmt: skip
AGAINST = ("out_of_order", "uneven")


class Case(NamedTuple):
    """A pair of statements: its event, what it shows, and whether the two are one."""

    event: str
    traits: dict[str, float]
    one: bool


def retold_input(path: Path = RETOLD) -> Input:
    """The statements of retold.txt.

    "# name" begins an event; a line is "OUTLET Full Name label | words", a continued quotation "+ label | words"; the
    label "-" is that of what only one outlet has, direct words stand in straight marks.
    """
    made = Input([], {}, {})
    event = outlet = name = quotation = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if line.startswith("# "):
            event = line[2:].replace(" ", "-")
        elif line.strip():
            head, _, text = line.partition(" | ")
            words = head.split()
            if words[0] != "+":
                outlet, name, quotation = words[0], " ".join(words[1:-1]), f"{event} {number}"
            document, quote_id = f"{event}/{outlet}", f"{event}/{outlet} {number:05}"
            made.labels[quote_id] = None if words[-1] == "-" else f"{event} {words[-1]}"
            made.events[quote_id] = event
            content, span = text.strip('"'), (number * 10_000, number * 10_000 + len(text))
            verbatim = text.startswith('"') or "“" in text
            made.statements.append(
                Statement(quote_id, name, said(content, []), verbatim, document, quotation, span, said_at=DAY)
            )
    return made


def cases(made: Input) -> Iterator[Case]:
    """All pairs of two documents of one event."""
    units, told, known = compared(made.statements)
    for meeting in meetings(units, sorted({*told, *_events(made)})):
        for (one, other), traits in meeting.traits(known):
            labels = [{made.labels[quote.quote_id] for quote in units[each].quotes} - {None} for each in (one, other)]
            event = made.events[units[one].quotes[0].quote_id]
            yield Case(event, traits, not labels[0].isdisjoint(labels[1]))


def _events(made: Input) -> Iterator[tuple[str, str]]:
    documents = sorted({(made.events[each.quote_id], each.doc_id) for each in made.statements})
    for one, other in combinations(documents, 2):
        if one[0] == other[0]:
            yield one[1], other[1]


def changed(made: Input, seed: int, left_out: float) -> Input:
    """The same with some left out, some in two pieces, some without a speaker."""
    chance = random.Random(seed)
    kept, labels, events = [], dict(made.labels), dict(made.events)
    for statement in made.statements:
        if chance.random() < left_out:
            continue
        if chance.random() < UNNAMED:
            statement = statement._replace(speaker="")
        cuts = [at.end() for at in re.finditer(r"[,.?!;:] (?=\S)", statement.text) if at.end() > 8]
        if not cuts or chance.random() >= DIVIDED:
            kept.append(statement)
            continue
        cut, rest = chance.choice(cuts), f"{statement.quote_id}b"
        middle = statement.span[0] + cut
        kept.append(statement._replace(text=statement.text[: cut - 1], span=(statement.span[0], middle - 1)))
        kept.append(statement._replace(quote_id=rest, text=statement.text[cut:], span=(middle, statement.span[1])))
        labels[rest], events[rest] = labels[statement.quote_id], events[statement.quote_id]
    return Input(kept, labels, events)


def fit(rows: Sequence[Case]) -> Model:
    """A weight for each trait, each of the sign that it must have."""
    names = list(rows[0].traits)
    x = np.array([[row.traits[name] for name in names] for row in rows])
    y = np.array([row.one for row in rows], np.float64)
    mean, spread = x.mean(axis=0), x.std(axis=0) + 1e-9
    x = np.column_stack([(x - mean) / spread, np.ones(len(x))])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        likely = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        right = np.where(y > 0, likely, 1 - likely)
        ridge = RIDGE * np.append(weights[:-1], 0.0)
        return float(-np.log(right + 1e-12).sum() + ridge @ weights / 2), x.T @ (likely - y) + ridge

    limits = [(0 if name in FOR else None, 0 if name in AGAINST else None) for name in names]
    best = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", bounds=[*limits, (None, None)]).x
    weights = best[:-1] / spread
    kept = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True) if abs(weight) > 1e-3}
    return Model(kept, round(float(best[-1] - weights @ mean), 4), THRESHOLD)


def main() -> None:
    """Run from the command line."""
    inputs = {
        "dev": gold_input([json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]),
        "retold": retold_input(),
    }
    rows = []
    for name, made in inputs.items():
        found = list(cases(made))
        for seed in SEEDS:
            for share in LEFT_OUT:
                found += cases(changed(made, seed, share))
        rows += [row._replace(event=f"{name} {row.event}") for row in found]
    if "--check" in sys.argv:
        for name, made in inputs.items():
            check(name, made, rows)
    else:
        print(json.dumps(fit(rows)._asdict(), indent=1))


def check(name: str, made: Input, rows: Sequence[Case]) -> None:
    """Print the figures of one file's events, each with a model fitted without it."""
    counts = np.zeros(3, int)
    for event in sorted(set(made.events.values())):
        model = fit([row for row in rows if row.event != f"{name} {event}"])
        own = [each for each in made.statements if made.events[each.quote_id] == event]
        wanted = pairs({key: label for key, label in made.labels.items() if made.events[key] == event})
        found = pairs(utterances(own, model))
        counts += [len(wanted), len(found), len(wanted & found)]
    precision, recall, _ = measures(*counts.tolist())
    print(
        f"{name}: P {precision:.1f} R {recall:.1f}, right {counts[2]} of {counts[1]} joined, {counts[0]} to be joined"
    )


if __name__ == "__main__":
    main()
