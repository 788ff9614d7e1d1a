"""Lines that belong to the page and not to the article: credits, bylines, contributors, copyright, end marks.

Every rule asks for a positive sign in the form of the whole line and gives nothing where there is none; a sentence that
speaks of photographs, credit or copyright is a sentence.
"""

from __future__ import annotations

import re
from typing import Literal

BoilerplateKind = Literal[
    "photo_credit", "photo_caption", "byline", "contributor", "copyright", "end_mark", "separator"
]
LONGEST_LINE = 600
"""Code points; no boilerplate is longer."""

_WORD = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_NAME = rf"(?!AND\b){_WORD}(?:\s(?!AND\b)(?:{_WORD}|de|da|di|del|della|van|von|der|den|la|le|al|bin|ibn)){{1,4}}"
_AND = r"(?:,\s|\s(?:and|AND|&)\s|,\s(?:and|AND)\s)"
_NAMES = rf"{_NAME}(?:{_AND}{_NAME})*"
_OUTLET = rf"(?:[Tt]he\s)?{_WORD}(?:\s(?:{_WORD}|of|and|the|for|de|staff|news|agency)){{0,6}}"
_AGENCY = (
    r"(?:Images?|Photos?|Pictures?|Pool|Agency|Press|Wire|News|AP|AFP|PA|EPA|UPI|TASS|Reuters|REUTERS|Xinhua|Bloomberg|"
    r"Shutterstock|Alamy|NurPhoto|Handout|handout|Anadolu)"
)
_END = r"[.)\]]*"

# ---- copyright

_SIGN = r"(?:©|\([cC]\))"
_YEAR = r"(?:1[89]|2\d)\d\d"
_YEARS = rf"{_YEAR}(?:\s?[-–,]\s?{_YEAR})?"
_RIGHTS = r"(?i:all rights reserved)"
_OWNER = rf"(?:{_YEARS}(?:,?\s.*)?|{_OUTLET}[,.]?\s{_YEARS}{_END}|{_OUTLET}[.,]\s{_RIGHTS}{_END})"
_COPYRIGHT = (
    rf"[\W_]*(?:(?i:copyright)\s?{_SIGN}?|{_SIGN})[\s:]*(?:by\s)?{_OWNER}",
    rf"[\W_]*{_SIGN}\s?(?:by\s)?{_OUTLET}{_END}(?<!\.)",
    rf"[\W_]*(?i:copyright)\s?(?:{_SIGN}|by|:)\s(?:by\s)?{_OUTLET}{_END}",
    rf"(?:[^:“”\"]{{0,200}}[.,;|©–—-]\s)?{_RIGHTS}[\W_]*",
    rf"(?:{_YEARS}\s)?{_OUTLET}\s{_RIGHTS}[\W_]*",
    r"This (?:material|article|content|story) may not be (?:published|reproduced|copied|broadcast|redistributed)\b.*",
)

# ---- contributors

_WHERE = rf"(?:\s(?:in|from|at|on)\s{_WORD}(?:(?:,\s|\s|\sand\s|,\sand\s){_WORD}){{0,8}})?"
_PEOPLE = rf"(?:{_NAMES}|{_OUTLET}){_WHERE}(?:(?:{_AND}|;\s){_NAME}{_WHERE})*"
_WORK = (
    r"(?:(?:[Aa]dditional\s)?(?:[Rr]eporting|[Ww]riting|[Ee]diting|[Rr]esearch)(?:\sand\s(?:writing|editing))?\sby"
    r"|(?:[Ee]dited|[Cc]ompiled|[Ww]ritten|[Rr]eported|[Tt]ranslated)\sby"
    r"|[Ww]ith\s(?:additional\s)?(?:reporting|files|contributions)\s(?:by|from))"
)
_FROM_LANGUAGE = rf"(?:\sfrom\s(?:the\s)?{_WORD}(?:\s(?:service|original|edition|text))?)?"
_TRANSLATED = (
    rf"(?!(?:His|Her|Their|My|Our|Its)\b)(?:[^“”\"?!:.;]|(?<=\b(?:Mr|Dr|Ms)[.])|(?<=\bMrs[.])){{0,150}}"
    rf"\b(?i:remarks|comments|quotes|quotations|answers|statements|interviews?)(?:\sin\s{_WORD})?"
    rf"\s(?:was|were|have\sbeen)\stranslated{_FROM_LANGUAGE}(?:\sinto\s{_WORD})?\sby\s{_OUTLET}{_END}"
)
_CONTRIBUTOR = (
    rf"[(\[*_—–-]*\s?{_WORK}\s{_PEOPLE}(?:[;.,]?\s(?:and\s)?{_WORK}\s{_PEOPLE})*{_END}[*_]*",
    rf"[(\[*_—–-]*\s?[^“”\"?!:]{{1,200}}\bcontributed\s(?:reporting|to\sthis\s(?:report|story|article)){_WHERE}{_END}"
    rf"(?:\s{_TRANSLATED})?[*_]*",
    rf"[(\[*_—–-]*\s?(?!(?:I|You|He|She|It|We|They|This|That|Who)\b){_PEOPLE}\s(?:also\s)?contributed\sto\sthe\s(?:report|story|article){_WHERE}{_END}[*_]*",
)

