"""The same counts as the project's reference scorer, on the same predictions, where that and its gold are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from toolkit.annotators import Annotators, load_annotators
from toolkit.evaluate import Evaluation, evaluate, wanted_quotes, write_compared
from toolkit.scoring.answers import Counts, read_gold

GOLD = Path(__file__).parents[3] / "shared" / "gold"
SCORER = GOLD / "score.py"
pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the reference scorer and its gold are not redistributed")

SAMPLES = {
    "seeds": 5, "polnear.dev": 12, "gum_news.dev": 4, "gum_interview.dev": 3, "worldwide.dev": 12, "wikigold.dev": 8,
    "pud.dev": 10, "ewt.dev": 6, "pragseg.dev": 10,
}  # fmt: skip
"""Gold files, and how many of their documents are compared."""
OPTIONS = [(None, False), (None, True), ("direct,mixed", False), ("indirect", True)]
SAME = {
    "q_gold": "quotes/gold", "q_pred": "quotes/predicted", "q_dropped": "quotes/dropped", "q_exact": "quotes/exact",
    "q_trim": "quotes/trimmed", "q_iou0.3": "quotes/overlap_0.3", "q_iou0.5": "quotes/overlap_0.5",
    "q_iou0.8": "quotes/overlap_0.8", "t_gold": "quotes/words_gold", "t_pred": "quotes/words_predicted",
    "t_tp": "quotes/words", "e2e": "quotes/speaker", "type_n": "attribution/type_of", "type_ok": "attribution/type",
    "s_n": "attribution/speaker_of", "s_any": "attribution/speaker", "s_ov": "attribution/mention",
    "s_exact": "attribution/mention_exact", "s_none": "attribution/missing", "s_name_n": "attribution/name_of",
    "s_name_ok": "attribution/name", "s_nominal_n": "attribution/description_of",
    "s_nominal_ok": "attribution/description", "s_pron_n": "attribution/pronoun_of",
    "s_pron_ok": "attribution/pronoun", "s_sn_n": "attribution/surname_of", "s_sn_ok": "attribution/surname",
    "s_null_n": "attribution/absent_of", "s_null_ok": "attribution/absent", "c_n": "attribution/cue_of",
    "c_ok": "attribution/cue", "c_exact": "attribution/cue_exact", "x_gold": "stretch/gold",
    "x_pred": "stretch/predicted", "x_tp": "stretch/found", "xs_n": "stretch/speaker_of", "xs_ok": "stretch/speaker",
    "xc_n": "stretch/name_of", "xc_ok": "stretch/name", "es_gold": "entity/span_gold",
    "es_pred": "entity/span_predicted", "es_tp": "entity/span", "e_gold": "entity/typed_gold",
    "e_pred": "entity/typed_predicted", "e_typed": "entity/typed", "et_gold": "entity/bare_gold",
    "et_pred": "entity/bare_predicted", "et_tp": "entity/bare", "n_gold": "sentence/ends_gold",
    "n_pred": "sentence/ends_predicted", "n_tp": "sentence/ends", "ni_gold": "sentence/inner_gold",
    "ni_pred": "sentence/inner_predicted", "ni_tp": "sentence/inner", "ns_gold": "sentence/whole_gold",
    "ns_pred": "sentence/whole_predicted", "ns_tp": "sentence/whole", "nd_n": "sentence/document_of",
    "nd_ok": "sentence/document",
}  # fmt: skip
"""What the reference scorer calls a count, and what we call it."""


def ours(key: str) -> str | None:
    """Our name of a count of the reference scorer; None for one that we do not have."""
    if key.startswith("ty_"):
        _, kind, what = key.split("_", 2)
        return {"gold": f"type/{kind}/gold", "iou0.5": f"type/{kind}/found"}.get(what)
    if key.startswith("E_"):
        label, _, what = key.removeprefix("E_").rpartition("_")
        return f"label/{label}/{ {'gold': 'gold', 'pred': 'predicted', 'tp': 'found'}[what] }"
    return SAME[key]


@pytest.fixture(scope="module")
def annotators() -> Annotators:
    return load_annotators()


@pytest.fixture(scope="module", params=SAMPLES)
def compared(request: pytest.FixtureRequest, annotators: Annotators, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the first documents of a gold file and what the annotators say of them."""
    folder = tmp_path_factory.mktemp("compared")
    with (GOLD / f"{request.param}.jsonl").open(encoding="utf-8") as file:
        (folder / "sample.jsonl").write_text("".join(islice(file, SAMPLES[request.param])), encoding="utf-8")
    write_compared(evaluate([folder / "sample.jsonl"], annotators=annotators), folder)
    return folder


def total(evaluation: Evaluation) -> Counts:
    return Counts({key: int(evaluation.total.of(key)[0]) for key in evaluation.total.columns})


def reference(folder: Path, *options: str) -> dict[str, float]:
    """The reference scorer's counts for what lies in a folder."""
    gold, predicted, scores = (str(folder / name) for name in ("gold-1.jsonl", "predicted-1.jsonl", "scores.json"))
    scorer = [sys.executable, str(SCORER), gold, predicted, "--no-bootstrap", "--json", scores]
    subprocess.run([*scorer, *options], check=True, capture_output=True)
    counts: dict[str, float] = json.loads(Path(scores).read_text(encoding="utf-8"))["counts"]
    return counts


def test_every_count_is_that_of_the_reference_scorer(compared: Path) -> None:
    gold, predicted = compared / "gold-1.jsonl", compared / "predicted-1.jsonl"
    quotes = any(each.quotes for each in read_gold(gold))
    for types, speech_only in OPTIONS if quotes else OPTIONS[:1]:
        options = [*(["--types", types] if types else []), *(["--speech-only"] if speech_only else [])]
        counts = reference(compared, *options)
        found = total(evaluate([gold], predictions=predicted, wanted=wanted_quotes(types, speech_only=speech_only)))
        wanted = {name: count for key, count in counts.items() if (name := ours(key))}
        assert len(wanted) > 10
        assert {name: found[name] for name in wanted} == wanted, options


def test_a_type_alone_is_what_the_reference_scorer_has_for_it(annotators: Annotators, tmp_path: Path) -> None:
    found = evaluate([GOLD / "seeds.jsonl"], annotators=annotators)
    write_compared(found, tmp_path)
    counts, figure = reference(tmp_path, "--types", "mixed"), found.figure("types", "mixed_overlap_0.5")
    assert (figure.right, figure.predicted, figure.of) == (counts["q_iou0.5"], counts["q_pred"], counts["q_gold"])
