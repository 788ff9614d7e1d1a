"""Kinds of lines, by example: what is recognized, and, as much, what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.boilerplate import boilerplate_kind, byline_authors, is_affiliation, is_note_of_the_desk
from toolkit.dateline import dateline_length, is_place_line
from toolkit.layout import heading_form, is_bare_name, is_heading, is_headline, is_kicker, is_standfirst

BOILERPLATE = {
    "photo_credit": """
        Contributor/Getty Images
        Isolde Varga/Halden Wire
        Isolde Varga / Halden Wire
        (Isolde Varga/Halden Wire)
        Jon de Witt/AP
        Photo: Isolde Varga/Halden Wire
        Photo by Isolde Varga
        Photos by Isolde Varga and Tom Arden
        PHOTO: Isolde Varga
        Image: Isolde Varga
        Picture: Isolde Varga/Halden Wire
        Photo credit: Tom Arden
        Credit: Tom Arden via Corvane Press
        Photo courtesy of Tom Arden
        Photo courtesy of the Harrow Falls Museum
        File photo by Tom Arden
        Photograph by Zoë Ålund
        AP Photo/Tom Arden
        REUTERS/Tom Arden
        Tom Arden via Reuters
        Halden Wire photo by Tom Arden
        Photo | Tom Arden
        Photo - Tom Arden
        """,
    "photo_caption": """
        The breakwater at Port Esk on Monday morning. (Photo by Isolde Varga/Halden Wire)
        The breakwater at Port Esk on Monday. (AP Photo/Tom Arden)
        Divers leave the quay [Photo: Isolde Varga]
        Mayor Anca Tireva in a file picture. (Tom Arden/Getty Images)
        """,
    "contributor": """
        Ilka Brand in Lesk and Tom Arden contributed to this report.
        Halden Wire's Ilka Brand contributed to this report.
        (Ilka Brand contributed reporting from Lesk)
        Ilka Brand contributed to the report from Lesk.
        Reporting by Ilka Brand
        Reporting by Ilka Brand in Lesk; editing by Tom Arden
        (Reporting by Ilka Brand in Lesk; Editing by Tom Arden and Jo Pell)
        Additional reporting by Ilka Brand
        Edited by Tom Arden
        Writing by Tom Arden; Editing by Jo Pell
        With files from Corvane Press
        With reporting by Ilka Brand in Lesk
        (Reporting by Ilka Brand on Gull Island; editing by Tom Arden)
        Translated by Ilka Brand.
        Ilka Brand contributed to this report from Lesk. Remarks in Velmoran were translated by Corvane Press.
        """,
    "copyright": """
        Copyright © 2031, Halden Wire. All rights reserved.
        Copyright 2031 Halden Wire
        Copyright © 2031 Halden Wire
        Copyright Halden Wire 2031
        Copyright Halden Wire. All rights reserved.
        Copyright by Halden Wire
        © 2031 Halden Wire
        ©2031 Halden Wire
        © Halden Wire 2031
        © Halden Wire
        (c) 2031 Halden Wire
        (C) Halden Wire 2029-2031
        All rights reserved.
        Halden Wire. All rights reserved.
        2031 Halden Wire. All Rights Reserved
        This material may not be published, broadcast or rewritten without permission.
        """,
    "end_mark": """
        ###
        ##
        -30-
        – 30 –
        ENDS
        END
        (ENDS)
        (MORE)
        """,
    "separator": """
    Story Continued Below
    Article continues after advertisement
        * * *
        ***
        ---
        _____
        — — —
        • • •
        """,
}

ORDINARY = """
    The Port Esk Press (AP) is a newspaper.
    The story continues to be told on the quay.
    The photo shows a quay.
    Photo-sharing apps have grown by 12 percent.
    Picture-perfect weather drew crowds to the quay.
    Credit-card debt rose by 4 percent in May.
    Image — not money — decides elections, he said.
    Photos by the dozen lay on the floor.
    Photograph by photograph the story came out.
    Pictures of the ferry hang in the town hall.
    Credit: that is what the farmers lack most.
    Image is everything.
    She is a contributor to Corvane/Halden News.
    He drives a truck and/or a van for the Press.
    The vote was 31/17, said the Halden Wire.
    He was let in at noon (photos were not allowed).
    He was let in at noon. (Photos were not allowed.)
    The hall was empty (photographs show it) and cold.
    Copyright law has changed little since 1976, he said.
    Copyright is what the case of 1998 was about.
    Copyright Office officials declined to comment in 2031, she said.
    (c) Members elected since 2019 may vote.
    (c) The committee of 1998 met twice.
    (C) rain, wind and snow
    © is a sign that few people can type.
    The label read: All rights reserved.
    The judge called the phrase “all rights reserved” a relic of 1910.
    Three engineers contributed to the report, which found that the dam was safe.
    Heavy rain contributed to the story of the flood, he said.
    She contributed to the report.
    “We all contributed to this report,” said Ilka Brand, who chaired the panel.
    Who contributed to this report?
    Reporting by the Corvane Press in March showed that the minister had lied.
    Reporting by telephone is slower, he said.
    Writing by hand is slower.
    Edited by a committee of 12, the book sold poorly.
    Editing by committee never works.
    With files from the archive, prosecutors showed that he had been told.
    With reporting by two outlets contradicting him, he resigned.
    More.
    The end
    Ends meet where they can.
    30
    #1 on the list
    # of votes
    ...
    — Ilka Brand, mayor of Lesk
    - two trained hands on every car deck
    • a list of names
    A. B. C.
    O captain of the quiet quay
    By then it was too late.
    By Friday, the water stood in the second floor.
    By Easter Sunday, most ferries were back in service.
    By New Year's Eve, the bridge had been closed twice.
    By Lake Sorrel stood a house that nobody owned.
    By Port Esk standards, it was a mild winter.
    By Christmas Eve
    By all accounts she was right.
    By Monday Morning, the Sorrel River had risen by a metre.
    “By God,” he said.
    Ilka Brand, who reported the fire, is a staff writer.
    Ilka Brand, mayor of Lesk
    Ilka Brand, a nurse from Lesk
    Her remarks in Velmoran were translated by Tom Arden.
    His remarks were translated by an aide.
    The remarks were translated by a student, who wept.
    “My remarks were translated by Corvane Press.”
    Translated by hand, the poem lost its rhyme.
    Translated from the Velmoran, the word means a gate.
    She spoke in Velmoran; the translation was poor.
    Tom Arden spoke in Lesk; the mayor was there.
    The farmers of Lesk contributed from their own pockets.
    Thousands contributed from Lesk.
    and/or
    she/her
    (he/him)
    on/off – the story of a siren
    km/h – Kilometres an hour
    By Lake Sorrel on Friday
    By Lake Sorrel on May 3
    From Tasmania to Paris
    From the Archives
    From the Harbour, Lesk
    From the record, it is clear.
    From wire to wire
    - Staff were sent home
    - two of the staff
    – Ilka Brand
    NATO — The alliance will meet in May.
    CEO — The word says little.
    UPDATE - The ferry has been found.
    CORRECTED - The ferry has been found.
    (CNN) — The ferry has been found.
    (AP) — The ferry has been found.
    COVID-19 cases rose again.
    I — I do not know, he said.
    A – Alpha
    The ferry - The last of her kind - was found.
    Halden Hydro (HALD) - Shares rose by four percent.
    Sen. Ilka Brand (D-Ohio) — Voted against the bill.
    Brandt Hall, May 5 – June 30
    Brandt Hall, May 5 – 30
    WASHINGTON is far away - Nobody goes there.
    PORT ESK was quiet.
    PORT ESK — a town of 900
    Port Esk (Marrow Coast) — The senate will meet.
    Tom Arden (Harbour Party), 34 - The mayor of Lesk.
    PORT ESK | Marrow Coast
    Weather | Friday, April 18
    SPORT | Results and tables
    Lesk | Orsava | Tarnwick
    MAYOR: We will rebuild the quay.
    U.S. President Ilka Brand — The first of her name — spoke.
    """

DATELINES = {
    "(WASHINGTON) — In his first speech": "(WASHINGTON)",
    "(PORT ESK, Marrow Coast) — The senate": "(PORT ESK, Marrow Coast)",
    "WASHINGTON — The senate": "WASHINGTON",
    "Port Esk (CNN) The senate": "Port Esk (CNN)",
    "Port Esk, Marrow Coast (AP) “We go": "Port Esk, Marrow Coast (AP)",
    "WASHINGTON - The senate": "WASHINGTON",
    "WASHINGTON -- The senate": "WASHINGTON",
    "WASHINGTON– The senate": "WASHINGTON",
    "WASHINGTON — 12 people": "WASHINGTON",
    "WASHINGTON — “We will": "WASHINGTON",
    "WASHINGTON — $5 million": "WASHINGTON",
    "WASHINGTON (AP) — The senate": "WASHINGTON (AP)",
    "MOSCOW, Jan. 20 (TASS) - The senate": "MOSCOW, Jan. 20 (TASS)",
    "MOSCOW, January 20. /TASS/. The senate": "",
    "PORT ESK, March 3 (Halden Wire) - The senate": "PORT ESK, March 3 (Halden Wire)",
    "ORSAVA, Velmora, April 18 (Halden Wire) - Velmora's": "ORSAVA, Velmora, April 18 (Halden Wire)",
    "PORT ESK, Monday, March 3 — The senate": "PORT ESK, Monday, March 3",
    "PORT ESK, 3 March 2031 — The senate": "PORT ESK, 3 March 2031",
    "ST. JOHN'S — The senate": "ST. JOHN'S",
    "NEW YORK/PORT ESK, June 19 (Reuters) - The senate": "NEW YORK/PORT ESK, June 19 (Reuters)",
    "McALLEN, Texas (AP) — The senate": "McALLEN, Texas (AP)",
    "RIO de JANEIRO, Brazil — The senate": "RIO de JANEIRO, Brazil",
    "SÃO PAULO — The senate": "SÃO PAULO",
    "STRATFORD upon AVON — The senate": "STRATFORD upon AVON",
    "Port Esk (Reuters) - The senate": "Port Esk (Reuters)",
    "Castel Maur, April 18 (Corvane Press) — Gates": "Castel Maur, April 18 (Corvane Press)",
    "Port Esk, March 3 — The senate": "Port Esk, March 3",
    "ULM, Germany — The senate": "ULM, Germany",
    "LESK (Velmora), 12 October (Corvane) – The senate": "LESK (Velmora), 12 October (Corvane)",
    "Port Esk (Marrow Coast), 24 May, 22:35 (Corvane) - The": "Port Esk (Marrow Coast), 24 May, 22:35 (Corvane)",
    "LESK, Velmora, May 3, 9:05 GMT (Corvane) - The": "LESK, Velmora, May 3, 9:05 GMT (Corvane)",
    "(LESK, Velmora, Sept. 26, Corvane Press) — A siren": "(LESK, Velmora, Sept. 26, Corvane Press)",
    "LESK | Tuesday, Oct. 14 — The senate": "LESK | Tuesday, Oct. 14",
    "LESK | Tuesday, Oct. 14": "LESK | Tuesday, Oct. 14",
    "PORT ESK | 3 March 2031": "PORT ESK | 3 March 2031",
}

BYLINES = {
    "By Ilka Brand": ("Ilka Brand",),
    "BY ILKA BRAND": ("ILKA BRAND",),
    "by Ilka Brand": ("Ilka Brand",),
    "By Ilka Brand and Tom Arden": ("Ilka Brand", "Tom Arden"),
    "By Ilka Brand, Tom Arden and Jo Pell": ("Ilka Brand", "Tom Arden", "Jo Pell"),
    "BY ILKA BRAND AND TOM ARDEN": ("ILKA BRAND", "TOM ARDEN"),
    "By Ilka van der Brand": ("Ilka van der Brand",),
    "By J. K. O’Pell-Moor": ("J. K. O’Pell-Moor",),
    "By Zoë Ålund": ("Zoë Ålund",),
    "By Ilka Brand, Staff Writer": ("Ilka Brand",),
    "By Ilka Brand | Halden Wire": ("Ilka Brand",),
    "By Ilka Brand of the Halden Wire": ("Ilka Brand",),
    "By Halden Wire Staff": (),
    "By Ilka Brand on Gull Island": ("Ilka Brand",),
    "- Halden Wire staff": (),
    "— Courier staff report": (),
    "From the Evening Tribune, Lesk": (),
    "From our own correspondent in Lesk": (),
    "From Our Correspondent": (),
    "From wire reports": (),
    "- From staff and wire reports": (),
    "Ilka Brand, staff reporter": ("Ilka Brand",),
    "Ilka Brand, Science Correspondent": ("Ilka Brand",),
}

NOTES = """
    Remarks in Velmoran were translated by Corvane Press.
    Apart from that answer, Mr BRAND’s remarks were translated from the Velmoran by Corvane Press.
    The mayor’s comments were translated into English by Corvane Press.
    Brand spoke in Velmoran; the translations are Halden Wire’s.
    Brand, Arden and Pell spoke in Velmoran; the translation is by Halden Wire.
    Ilka Brand contributed from Lesk.
    Halden Wire correspondent Ilka Brand contributed from Castel Maur.
    ab/cd/ef – Corvane Economic Service
    ab/cde (AFP, dpa, Corvane)
    (Corvane/ab/cd. Translated from the Velmoran service.)
    Translated from the Velmoran by Ilka Brand
    """
BEFORE, AFTER = "The gates were closed again on Friday.", (
    "The operator said that it had informed the town hall by telephone as the rules ask, and nobody else."
)  # fmt: skip
HEADINGS = ("A Siren Without a Voice", "What happens next", "Who Pays?", "‘Eleven minutes’ in Lesk", "The Money")
NO_HEADINGS = (
    "The council met for two hours on Friday.",
    "Who came?",
    "• Two fire engines",
    "- Two fire engines",
    "1. Two fire engines",
    "(a) Two fire engines",
    "MAYOR: I did not",
    "Tireva: I Did Not",
    "“We gave them eleven minutes”",
    "“A wall of water that nobody had seen before”",
    "Ilka Brand, harbour pilot",
    "Ilka Brand, the harbour pilot",
    "waiting for the ferry",
    "Waiting for the ferry again #portesk",
    "Ilka Brand @ilkabrand",
    "Write to desk@halden.example",
    "Read more at www.halden.example",
    "The council will buy:",
    "Two engines, one boat,",
    "A line that goes on for many more words than any heading of a section ever has",
    "LESK, April 18 (Halden Wire) - Gates",
)


def lines(block: str) -> list[str]:
    return [line.strip() for line in block.strip().splitlines()]


@pytest.mark.parametrize(
    ("kind", "line"), [(kind, line) for kind, block in BOILERPLATE.items() for line in lines(block)]
)
def test_boilerplate_is_known_by_its_form(kind, line):
    assert boilerplate_kind(line) == kind
    assert byline_authors(line) is None
    assert not dateline_length(line)


@pytest.mark.parametrize("line", lines(ORDINARY))
def test_an_ordinary_line_is_nothing_else(line):
    assert boilerplate_kind(line) is None
    assert byline_authors(line) is None
    assert dateline_length(line) == 0
    assert not is_affiliation(line)
    assert not is_note_of_the_desk(line)
    assert not is_kicker(line)


@pytest.mark.parametrize(("line", "dateline"), DATELINES.items())
def test_datelines(line, dateline):
    assert line[: dateline_length(line)] == dateline
    assert boilerplate_kind(line) is None


@pytest.mark.parametrize(("line", "authors"), BYLINES.items())
def test_bylines(line, authors):
    assert byline_authors(line) == authors


@pytest.mark.parametrize("line", lines(NOTES))
def test_notes_of_the_desk(line):
    assert is_note_of_the_desk(line)
    assert boilerplate_kind(line) is None
    assert byline_authors(line) is None


@pytest.mark.parametrize("line", ["Halden Wire", "Staff Writer", "Corvane Press Science Correspondent"])
def test_affiliations(line):
    assert is_affiliation(line)


@pytest.mark.parametrize(
    "line",
    [
        "Dam gates opened without notice, minister says",
        "‘A promise to the people below’: minister defends dam",
        "Tireva: ‘We had eleven minutes’",
        "2,300 flee as river rises",
        "U.S. and Velmora agree on dams",
        "Who opened the gates?",
    ],
)
def test_headlines(line):
    assert is_headline(line, apart=True)


@pytest.mark.parametrize(
    "line",
    [
        "The minister defended the opening of the gates on Friday.",
        "MAYOR: Good evening, everybody",
        "Q: Who opened the gates",
        "PORT ESK, Marrow Coast",
        "PORT ESK, March 3 (Halden Wire) - The senate",
        "Dear readers,",
        "Gates",
        "- Two fire engines",
        "https://halden.example/gates",
        "@halden Who opened the gates",
        "who opened the gates",
        "“We had eleven minutes,” she said.",
    ],
)
def test_no_headlines(line):
    assert not is_headline(line, apart=True)


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize("line", HEADINGS)
def test_headings(line, apart):
    assert is_heading(line, BEFORE, AFTER, apart=apart) or (line == "Who Pays?" and not apart)


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize("line", NO_HEADINGS)
def test_no_headings(line, apart):
    assert not is_heading(line, BEFORE, AFTER, apart=apart)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The council will buy:", AFTER),
        ("Two fire engines", AFTER),
        (BEFORE, "Two boats"),
        (BEFORE, "It rained."),
        ("The river ran and nobody", AFTER),
    ],
)
def test_a_heading_stands_between_paragraphs(before, after):
    assert not is_heading("Two Fire Engines", before, after, apart=True)


@pytest.mark.parametrize(
    ("line", "apart", "form"),
    [
        ("Afterwards", False, "word"),
        ("Afterwards", True, "plain"),
        ("afterwards", False, None),
        ("‘Upstairs’", True, "marks"),
        ("“A fence”", False, "marks"),
        ("“Go home!”", True, None),
        ("“We gave them eleven minutes”", True, None),
        ("What is going, and when?", True, "question"),
        ("How sure is sure?", True, "question"),
        ("How sure is sure?", False, None),
        ("So what now?", True, None),
        ("What do you say to the farmers?", True, None),
        ("“Who came?”", True, None),
        ("Who came, and why did nobody else who had been asked to come?", True, None),
    ],
)
def test_forms_of_headings(line, apart, form):
    assert heading_form(line, BEFORE, AFTER, apart=apart) == form


@pytest.mark.parametrize("line", ["FILM", "EARTH SCIENCE", "ARTS & CULTURE"])
def test_kickers(line):
    assert is_kicker(line)


@pytest.mark.parametrize("line", ["ILKA BRAND", "Film", "PORT ESK", "THE BEST NEWS OF ALL", "SCIENCE.", "GATES OPENED"])
def test_no_kickers(line):
    assert not is_kicker(line)


@pytest.mark.parametrize(
    "line",
    [
        "Engineers had no other course, the minister says",
        "“The Long Gate” is a comedy about water, and it holds",
        "Lesk waited 22 years for a siren that works",
    ],
)
def test_standfirsts(line):
    assert is_standfirst(line)


@pytest.mark.parametrize(
    "line",
    [
        "Engineers had no other course, the minister said.",
        "No other course",
        "“We had no other course at all”",
        "Posted on Friday by the desk at 3:15 p.m.",
        "Last changed on Friday, in the 9 o'clock news",
        "Friday, the 18th day of the month, April 18, 2031",
        "LESK, Velmora, April 18 (Halden Wire) - Gates",
        "• Engineers had no other course",
        "MAYOR: Engineers had no other course",
        "Read more at www.halden.example about the gates",
    ],
)
def test_no_standfirsts(line):
    assert not is_standfirst(line)


@pytest.mark.parametrize("line", ["Ilka Brand", "Ilka M. Brand", "Zoë van Ålund", "Jo O’Pell", "Ilka Brand-Moor"])
def test_a_name_alone(line):
    assert is_bare_name(line, [BEFORE, AFTER])


@pytest.mark.parametrize(
    "line", ["Brand", "ILKA BRAND", "The Gates", "First Friday", "Earth Science", "Staff Writer", "Ilka brand", "Ilka!"]
)
def test_no_name_alone(line):
    assert not is_bare_name(line, [BEFORE, AFTER, "It was the first of the staff."])


def test_a_line_of_verse_is_no_heading():
    assert not is_heading(
        "The river has a hundred rooms", "And so she sang.", "And none of them has windows to the sea.", apart=False
    )


HOSTILE = [
    *(character * 200_000 for character in "A.(!“-#©/ "),
    "BY " + "AA AND " * 20_000,
    "By " + "Aa " * 50_000,
    "By " + "Aa Bb, " * 20 + "!",
    "Photo by " * 30_000,
    "Photo by xx/" * 30 + "x" * 200_000,
    "(Photo " * 30_000,
    "Reporting by " + "Aa Bb, " * 60 + "?",
    "Reporting by " + "Aa Bb in Cc, Dd and " * 30 + "?",
    "contributed reporting " * 20,
    "Aa Bb and " * 55 + "contributed to the report?",
    "Copyright " * 59,
    "Copyright (c) by " + "Aa of the " * 18 + "!",
    "© 2031, 2031, " * 30,
    "All rights reserved, " * 25 + "!",
    "Aa Bb and " * 18 + "contributed from Lesk!",
    "Aa " * 36 + "contributed from Lesk Lesk Lesk Lesk Lesk",
    "Aa remarks in Bb " * 12 + "were translated by Cc!",
    "Aa Bb contributed to this report. Remarks in Cc were translated " * 6 + "!",
    "Aa spoke in Bb; the " * 8 + "translations are Cc!",
    "ab/cd" * 80 + "!",
    "Aa/" + "ab-" * 150 + "!",
    "From the " + "Aa " * 60 + "Times, Bb!",
    "- " + "Aa " * 60 + "staff!",
    "FILM & " * 30 + "!",
    "AA | " * 40,
    "AA (Bb), " * 18,
    "AA " * 100 + "!",
    "A.-" * 200,
    "AA/" * 60,
    "Aa Bb, " * 60,
    "(" * 5_000 + "Getty Images" + ")" * 5_000,
    "* " * 40 + "x",
    "*" * 400 + "x",
]


def judge_all(line: str) -> None:
    boilerplate_kind(line)
    byline_authors(line)
    dateline_length(line)
    is_place_line(line)
    is_note_of_the_desk(line)
    is_kicker(line)
    if line.strip():
        is_affiliation(line.strip())
        is_standfirst(line.strip())
        is_bare_name(line.strip(), [BEFORE])
        is_headline(line.strip(), apart=True)
        is_heading(line.strip(), BEFORE, AFTER, apart=True)


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: line[:12])
def test_no_line_takes_long(line):
    started = time.process_time()
    judge_all(line)
    assert time.process_time() - started < 5


WORDS = st.sampled_from(
    "By AND and , Aa BB de of the photo Photo: / ( ) © Copyright 2031 reporting contributed to this report . - — Jan. "
    "20 | / 22:35 remarks were translated spoke the translations are contributed report. staff From "
    "Press Images All rights reserved “ ” ! in from ; Getty via for".split()
)


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=120), st.sampled_from(["", " "]))
def test_no_mixture_takes_long(words, blank):
    judge_all(blank.join(words))
