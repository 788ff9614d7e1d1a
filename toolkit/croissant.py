"""croissant.json: a release in the vocabulary that loaders of machine-learning data read (JSON-LD).

Files with their hashes, a record set per table, splits, the datasheet's answers as RAI properties and, in PROV-O, what
made it of what. Valid as Croissant 1.1 and, with only that version named, 1.0.

Sources: MLCommons, Croissant Format Specification 1.1; Croissant RAI Specification 1.0; W3C, PROV-O.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolkit.citation import bibtex, spdx
from toolkit.config import Config
from toolkit.contracts import TABLES
from toolkit.contracts.croissant import SPLITS, Node, file_set_of, to_record_set
from toolkit.facts import Facts
from toolkit.questions import without_unanswered

VERSIONS = ["http://mlcommons.org/croissant/1.1", "http://mlcommons.org/croissant/1.0"]
RAI = "http://mlcommons.org/croissant/RAI/1.0"
PARQUET = "application/x-parquet"
KEYWORDS = ["news", "quotes", "quotation-attribution", "named-entities", "sentences"]
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "prov": "http://www.w3.org/ns/prov#",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
_SPLIT_TYPES = {"train": "cr:TrainingSplit", "validation": "cr:ValidationSplit", "test": "cr:TestSplit"}
_SECTIONS = {
    "Collection": "dataCollection",
    "Preprocessing": "dataPreprocessingProtocol",
    "Uses": "dataUseCases",
    "Maintenance": "dataReleaseMaintenancePlan",
}
"""First word of a datasheet's section to the RAI property that it answers."""
_ANSWER = re.compile(r"<!-- rai:(?P<name>[a-zA-Z]+) -->(?P<body>.*?)<!-- /rai:(?P=name) -->", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)


def croissant(
    config: Config, manifest: Mapping[str, Any], facts: Facts, files: Sequence[Mapping[str, Any]], datasheet: str
) -> dict[str, Any]:
    """The description of a release. `files` are its data files as the manifest lists them."""
    name, moment = str(manifest.get("name")), manifest.get("created")
    known = {
        "license": config.license and license_of(config.license),
        "url": config.homepage,
        "creator": [{"@type": "sc:Organization", "name": author} for author in config.authors],
        "datePublished": moment and str(moment)[:10],
    }
    return {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": [*VERSIONS, RAI],
        "name": name,
        "alternateName": config.title or name,
        "description": config.description or "News articles with their sentences, quotes and entities.",
        "version": str(manifest.get("version")),
        **{key: value for key, value in known.items() if value},
        "citeAs": bibtex(config, name, str(manifest.get("version")), moment and str(moment)),
        "keywords": KEYWORDS,
        "inLanguage": "en",
        "distribution": [*map(_file, files), *(_file_set(table) for table in TABLES)],
        "recordSet": [_splits(facts), *(to_record_set(contract) for contract in facts.contracts.values())],
        **_rai(facts, datasheet, _tools(manifest)),
        **_provenance(_tools(manifest)),
    }


def license_of(license_id: str) -> str:
    """The address of a license that SPDX lists, as Croissant wants it; what else was stated as it is."""
    known = spdx(license_id)
    return f"https://spdx.org/licenses/{known}.html" if known else license_id


def _file(entry: Mapping[str, Any]) -> Node:
    return {
        "@type": "cr:FileObject",
        "@id": entry["path"],
        "name": entry["path"],
        "contentUrl": entry["path"],
        "contentSize": f"{entry['bytes']} B",
        "encodingFormat": PARQUET,
        "sha256": entry["sha256"],
    }


def _file_set(table: str) -> Node:
    return {
        "@type": "cr:FileSet",
        "@id": file_set_of(table),
        "name": file_set_of(table),
        "encodingFormat": PARQUET,
        "includes": f"data/{table}/*.parquet",
    }


def _splits(facts: Facts) -> Node:
    fields: list[Any] = [
        {"@type": "cr:Field", "@id": f"{SPLITS}/{name}", "name": name, "dataType": kind}
        for name, kind in (("name", "sc:Text"), ("url", "sc:URL"))
    ]
    present = [split for split in _SPLIT_TYPES if split in facts.tables["documents"].rows]
    return {
        "@type": "cr:RecordSet",
        "@id": SPLITS,
        "name": SPLITS,
        "description": "The splits that the data set has.",
        "dataType": "cr:Split",
        "key": {"@id": f"{SPLITS}/name"},
        "field": fields,
        "data": [{f"{SPLITS}/name": split, f"{SPLITS}/url": _SPLIT_TYPES[split]} for split in present],
    }


# ---- the datasheet's answers


def _rai(facts: Facts, datasheet: str, tools: list[str]) -> dict[str, Any]:
    """RAI properties: the datasheet's answers, and what is counted or known."""
    answers = {f"rai:{name}": text for name, text in sorted(answers_of(without_unanswered(datasheet)).items())}
    if facts.published:
        answers["rai:dataCollectionTimeframe"] = [moment.date().isoformat() for moment in facts.published]
    return {**answers, "rai:machineAnnotationTools": tools, "rai:annotationsPerItem": "1"}


def answers_of(datasheet: str) -> dict[str, Any]:
    """RAI property to the text that answers it: a passage between <!-- rai:NAME --> and <!-- /rai:NAME -->, else the
    section of the datasheet whose heading begins with the word of `_SECTIONS`; comments and marks are left out."""
    answers = {_SECTIONS[word]: body for word, body in _sections(datasheet) if word in _SECTIONS}
    for answer in _ANSWER.finditer(datasheet):
        answers[answer["name"]] = answer["body"]
    plain = {name: _COMMENT.sub("", body).strip() for name, body in answers.items()}
    return {name: text for name, text in plain.items() if text}


def _sections(datasheet: str) -> Iterator[tuple[str, str]]:
    """First word of the heading, and body, of every section of the second level."""
    for section in re.split(r"^## ", datasheet, flags=re.MULTILINE)[1:]:
        heading, _, body = section.partition("\n")
        yield re.split(r"\W", heading, maxsplit=1)[0], body


# ---- provenance


def _tools(manifest: Mapping[str, Any]) -> list[str]:
    """The program and the model, each with its version, as the manifest names them."""
    annotators = manifest.get("annotators")
    model = annotators.get("model") if isinstance(annotators, dict) else None
    named = [each for each in (manifest.get("program"), model) if isinstance(each, dict)]
    return [f"{each.get('name')} {each.get('version')}" for each in named]


def _provenance(tools: list[str]) -> dict[str, Any]:
    """What the data set was derived from, by what, in PROV-O."""
    articles = {
        "@type": "prov:Entity",
        "prov:label": "Raw articles: documents.source names each one, documents.source_sha256 is its hash",
    }
    return {
        "prov:wasDerivedFrom": articles,
        "prov:wasGeneratedBy": {
            "@type": "prov:Activity",
            "prov:label": "toolkit build: normalization, annotation, grouping, validation; see manifest.json",
            "prov:used": articles,
            "prov:wasAssociatedWith": [{"@type": "prov:SoftwareAgent", "prov:label": tool} for tool in tools],
        },
    }
