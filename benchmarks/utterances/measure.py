"""Seconds and memory for made-up statements: python benchmarks/utterances/measure.py STATEMENTS NAMES [--dated]

Words are drawn after Zipf's law from 20,000 made-up ones, 6 to 24 to a statement; every fourth statement renders an
earlier one of the same speaker with a fifth of its words changed. Each stands in an article of its own; with --dated
these appeared over three years, and a rendering within three days of what it renders.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import accumulate, combinations

from toolkit.utterances import Statement, utterances

WORDS = 20_000
DAYS = 3 * 365
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe qui ro su ta ve wi xo zu bra cle dri flo gru sta pre tri".split()


def vocabulary(chance: random.Random) -> list[str]:
    """Made-up words, each another."""
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(words)


def statements(count: int, names: int, dated: bool) -> tuple[list[Statement], dict[str, int]]:
    """The statements, and for each which one it renders."""
    first = datetime(2031, 1, 1, tzinfo=UTC)
    days: list[int] = []
    chance = random.Random(0)
    words = vocabulary(chance)
    weights = list(accumulate(1 / (rank + 10) for rank in range(WORDS)))
    speakers = [f"{first.title()} {last.title()}" for first, last in zip(words, reversed(words), strict=True)][:names]
    made: list[Statement] = []
    origin: dict[str, int] = {}
    own: dict[str, list[int]] = defaultdict(list)
    for number in range(count):
        speaker = chance.choice(speakers)
        if number % 4 == 3 and own[speaker]:
            source = chance.choice(own[speaker])
            said = made[source].text.split()
            fresh = chance.choices(words, cum_weights=weights, k=len(said))
            said = [new if chance.random() < 0.2 else old for old, new in zip(said, fresh, strict=True)]
        else:
            source = number
            own[speaker].append(number)
            said = chance.choices(words, cum_weights=weights, k=chance.randint(6, 24))
        days.append(chance.randrange(DAYS) if source == number else days[source] + chance.randrange(4))
        quote_id, at = f"{number:08x}", first + timedelta(days=days[-1]) if dated else None
        text, verbatim = " ".join(said), chance.random() < 0.7
        made.append(Statement(quote_id, speaker, text, verbatim, f"d{number}", said_at=at))
        origin[quote_id] = source
    return made, origin


def pairs(groups: dict[str, int] | dict[str, str]) -> set[tuple[str, ...]]:
    """Pairs of one group."""
    members = defaultdict(list)
    for quote_id, group in groups.items():
        members[group].append(quote_id)
    return {pair for each in members.values() for pair in combinations(sorted(each), 2)}


def main(count: int, names: int, dated: bool) -> None:
    """Print one row of the table."""
    made, origin = statements(count, names, dated)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    found = utterances(made)
    seconds = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wanted, joined = pairs(origin), pairs(found)
    right = len(wanted & joined)
    print(
        f"| {count:,} | {names:,} | {'yes' if dated else 'no'} | {seconds:.1f} | {peak // 1024:,} "
        f"| {(peak - before) // 1024:,} | {100 * right / max(1, len(joined)):.1f} | {100 * right / len(wanted):.1f} |"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), "--dated" in sys.argv)
