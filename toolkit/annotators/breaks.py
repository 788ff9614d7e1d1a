"""Sentence breaks without a terminator and white space: web addresses, rules of dashes, sentences run together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from toolkit.annotators.abbreviations import is_plain, leads_on, starts_sentence, word_before

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS: Final = re.compile(
    r"(?<!\S)(?:<?(?:https?://|ftp://|www\.)\S++|[a-z0-9-]{2,}+(?:\.[a-z0-9-]{2,}+){2,}+)[^\S\n]++(?=\S)"
)
_SCHEME: Final = re.compile(r"<?(?:https?://|ftp://|www\.)")
_RULE: Final = re.compile(r"(?<!\S)(?:([-=_*#~])\1{2,}+|[-=_*#~+<>{}|]{8,}+)(?=[^\S\n]|$)", re.MULTILINE)
_SURE_RULE: Final = 5
# A reader's name behind a quotation, and the next reader's quotation.
_CREDITED: Final = re.compile(r"[.!?…][\"”][^\S\n]?[-–—―]{1,2}[^\S\n]?[A-Z][^.!?“”\"\n]{0,60}(?<=\s)(?=[\"“<][A-Z])")
# A period is missing in front of a capitalized pronoun or the like: "a new site We run it".
_UNENDED: Final = re.compile(
    r"(?<=[^\W_A-Z])[^\S\n]++(?=(?:He|She|It|They|We|This|These|There|The|If|When|While|Because|Since|Although|What|How|"
    r"In|As|But|And|So|Please|Here|Thanks|Now|My|Our)(?:['’][a-z]+)? [a-z])"
)
# A colon that announces a clause: "Here are the answers: They differ."
_ANNOUNCED: Final = re.compile(
    r"\b(?:[Tt]he following|[Aa]s follows|[Hh]ere(?: is| are|['’]s)|[Tt]hese|[Tt]his)\b[^.!?:,\n]{0,60}:"
    r"[^\S\n]++(?=[A-Z])"
)
# One chunk without white space, in which two words of a sentence's end and beginning touch: "done.They".
_GLUED: Final = re.compile(
    r"(?<=[a-z0-9)])(?P<stop>[.!?])(?P<close>[\"”’)]?)(?=[“\"‘]?[A-Z][a-z’']*+[\s.,’'])|[。！？．](?=\w)"
)
_ADDRESSED: Final = re.compile(r"[/@_\\]|^www\.", re.IGNORECASE)
_EXTENSIONS: Final = frozenset("com org net edu gov html htm php pdf js py io tv uk us".split())
_LONGEST_CHUNK: Final = 200
_WORD: Final = re.compile(r"\w+")


def find_breaks(text: str) -> Iterator[int]:
    """Offsets at which a sentence begins although nothing ends before; in no particular order."""
    yield from _after_addresses(text)
    yield from _around_rules(text)
    yield from (match.end() for match in _CREDITED.finditer(text))
    for match in _ANNOUNCED.finditer(text):
        if starts_sentence(text[match.end() : match.end() + 40]):
            yield match.end()
    for match in _UNENDED.finditer(text):
        if not leads_on(word_before(text, match.start())):
            yield match.end()
    yield from _between_glued(text)


def _after_addresses(text: str) -> Iterator[int]:
    """After a web address: another one, or a word that begins sentences."""
    for match in _ADDRESS.finditer(text):
        after = text[match.end() : match.end() + 40]
        if _SCHEME.match(after) or starts_sentence(after):
            yield match.end()


def _around_rules(text: str) -> Iterator[int]:
    """Before and after a row of signs such as dashes; a short one within a line may stand for a dash or for a word."""
    for match in _RULE.finditer(text):
        before = text[max(0, match.start() - 4) : match.start()].rstrip(' \t"”)')
        long = match.end() - match.start() >= _SURE_RULE and match[1] not in ("*", "#")
        ended = not before or before[-1] == "\n" or (before[-1] in ".!?…" and match[1] != "-")
        if not (long or ended or text[match.end() : match.end() + 1] in ("", "\n")):
            continue
        yield match.start()
        at = match.end()
        while at < len(text) and text[at].isspace():
            at += 1
        if at < len(text):
            yield at


def _between_glued(text: str) -> Iterator[int]:
    for match in _GLUED.finditer(text):
        if match["stop"] is None or _is_glued(text, match):
            yield match.end()


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Whether two sentences touch here, rather than the parts of an address, a name or an abbreviation."""
    low, high = max(0, match.start() - _LONGEST_CHUNK), match.end() + 40
    before = text[low : match.start()].split()
    after = text[match.end() : high].split(maxsplit=1)[0]
    if not before or _ADDRESSED.search(before[-1]) or _ADDRESSED.search(after):
        return False
    follower = _WORD.search(after)
    if follower is None or follower.group().lower() in _EXTENSIONS:
        return False
    word = word_before(text, match.start()).rsplit(".")[-1]
    if match["close"] or match["stop"] != "." or (word.isdigit() and before[-1] != word):
        return len(follower.group()) > 1
    return is_plain(word) or (not word.isdigit() and starts_sentence(after + " x"))