_JOURNALIST = r"(?:staff\s)?(?:correspondent|reporter|writer|journalist|editor)s?"
_INITIALS = r"[a-z]{2,4}(?:[/-][a-z]{2,4}){0,4}"
_SOURCES = rf"(?:\s?[–—-]\s{_OUTLET}|\s\((?:{_OUTLET}|dpa)(?:,\s(?:{_OUTLET}|dpa)){{0,5}}\))"
_TRANSLATION = rf"Translated\sfrom\s(?:the\s)?{_WORD}(?:\s(?:service|original|edition|text))?(?:\sby\s{_OUTLET})?"
_AT_THE_FOOT = (
    _TRANSLATED,
    rf"[^“”\"?!:.;]{{1,150}}\s(?:spoke|wrote|(?:was|were)\sspeaking)\sin\s{_WORD}[;,]\s(?:and\s)?(?:the|all)\s"
    rf"translations?\s(?:is|are|was|were)\s(?:by\s)?{_OUTLET}{_END}",
    rf"(?:{_WORD}\s){{0,4}}?(?:{_JOURNALIST}\s)?{_NAMES}\s(?:also\s)?contributed\sfrom\s{_WORD}(?:,?\s{_WORD}){{0,3}}{_END}",
    rf"[(\[]?{_TRANSLATION}{_END}",
    rf"[(\[]?{_INITIALS}{_SOURCES}(?:[.]\s{_TRANSLATION})?{_END}",
    rf"[(\[]?{_WORD}(?:\s{_WORD}){{0,3}}/{_INITIALS}(?:[.]\s{_TRANSLATION})?{_END}",
)
"""Notes of the desk, which stand behind the text only: who translated, whose initials, who helped from where."""

# ---- photographs

_PHOTO = r"(?i:(?:file\s)?(?:photo(?:s|graph|graphs)?|pictures?|images?|photo\scredits?|credits?))"
_MAKER = rf"(?:{_NAME}|{_OUTLET})(?:\s?(?:/|,|\||\(|[–—-]\s|for\s|via\s)\s?{_OUTLET}){{0,3}}"
_PHOTO_CREDIT = (
    rf"\(?\[?{_PHOTO}\s?(?:(?i:by)|(?i:courtesy)(?:\s?:|\sof)?|[:/|]|\s[–—-])\s?(?i:by\s)?{_MAKER}{_END}",
    rf"[(\[]?(?:{_WORD}(?:\s(?:{_WORD}|of|the|de|van|von|for|via)){{0,7}})\s?/\s?(?:[^\W\d_a-zß-öø-ÿ][\w.'’&-]*\s){{0,5}}"
    rf"{_AGENCY}(?:\s(?:via|for|Images)\s[^/.?!]{{1,40}}|\s{_WORD})?[)\]]*",
    rf"[(\[]?{_NAME}\s(?:via|for)\s(?:{_WORD}\s){{0,3}}{_AGENCY}[)\]]*",
    r"[(\[]?(?:AP Photo|REUTERS)/\S[^?!]*",
    rf"[(\[]?(?:{_WORD}\s){{1,3}}(?i:photos?)\sby\s{_NAME}{_END}",
)
_CREDIT_IN_BRACKETS = (
    rf"(?:{_PHOTO}\s?(?:(?i:by|courtesy)\b|[:/|])[^()\[\]]{{2,100}}|(?:AP\s|File\s|Handout\s)(?i:photo)[^()\[\]]{{0,100}}"
    r"|[^()\[\].?!]{0,80}(?:Getty Images|REUTERS|AP Photo)[^()\[\].?!]{0,80})"
)
_PHOTO_CAPTION = (
    rf".+[(\[]{_CREDIT_IN_BRACKETS}\.?[)\]]\.?",
    rf".+[.”\"]\sPhoto(?:graph)?\sby\s[^()/]{{2,60}}/\s?[^()/]{{0,40}}{_AGENCY}{_END}",
)


