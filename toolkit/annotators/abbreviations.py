"""What a period after a word means: the end of a sentence, of an abbreviation, or of both.

The characters decide where they can: a title leads to a name, "No." to a number; after "Inc." or "p.m." a word such as
"They" begins a sentence and a name may not. What is left ("in the U.S. Army") is left to the parser.
"""

from __future__ import annotations

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES: Final = _words(
    """mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col maj capt cmdr cpt adm sgt cpl pvt pfc rev fr hon supt
    insp det messrs mme mlle pres vp cllr clr ald atty asst assoc dep dir sec treas amb brig cmdt comdr ens hr
    br sr mgr msgr bp abp cdr ofc ofcr const rt ven"""
)
"""Before a name, where they are capitalized."""
_LEADING: Final = _words(
    """v vs viz cf eg ie e.g i.e f.e approx fig figs eq eqs ca mt mts ft ste acad supp cir stat incl esp resp orig
    transl trans ed eds illus"""
)
"""Never last in a sentence."""
_BEFORE_NUMBER: Final = _words(
    """no nos nr n° n.º jan feb mar apr jun jul aug sep sept oct nov dec p pp vol vols ch chap chs sec secs sect art
    arts para paras fig figs c ca circa rs tel ext pt pts op bk ver v l ll est rm ste apt cap reg"""
)
_STREETS: Final = _words(
    "st ave av blvd rd ln hwy pkwy sq pl ct bldg dept univ assn inst natl intl sch hosp twp cty al"
)
"""Last in a name or first; they end a sentence only before what begins one."""
_PLACES: Final = _words(
    """u.s u.k u.n e.u d.c u.s.a u.s.s.r u.a.e ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich
    minn miss mo mont neb nev okla ore pa tenn tex vt va wash wis wyo n.y n.j n.c n.d n.h n.m s.c s.d r.i w.va
    l.a b.c ont que alta sask"""
)
_DATES: Final = _words("jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun")
_SUFFIXES: Final = _words(
    """inc corp ltd co cos llc llp plc lp bros mfg jr sr ph.d m.d b.a m.a b.s m.s j.d m.b.a d.d.s d.phil r.n esq
    a.d b.c.e c.e s.a n.v a.g"""
)
_CLOCK: Final = _words("a.m p.m am pm")
_UNITS: Final = _words("in ft yd mi lb lbs oz gal hr hrs min mins sec secs mos yrs")
_LAST: Final = _words("etc")
_KNOWN: Final = TITLES | _LEADING | _BEFORE_NUMBER | _STREETS | _PLACES | _DATES | _SUFFIXES | _CLOCK | _LAST
_STARTERS: Final = _words(
    """the a an this that these those he she it they we i you his her its their our my your there here but and or so yet
    in on at for from with by as after before when while if although though because since however meanwhile what
    who how why where now then also still even just all some many most no not one two both each every another such
    only once until during despite under over about against among according asked is are was were do does did can
    could would will should has have had let please yes perhaps maybe instead moreover furthermore nevertheless
    nonetheless therefore thus afterward afterwards later earlier today yesterday tomorrow several few millions
    thousands hundreds dozens people officials others someone somebody everyone everybody nobody nothing something
    to of be being to within without between through throughout near nearly unlike like whether which three four
    five six seven eight nine ten finally indeed besides otherwise never always sometimes often"""
)
_LEADS_ON: Final = _words(
    """the a an this that these those his her its their our my your and or but nor as at by for from in of on to with
    about against between into over than through under upon via while because if when called named titled"""
)
_ZONES: Final = re.compile(
    r"(?:[ECMPAG](?:[SDM]?T|\.(?:[SDM]\.)?T)|GMT|UTC|BST|CET|CEST|IST|AEST|JST|EET|Eastern|Central|Mountain|Pacific|Greenwich|Local|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\b"
)
# "At 5 a.m. Mr. Vance left": the sentence has not got further than its time of day.
_TIME_FIRST: Final = re.compile(
    r"(?:^|[\n.!?:;”\"“—–]\s*)(?:At|By|On|Around|About|Until|Before|After|From|Since|Shortly|Just|Precisely|Between)\b"
    r"(?:\s+[^\s.!?;]+){0,6}\s*$"
)
_WORD_BEFORE: Final = re.compile(r"[\w.&’'°º-]{1,24}$")
_FIRST_WORD: Final = re.compile(r"[\"'“‘«„(\[]*([\w’']+)(?=(\W?)\s*(\S?))")
_DOTTED: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_NAME_BEFORE: Final = re.compile(r"(?<!\w)[A-Z][\w’'-]*\.?[^\S\n]+(?:[A-Z]\.[^\S\n]*)*$")
_LONGEST_WORD: Final = 24
_SHORT: Final = _words("of it me is up on in you him her out all now us them so do go too by at to one two off ok")
_FEWEST_LETTERS: Final = 4


