"""Dates, times, sums and measures: the model's spans brought to one convention, and those that it misses.

What only approximates ("about", "more than") and what only joins ("between") is left out, the unit and the sign of a
currency are in, an age in figures is a number ("Ana Ruiz, 54,"), the day and its part ("Thursday night") are one time,
two ends of a range are two mentions. Words of frequency ("annual") are no dates. What is written by a fixed pattern
(US$5 million, 26 July 2022, half past three) is found whatever the model says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Final

from toolkit.annotators.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

AMOUNTS: Final = frozenset("DATE TIME MONEY PERCENT QUANTITY CARDINAL ORDINAL".split())
"""The types whose mentions are no names."""
_LEAD: Final = re.compile(
    r"(?:about|around|nearly|almost|approximately|roughly|some|only|just|merely|exactly|well|over|under|above|below"
    r"|at least|at most|up to|as (?:many|much|few|little) as|as|(?:no )?(?:more|less|fewer|later|earlier) than|than"
    r"|more|between|from|until|since|by|on|in|during|within|every|each|the|a|an additional|another|an estimated"
    r"|estimated)\s+(?=\S)",
    re.IGNORECASE,
)
_FREQUENCIES: Final = frozenset(
    """annual daily weekly monthly quarterly yearly hourly nightly biweekly bimonthly biennial annually bi-annual
    week-long weeklong month-long monthlong year-long yearlong day-long daylong decade-long decades-long years-long
    months-long weeks-long seasonal day today's season""".split()
)
_CURRENCIES: Final = frozenset(
    """dollar euro pound yen yuan renminbi rmb rupee rupiah ruble rouble peso real reais rand won franc crown krona
    krone kroner kronor dirham dinar riyal rial shekel lira naira shilling cedi kwacha pula taka baht ringgit dong
    zloty forint hryvnia tenge birr bolivar lempira quetzal colon colón sol guarani cent pence penny sterling kyat
    kwanza metical tugrik som manat lari dram lek lev leu quid buck usd eur gbp""".split()
)
_MEASURES: Final = frozenset(
    """metre meter metres meters kilometre kilometer kilometres kilometers km mile miles foot feet inch inches yard
    yards centimetre centimeter centimetres centimeters cm mm kg kilogram kilograms kilo kilos gram grams tonne
    tonnes ton tons litre liter litres liters gallon gallons acre acres hectare hectares megawatt megawatts mw
    gigawatt gigawatts gw kilowatt kilowatts kw degree degrees celsius fahrenheit mph kph knots barrels barrel bpd
    ounce ounces lb lbs""".split()
)
_DURATIONS: Final = frozenset("second seconds minute minutes min. hour hours".split())
_PERCENT: Final = frozenset(["percent", "%", "percentage"])
_MONTH: Final = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY_NAME: Final = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.)"
_DAY_LEAD: Final = rf"(?:{_DAY_NAME},? )?"
_NUMBER: Final = r"\d[\d,.]*(?<=\d)(?: 000\b)*"
_SCALE: Final = r"(?:\s?(?:hundred|thousand|million|billion|trillion|crores?|lakhs?|bn|mn|tn|m|k)\b)?"
_SIGN: Final = (
    r"(?:(?:US|C|A|NZ|HK|S|R|NT|CA|AU|Z|N|J|GH)?[$€£¥₹₽₩₦₱₪฿₵]"
    r"|\b(?:USD|EUR|GBP|RMB|RM|AED|BND|QR|SR|OMR|KSh|Ksh|KES|UGX|TZS|NGN|ZAR|INR|CNY|JPY|Tk|Rs|R(?=\d))\.?)"
)
_UNIT: Final = "|".join(sorted(_CURRENCIES - {"real", "sol", "won", "colon", "som", "lev", "buck", "quid"}))
_WRITTEN: Final = tuple(
    (label, re.compile(pattern))
    for label, pattern in (
        ("MONEY", rf"(?=[A-Z$€£¥₹₽₩₦₱₪฿₵]){_SIGN}\s?{_NUMBER}{_SCALE}(?: (?:{_UNIT})s?\b)?"),
        ("MONEY", rf"(?=\d)\b{_NUMBER}{_SCALE}\s(?:(?:US|U\.S\.|[A-Z][a-z]+n) )?(?:{_UNIT})s?\b"),
        ("PERCENT", rf"(?<![\w.,]){_NUMBER}\s?(?:%|per ?cent\b)"),
        ("DATE", rf"(?=[A-Z\d])\b{_DAY_LEAD}\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? \d{{4}})?(?!\w)"),
        ("DATE", rf"(?=[A-Z])\b{_DAY_LEAD}{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?\b(?:,? \d{{4}}\b)?(?![\d:]|\s?[ap]\.?m)"),
        ("DATE", rf"(?<=\b[Ss]ince )(?:{_MONTH}|New Year[’']s(?: Day| Eve)?)(?=[ ,.])(?! \d| [A-Z])"),
        ("DATE", r"\bNew Year[’']s(?: Day| Eve)\b"),
        ("TIME", r"\b(?:half|quarter|five|ten|twenty) (?:past|to) (?:one|two|three|four|five|six|seven|eight|nine|ten"
                 r"|eleven|twelve)\b"),
        ("QUANTITY", r"(?<!\w)\d{1,2}[’'′]\s?\d{1,2}[”\"″]"),
    )
)  # fmt: skip
_DAY: Final = re.compile(rf"(?i:(?:last|this|next|late|early|on)\s+)*{_DAY_NAME}|(?i:yesterday|tomorrow)")
_DAYPART: Final = frozenset("morning afternoon evening night mornings afternoons evenings nights".split())
_SHORT_NUMBER: Final = re.compile(r"\d{1,3}")
_CLOCK: Final = frozenset("one two three four five six seven eight nine ten eleven twelve".split())
_AT: Final = frozenset("at by from until till".split())
_LARGE: Final = frozenset("million billion trillion".split())