def _lines(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_GOES_ON = (
    r"(?i:\W*(?:the\s)?(?:story|article)\scontinue[sd]\s(?:below|after\s(?:the\s)?(?:advert\w*|ad|video|photo))\W*)"
)
"""Lines of a page that only say that the text goes on behind what was put into it."""

BOILERPLATE: tuple[tuple[BoilerplateKind, re.Pattern[str], int], ...] = (
    # kind, what the whole line looks like, how many words it has at most
    ("end_mark", _lines(r"#{2,}", r"[-–—]\s?30\s?[-–—]", r"\(?(?:ENDS?|MORE)\)?", "XXX"), 3),
    ("separator", _lines(r"(?:[*_=~·•–—-]\s*){3,}", _GOES_ON), 99),
    ("copyright", _lines(*_COPYRIGHT), 60),
    ("contributor", _lines(*_CONTRIBUTOR), 60),
    ("photo_credit", _lines(*_PHOTO_CREDIT), 14),
    ("photo_caption", _lines(*_PHOTO_CAPTION), 90),
)


def boilerplate_kind(line: str) -> BoilerplateKind | None:
    """The kind of a line that belongs to the page and not to the article; None where it belongs to the article."""
    if len(line) > LONGEST_LINE:
        return None
    words = len(line.split())
    return next((kind for kind, sign, most in BOILERPLATE if words <= most and sign.fullmatch(line)), None)


_FOOT = _lines(*_AT_THE_FOOT)


def is_note_of_the_desk(line: str) -> bool:
    """Whether a line near the end says who translated, edited or helped: "Remarks in X were translated by Y."."""
    return len(line) <= LONGEST_LINE and len(line.split()) <= 40 and _FOOT.fullmatch(line) is not None


# ---- bylines

LONGEST_BYLINE = 200
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIMES = rf"(?:{_DAY}|{_MONTH}|[A-Z][a-z]{{2,3}}\.?\s\d)"
_BYLINE = re.compile(
    rf"(?:By|BY|by)\s(?P<names>{_NAMES})(?:(?:,|\s[|–—-]|\sof\b|\sfor\b|\sin\b|\son\b(?!\s{_TIMES}))\s(?P<rest>.{{2,60}}))?"
)
_PRESS = (
    r"(?:Agency|Bureau|Chronicle|[Cc]orrespondents?|Courier|Gazette|Herald|Journal|News|Observer|Post|Press|Record|"
    r"Service|Times|Tribune|Wire)"
)
_OUTLET_LINE = re.compile(
    rf"[–—-]\s?(?:The\s)?(?:{_WORD}\s){{1,5}}(?:[Ss]taff(?:\s(?:[Ww]riters?|[Rr]eporters?|[Rr]eports?))?|[Rr]eporters)"
    rf"|(?:[–—-]\s?)?From\s(?:the|The|our|Our)\s(?:own\s)?(?:{_WORD}\s){{0,4}}(?<=\s){_PRESS}(?:(?:,|\sin)\s{_WORD}(?:\s{_WORD}){{0,2}})?"
    r"|(?:[–—-]\s?)?From\s(?:(?:news|wire|agency|staff)(?:\sand\s(?:news|wire|agency|staff))?)\s(?:services|reports)"
)
"""A byline without a name: "- Courier staff", "From the Tribune, Lesk", "From wire reports"."""
_ROLE_LINE = re.compile(rf"(?P<names>{_NAME}), (?P<rest>[^.,;:!?]{{3,60}})")
"""A byline without "By": a name and what the reporter is."""
_REPORTER = re.compile(r"\b(?:staff|reporter|correspondent|writer|editor|columnist|contributor|freelance)\b", re.I)
_AFFILIATION = re.compile(
    r"\b(?:writer|reporter|correspondent|editor|staff|bureau|press|news|wire|agency|service|times|post|herald|journal|"
    r"tribune|gazette|chronicle|observer|courier|media|today|radio|business|sports?|political|science)\b", re.I
)  # fmt: skip
_NO_PERSON = re.compile(
    r"(?:New Year|Christmas|Easter|Good|Ash|Palm|Black|Boxing|Labou?r|Memorial|Independence|Election|"
    rf"{_DAY}|{_MONTH})\b(?:.*\b(?:Day|Eve|Night|Morning|Evening|Week|Monday|Friday|Saturday|Sunday)\b|\s\d)"
)
"""Times of the year after "By": a sentence begins, not a name."""
MINOR_WORDS = frozenset(
    """a an the and or but nor as at by for from in into of off on onto out over per to up via vs with is are""".split()
)


def is_affiliation(line: str) -> bool:
    """Whether a line says no more than whom a byline's author works for: "Halden Wire", "Staff Writer"."""
    if len(line) > LONGEST_BYLINE or len(line.split()) > 6 or line[-1] in ".!?…:":
        return False
    return bool(_AFFILIATION.search(line)) and is_title_case(line)


def byline_authors(line: str) -> tuple[str, ...] | None:
    """The names in a byline such as "By Jane Doe and John Roe, Staff Writers"; None where the line is no byline.

    A byline that names an outlet only, as "By Halden Wire Staff", has no names.
    """
    if len(line) > LONGEST_BYLINE:
        return None
    if _OUTLET_LINE.fullmatch(line):
        return ()
    found = _BYLINE.fullmatch(line) or _ROLE_LINE.fullmatch(line)
    if not found or _NO_PERSON.match(found["names"]):
        return None
    rest = found["rest"]
    if found.re is _ROLE_LINE and not _REPORTER.search(rest):
        return None
    if rest and not is_title_case(rest) and not (_AFFILIATION.search(rest) and rest[-1] not in ".!?…:"):
        return None
    names = re.split(r",\s(?:and\s|AND\s)?|\s(?:and|AND|&)\s", found["names"])
    return tuple(name for name in names if not _AFFILIATION.search(name))


def is_title_case(line: str) -> bool:
    """Whether nearly all words that are not small ones begin with a capital."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’]*", line) if word.lower() not in MINOR_WORDS]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.75 * len(words)