def word_before(text: str, at: int) -> str:
    """The word that ends at the offset `at`, as written; empty where none does."""
    found = _WORD_BEFORE.search(text, max(0, at - _LONGEST_WORD), at)
    return found.group().lstrip("'’-&.") if found else ""


def starts_sentence(after: str) -> bool:
    """Whether a text begins with a capitalized word that is no name, such as "They"."""
    match = _FIRST_WORD.match(after)
    if match is None or not match[1][0].isupper():
        return False
    if len(match[1]) == 1 and (match[2] == "." or not match[3].islower()):
        return False
    return match[1].replace("’", "'").split("'")[0].lower() in _STARTERS


def leads_on(word: str) -> bool:
    """Whether a word such as "on" or "the" leads to what follows, so that no sentence ends with it."""
    return word.lower() in _LEADS_ON


def is_plain(word: str) -> bool:
    """Whether a word is an ordinary one, in small letters, so that a period after it is hardly an abbreviation's."""
    if word in _SHORT:
        return True
    return len(word) >= _FEWEST_LETTERS and word.isalpha() and word not in _KNOWN


def is_measure(text: str, at: int, word: str) -> bool:
    """Whether the word that ends at `at` is a unit behind a number: "6 in. tall"."""
    number = text[max(0, at - len(word) - 3) : at - len(word)].rstrip()
    return word in _UNITS and number[-1:].isdigit()


def judge_period(text: str, at: int, after: str) -> bool | None:
    """Whether a sentence ends with the period at `at`, `after` being what follows it; None where the parser knows."""
    written = word_before(text, at)
    if written.lower() not in _KNOWN and not _DOTTED.fullmatch(written):
        written = written.rsplit(".")[-1]
    word = written.lower()
    if word in _BEFORE_NUMBER and after[0].isdigit():
        return False
    if word in _LEADING or (word in TITLES - _SUFFIXES and written[0].isupper()):
        return False
    if word in _CLOCK and "." in word:
        return _judge_clock(text, at - len(written), after)
    if len(word) == 1 and word.isalpha():
        return _judge_initial(text, at, written, after)
    return _judge_either(written, word, after)


def _judge_clock(text: str, start: int, after: str) -> bool | None:
    """After "p.m.": a sentence begins, unless a time zone or a day follows or this one has barely begun."""
    if _ZONES.match(after) or not (after[0].isupper() or after[0] in "“\"‘'("):
        return None if after[0].isdigit() else False
    return starts_sentence(after) or not _TIME_FIRST.search(text, max(0, start - 80), start)


def _judge_initial(text: str, at: int, letter: str, after: str) -> bool:
    """After a single letter: that of a name ("Rosa I. Quill"), or a word ("you and I. Did")."""
    if letter == "I" and not _NAME_BEFORE.search(text, max(0, at - 1 - _LONGEST_WORD), at - 1):
        return True
    return starts_sentence(after)


def _judge_either(written: str, word: str, after: str) -> bool | None:
    """After what may end a sentence and may stand within one."""
    named = word in _PLACES | _DATES | _SUFFIXES and (written[0].isupper() or "." in word or word in _SUFFIXES)
    dotted = _DOTTED.fullmatch(word) is not None
    streets = word in _STREETS and (written[0].isupper() or word in ("st", "al", "dept"))
    if word in _LAST or not (named or dotted or streets or word in TITLES):
        return True
    if starts_sentence(after):
        return True
    if not (after[0].isalnum() or after[0] in "“\"‘'"):
        return False
    if streets:
        return after[0] in '“"'
    return None if named or len(word.replace(".", "")) > 2 else False
