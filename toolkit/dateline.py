"""Datelines of English-language news agencies: "(WASHINGTON) —", "MOSCOW, Jan. 20 (Agency) -", "Moscow (CNN)"."""

from __future__ import annotations

import re

MONTH = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?|January|February|March|April|May|June|July|August|September|"
    r"October|November|December"
)
LONGEST_DATELINE = 160
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_SMALL = r"(?:de|du|la|le|al|el|of|and|on|upon)"
_CAPITALS = (
    rf"(?:Mc|Mac|O['’]|D['’])?{_CAPITAL}[A-ZÀ-ÖØ-Þ.'’-]+"
    rf"(?: (?:d[eu]|la|le|al|Mc)?[A-ZÀ-ÖØ-Þ.'’-]*[A-ZÀ-ÖØ-Þ.]| {_SMALL}(?= {_CAPITAL})){{0,5}}"
)
_PLACE = rf"{_UPPER}[\w.'’-]*(?: {_UPPER}[\w.'’-]*){{0,3}}"
_DATE = rf"(?:{_DAY},? )?(?:(?:{MONTH})\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s(?:{MONTH})(?:,?\s\d{{4}})?)"
_ANY_SOURCE = r"\([A-Z][\w .&'’/-]{1,40}\)"
_AGENCY = (
    r"\((?:[A-Z][\w.&'’/-]* ){0,4}(?:AP|AFP|CNN|UPI|PA|PTI|ANI|IANS|DPA|dpa|EFE|ANSA|TASS|Reuters|REUTERS|Xinhua|"
    r"Bloomberg|Press|Wire|News|Agency|Service|Times|Post|Herald|Journal|Gazette|Tribune)\)"
)
_DASH = r"\s?(?:—|–|--+|(?<=\s)-)\s*"
_REGION = rf"(?: \({_PLACE}\)(?=,? (?:{_DATE})))?"
"""In brackets behind the place, where a date follows: "LESK (Velmora), 12 October"."""
_TIME = r"(?:, \d{1,2}[:.]\d\d(?: ?(?:GMT|UTC))?)?"
_DATELINES = (
    rf"\({_CAPITALS}(?:, {_PLACE})?(?:, (?:{_DATE})(?:, {_PLACE})?)?\)",
    rf"{_CAPITALS}(?:/{_CAPITALS})*{_REGION}(?:, {_PLACE})?(?:,? (?:{_DATE}){_TIME})?(?: {_ANY_SOURCE})?",
    rf"{_CAPITALS} \| (?:{_DATE})",
    rf"{_PLACE}(?:, {_PLACE})?(?:,? (?:{_DATE}))? {_AGENCY}",
    rf"{_PLACE}{_REGION}(?:, {_PLACE})?, (?:{_DATE}){_TIME}(?: {_ANY_SOURCE})?",
)
_DATED_LINE = re.compile(_DATELINES[2])
_PLACE_LINE = re.compile("|".join(_DATELINES[:2]))
_MARK = "\"'“”‘’«»"
_DATELINE = re.compile(
    rf"(?P<dateline>{'|'.join(_DATELINES)}){_DASH}(?=[^\W_a-zß-öø-ÿ]|[{_MARK}(\[$£€])"
    rf"(?!(?:{_DATE})|\d{{1,2}}(?:,\s\d{{4}})?\Z)"  # "Brandt Hall, May 5 – June 30" says how long, not where from
    rf"|(?P<undashed>{_DATELINES[3]})\s+(?=[^\W\d_a-zß-öø-ÿ]|[{_MARK}])"
)
"""The dash may be left out behind an agency in brackets: "Orlando (CNN) The ferry"."""
# Capitals and a dash also begin "NATO — The alliance ..." and "UPDATE - ...": these words are no places. Nor is any
# word of fewer than four letters without a region, a date or an agency: "CEO — The ...", "(CNN) —".
_NO_PLACE = frozenset(
    """NATO NASA FIFA UEFA OPEC UNESCO UNICEF BREAKING UPDATE UPDATED CORRECTION CORRECTED EXCLUSIVE ANALYSIS OPINION
        EDITORIAL COMMENT COMMENTARY EXPLAINER WATCH VIDEO LIVE NOTE NOTES JUST FACTBOX OBITUARY TIMELINE REVIEW
        INTERVIEW WRAPUP REFILE URGENT FEATURE FOCUS PREVIEW SPORT SPORTS NEWS ALERT FLASH BRIEF BRIEFS PHOTO PHOTOS
        REPORT CHANGE WARNING ADVISORY CLARIFICATION QUESTION ANSWER REUTERS ABOUT""".split()
)
_FEWEST_LETTERS = 4


def dateline_length(line: str) -> int:
    """Length, in code points, of the dateline that the line begins with, without its dash; 0 where there is none.

    A dateline that is a line of its own is one only with a bar in it: "LESK | Friday, April 18".
    """
    found = _DATELINE.match(line[:LONGEST_DATELINE])
    if not found:
        return len(line) if len(line) <= LONGEST_DATELINE and _DATED_LINE.fullmatch(line) else 0
    dateline = found["dateline"] or found["undashed"]
    words = dateline.strip("()").split()
    if words[0].rstrip(",") in _NO_PLACE or (len(words) == 1 and len(words[0]) < _FEWEST_LETTERS):
        return 0
    return len(dateline)


def is_place_line(line: str) -> bool:
    """Whether the whole line is a dateline: a place in capitals, and a region or a date."""
    return len(line) <= LONGEST_DATELINE and ", " in line and _PLACE_LINE.fullmatch(line) is not None