def settled(doc: Doc, text: str, starts: Sequence[int], mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions with dates and numbers brought to the convention; names pass through. In order, no overlaps.

    `text` is the document's, which spaCy would put together anew, and `starts` are the offsets of its tokens.
    """
    kept = _with_written(text, starts, mentions)
    result = [new for mention in kept for new in (_settle(doc, mention) if mention.label in AMOUNTS else [mention])]
    return _sums(doc, _joined(doc, result))


def _with_written(text: str, starts: Sequence[int], mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions and what is written by a pattern: it takes the place of what it overlaps, dates are united."""
    written: list[Mention] = []
    for label, pattern in _WRITTEN:
        for match in pattern.finditer(text):
            if "\n" not in match.group():
                start, end = bisect_right(starts, match.start()) - 1, bisect_left(starts, match.end())
                written.append(Mention(start, end, label))
    found: list[Mention] = []
    for mention in sorted(written, key=lambda m: (m.start, -m.end)):
        if not found or found[-1].end <= mention.start:
            found.append(mention)
    result: list[Mention] = []
    index = 0
    for mention in mentions:
        while index < len(found) and found[index].end <= mention.start:
            result.append(found[index])
            index += 1
        if index < len(found) and found[index].start < mention.end:
            if mention.label == found[index].label == "DATE":
                start, end = min(mention.start, found[index].start), max(mention.end, found[index].end)
                found[index] = Mention(max(start, result[-1].end if result else 0), end, "DATE")
            continue
        result.append(mention)
    return _apart([*result, *found[index:]])


def _apart(mentions: Sequence[Mention]) -> list[Mention]:
    result: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not result or result[-1].end <= mention.start:
            result.append(mention)
    return result


def _settle(doc: Doc, mention: Mention) -> Iterator[Mention]:
    for part in _ends(doc, _without_lead(doc, mention)):
        text = doc[part.start : part.end].text
        if (part.label == "DATE" and text.lower() in _FREQUENCIES) or _is_pronoun(doc, part):
            continue
        if part.label == "DATE" and _SHORT_NUMBER.fullmatch(text):
            part = part._replace(label="CARDINAL")
        yield _as_time(doc, _with_unit(doc, part)) if part.label in ("CARDINAL", "MONEY", "QUANTITY") else part


def _without_lead(doc: Doc, mention: Mention) -> Mention:
    start = mention.start
    while start < mention.end - 1:
        match = _LEAD.match(doc[start : mention.end].text)
        if not match or start + len(match.group().split()) >= mention.end:
            break
        start += len(match.group().split())
    return mention if start == mention.start else mention._replace(start=start)


def _ends(doc: Doc, mention: Mention) -> list[Mention]:
    """The two ends of a range ("8 a.m. to 6 p.m.", "2014 and 2020"), else the mention itself."""
    inside = range(mention.start + 1, mention.end - 1) if mention.label in ("DATE", "TIME") else range(0)
    for at in inside:
        if doc[at].lower_ in ("to", "and", "&", "or"):
            parts = [mention._replace(end=at), _without_lead(doc, mention._replace(start=at + 1))]
            if all(_is_dated(doc, part) for part in parts):
                return parts
    return [mention]


def _is_dated(doc: Doc, mention: Mention) -> bool:
    """Whether a part of a range can stand alone: a year, a day, a month, a time, not "two" of "two or three days"."""
    words = [token.text for token in doc[mention.start : mention.end]]
    return any(re.fullmatch(rf"\d{{4}}s?|{_MONTH}|{_DAY_NAME}|[ap]\.?m\.?|noon|midnight", word) for word in words)


def _is_pronoun(doc: Doc, mention: Mention) -> bool:
    """Whether a lone "one" stands for a thing: "a new one", "he hired one"."""
    if mention.end - mention.start > 1 or doc[mention.start].lower_ != "one" or not mention.start:
        return False
    token, before = doc[mention.start], doc[mention.start - 1]
    return token.dep_ == "dobj" or (before.pos_ in ("ADJ", "DET") and token.dep_ != "nummod")


def _with_unit(doc: Doc, mention: Mention) -> Mention:
    """The mention with the unit that follows it."""
    words = {token.lower_ for token in doc[mention.start : mention.end]}
    after = doc[mention.end].lower_ if mention.end < len(doc) else ""
    if words & _PERCENT:
        return mention._replace(label="PERCENT")
    if mention.label != "CARDINAL":
        return mention
    if after.removesuffix("s") in _CURRENCIES and after not in ("won", "real"):
        return mention._replace(end=mention.end + 1, label="MONEY")
    if after in _MEASURES:
        return mention._replace(end=mention.end + 1, label="QUANTITY")
    if after in _DURATIONS:
        return mention._replace(end=mention.end + 1, label="TIME")
    return mention


def _as_time(doc: Doc, mention: Mention) -> Mention:
    """A number of the clock after "at" or "by", with nothing counted behind it, as a time: "the shop shut at five."."""
    if mention.label != "CARDINAL" or mention.end - mention.start > 1 or not mention.start:
        return mention
    token, before = doc[mention.start], doc[mention.start - 1]
    after = doc[mention.end] if mention.end < len(doc) else token
    alone = after.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM", "SYM") and after.lower_ not in ("of", "-", "%", "percent")
    if token.lower_ in _CLOCK and before.lower_ in _AT and alone and token.dep_ == "pobj":
        return mention._replace(label="TIME")
    return mention


def _joined(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """A day and the part of the day right after it made one time."""
    result: list[Mention] = []
    for mention in mentions:
        before = result[-1] if result else None
        if (
            before is not None
            and mention.label in ("TIME", "DATE")
            and before.label == "DATE"
            and before.end == mention.start
            and doc[mention.start].lower_ in _DAYPART
            and _DAY.fullmatch(doc[before.start : before.end].text)
        ):
            result[-1] = before._replace(end=mention.end, label="TIME")
        else:
            result.append(mention)
    return result


def _sums(doc: Doc, mentions: Sequence[Mention]) -> list[Mention]:
    """In a text that counts money, millions of nothing else are money: "40 million crowns, then 350 million"."""
    if not any(mention.label == "MONEY" for mention in mentions):
        return list(mentions)
    result = []
    for mention in mentions:
        after = doc[mention.end] if mention.end < len(doc) else None
        large = mention.label == "CARDINAL" and doc[mention.end - 1].lower_ in _LARGE
        if large and (after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")):
            mention = mention._replace(label="MONEY")
        result.append(mention)
    return result
