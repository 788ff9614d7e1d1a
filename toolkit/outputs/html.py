"""The report as one page that needs nothing else: no script, no font, no link to fetch."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from toolkit.findings import Report, Violation
from toolkit.outputs import Style
from toolkit.outputs.wording import address, footing, headline, moved, visible, where
from toolkit.rules import load_rules

_STYLE = """
:root { color-scheme: light dark }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
h2 { margin-top: 2rem; font-size: 1.1rem } code, pre { font-family: ui-monospace, monospace; overflow-wrap: anywhere }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; vertical-align: top; padding: .3rem .6rem;
border-top: 1px solid #8884 } .error { color: #c22 } .warning { color: #a60 } .info { color: #26a }
mark { background: #fd6; color: #000 } .where { color: #888; font-size: .9rem }
"""


def render(report: Report, style: Style) -> str:
    """The headline, a table of the rules, and for each rule its violations."""
    return "\n".join(_page(report))


def _page(report: Report) -> Iterator[str]:
    title = _text(headline(report))
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f"<h1>{title}</h1>\n<p><code>{_text(report.release)}</code></p>\n<p>{_text(footing(report))}</p>"
    if report.counts:
        heads = "".join(f"<th>{head}</th>" for head in ("severity", "rule", "found", "what it proves"))
        yield f"<table>\n<thead><tr>{heads}</tr></thead><tbody>"
        for rule in (load_rules()[each] for each in report.counts):
            yield (
                f'<tr><td class="{rule.severity}">{rule.severity}</td><td><a href="#{rule.id}">{rule.id}</a></td>'
                f"<td>{report.counts[rule.id]:,}</td><td>{_text(rule.proves)}</td></tr>"
            )
        yield "</tbody>\n</table>"
    yield from _drift(report)
    for each in report.counts:
        yield from _section(report, each)
    yield "</body>\n</html>"


def _drift(report: Report) -> Iterator[str]:
    """A table of what moved from an earlier release, a row for each bin that moved most."""
    if not report.drift:
        return
    far = moved(report)
    yield f"<h2>{len(far)} of {len(report.drift)} distributions moved from the earlier release</h2>"
    if far:
        heads = "".join(f"<th>{head}</th>" for head in ("statistic", "PSI", "value", "old", "new"))
        yield f"<table>\n<thead><tr>{heads}</tr></thead><tbody>"
        for each in far:
            for one in each.movers:
                yield (
                    f"<tr><td>{each.table}.{each.column}</td><td>{each.psi:.3f}</td><td>{_text(one.bin)}</td>"
                    f"<td>{100 * one.old:.1f} %</td><td>{100 * one.new:.1f} %</td></tr>"
                )
        yield "</tbody>\n</table>"


def _section(report: Report, rule_id: str) -> Iterator[str]:
    rule, kept, count = load_rules()[rule_id], report.of(rule_id), report.counts[rule_id]
    yield f'<section id="{rule.id}">\n<h2 class="{rule.severity}">{rule.id}: {_text(rule.title)} ({count:,})</h2>'
    yield f"<p>{_text(rule.remedy)}</p>\n<table>"
    yield "<thead><tr><th>where</th><th>found</th><th>expected</th></tr></thead><tbody>"
    for violation in kept:
        yield (
            f"<tr><td><code>{_text(address(violation))}</code>{_excerpt(violation)}</td>"
            f"<td><code>{_text(violation.found)}</code></td><td><code>{_text(violation.expected)}</code></td></tr>"
        )
    yield "</tbody>\n</table>"
    if count > len(kept):
        yield f"<p>… and {count - len(kept):,} more</p>"
    yield "</section>"


def _excerpt(violation: Violation) -> str:
    place = violation.place
    if place is None:
        return ""
    before, marked, after = (
        _text(part)
        for part in (place.excerpt[: place.mark[0]], place.excerpt[slice(*place.mark)], place.excerpt[place.mark[1] :])
    )
    return f'<br><span class="where">{_text(where(violation))}</span><br>{before}<mark>{marked}</mark>{after}'


def _text(text: str) -> str:
    return escape(visible(text))
