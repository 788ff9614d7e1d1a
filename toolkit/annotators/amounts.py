"""Dates, times, sums and measures: the model's spans brought to one convention.

What only approximates ("about", "more than") and what only joins ("between") is left out, the unit and the sign of a
currency are in, an age in figures is a number ("Ana Ruiz, 54,"), the day and its part ("Thursday night") are one time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from toolkit.annotators.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

AMOUNTS: Final = frozenset("DATE TIME MONEY PERCENT QUANTITY CARDINAL ORDINAL".split())
_LEADING: Final = frozenset(
    """about around nearly almost approximately roughly over under between from only just some at more less fewer than
    least most up to no later as many much by on in during until since through before after the a an within every
    merely exactly well"""
    .split()
)
_APPROXIMATE: Final = re.compile(
    r"(?i)(?:about|around|nearly|almost|approximately|roughly|some|only|just|merely|exactly|well|over|under|above|below"
    r"|at least|at most|up to|as (?:many|much|few|little) as|as|(?:no )?(?:more|less|fewer|later|earlier) than|than"
    r"|no (?:more|less|fewer|later|earlier)|more|between|from|until|since|by|on|in|during|within|every|each|the|a"
    r"|an additional|another)\s+(?=\S)"
)
_FREQUENCIES: Final = frozenset(
    """annual daily weekly monthly quarterly yearly hourly nightly biweekly bimonthly biennial annually bi-annual
    week-long weeklong month-long monthlong year-long yearlong day-long daylong decade-long decades-long years-long
    months-long weeks-long seasonal day today's""".split()
)
_CURRENCIES: Final = frozenset(
    """dollar euro pound yen yuan renminbi rmb rupee rupiah ruble rouble peso real reais rand won franc crown krona krone
    kroner kronor dirham dinar riyal rial shekel lira naira shilling cedi kwacha pula taka baht ringgit dong zloty forint
    hryvnia tenge birr bolivar lempira quetzal colon colón sol guarani cent cents pence penny sterling dong kyat kwanza
    metical tugrik som manat lari dram lek lev leu quid buck bucks usd eur gbp""".split()
)
_SIGNS: Final = re.compile(r"(?:US|C|A|NZ|HK|S|R|NT|CA|AU|J|Z)?[$€£¥₹₽₩₦₱₪฿]|Rs\.?|R|KSh|Ksh|USD|EUR|GBP|RMB|RM|AED|KD|QR|SR|Tk|N")
_PERCENT: Final = frozenset(["percent", "%", "percentage"])
_MEASURES: Final = frozenset(
    """metre meter metres meters kilometre kilometer kilometres kilometers km mile miles foot feet inch inches yard yards
    centimetre centimeter centimetres centimeters cm mm kg kilogram kilograms kilo kilos gram grams tonne tonnes ton tons
    litre liter litres liters gallon gallons acre acres hectare hectares megawatt megawatts mw gigawatt gigawatts gw
    kilowatt kilowatts kw degree degrees celsius fahrenheit mph kph knots barrels barrel bpd ounce ounces lb lbs pound"""
    .split()
)
_AGE: Final = re.compile(r"\d{1,3}")
_DAY: Final = re.compile(
    r"(?i)(?:(?:last|this|next|late|early|on)\s+)*(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?i:yesterday|tomorrow)"
)
_DAYPART: Final = frozenset("morning afternoon evening night mornings afternoons evenings nights".split())


def settled(doc: Doc, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with dates and numbers brought to the convention; names pass through. In order, no overlaps."""
    result: list[Mention] = []
    for mention in mentions:
        if mention.label not in AMOUNTS:
            result.append(mention)
            continue
        result += _settle(doc, mention)
    return _joined(doc, result)


def _settle(doc: Doc, mention: Mention) -> list[Mention]:
    mention = _without_lead(doc, mention)
    text = doc[mention.start : mention.end].text
    if mention.label == "DATE" and text.lower() in _FREQUENCIES:
        return []
    if text.isalpha() and text.lower() in ("about", "around", "only"):
        return []
    if mention.label in ("CARDINAL", "MONEY", "QUANTITY", "DATE"):
        mention = _with_unit(doc, mention)
    if mention.label == "DATE" and _AGE.fullmatch(text) and _is_age(doc, mention):
        return [replace(mention, label="CARDINAL")]
    return [mention]


def _without_lead(doc: Doc, mention: Mention) -> Mention:
    start = mention.start
    while start < mention.end - 1:
        match = _APPROXIMATE.match(doc[start : mention.end].text + " ")
        if not match:
            break
        size = len(match.group().split())
        if start + size >= mention.end:
            break
        start += size
    return replace(mention, start=start)


def _with_unit(doc: Doc, mention: Mention) -> Mention:
    """The mention with the unit that follows it and the sign of a currency before it."""
    start, end = mention.start, mention.end
    words = {doc[i].lower_ for i in range(start, end)}
    after = doc[end].lower_ if end < len(doc) else ""
    if words & _PERCENT or ("per" in words and "cent" in words):
        return replace(mention, label="PERCENT")
    if start > 0 and mention.label in ("CARDINAL", "MONEY") and _SIGNS.fullmatch(doc[start - 1].text):
        if doc[start - 1].text != "N" or not doc[start - 1].whitespace_:
            return replace(mention, start=start - 1, label="MONEY")
    if mention.label == "CARDINAL" and after and not doc[start].text.endswith(("-", "–")):
        if _singular(after) in _CURRENCIES or after in _CURRENCIES:
            return replace(mention, end=end + 1, label="MONEY")
        if after == "per" and end + 1 < len(doc) and doc[end + 1].lower_ == "cent":
            return replace(mention, end=end + 2, label="PERCENT")
        if after in _PERCENT:
            return replace(mention, end=end + 1, label="PERCENT")
        if after in _MEASURES:
            return replace(mention, end=end + 1, label="QUANTITY")
    return mention


def _singular(word: str) -> str:
    return word.removesuffix("s")


def _is_age(doc: Doc, mention: Mention) -> bool:
    """Whether a number stands between commas after a name, as ages do."""
    before = doc[mention.start - 1].text if mention.start else ""
    after = doc[mention.end].text if mention.end < len(doc) else "."
    return before == "," and after in (",", ".", ";", ")", "and", "who", "’s", "of", "—", "–", "is", "was", "said")


def _joined(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """A day and the part of the day right after it made one time."""
    result: list[Mention] = []
    for mention in mentions:
        if (
            result
            and mention.label in ("TIME", "DATE")
            and result[-1].label == "DATE"
            and result[-1].end == mention.start
            and doc[mention.start].lower_ in _DAYPART
            and _DAY.fullmatch(doc[result[-1].start : result[-1].end].text)
        ):
            result[-1] = replace(result[-1], end=mention.end, label="TIME")
        else:
            result.append(mention)
    return result
