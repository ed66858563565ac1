"""A decision in words, in Chinese or English."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from liushou_core.locale import Locale, catalogue, filled, render
from liushou_core.policy.labels import fact_text
from liushou_core.policy.source import Wording
from liushou_core.policy.verdict import NO, UNKNOWN, YES, Fact, Finding, Verdict

__all__ = ["Explained", "explain"]

_SIGNS = {YES: "✓", NO: "✗", UNKNOWN: "?"}


@attrs.frozen(kw_only=True)
class Explained:
    """What an explanation tells; ``policy`` is the id, ``title`` that of the edition in force.

    ``question`` is the plan's own question in words; None for whom the plan covers.
    """

    policy: str
    title: Wording
    question: str | None
    child: str
    on: date
    findings: Finding
    because: tuple[Finding, ...]
    missing: tuple[Fact, ...]
    changes_on: tuple[date, Verdict] | None


def explain(told: Explained, locale: Locale, messages: Mapping[str, str]) -> str:
    """Return *told* as lines of text; people appear by id and role, never by name.

    *messages* overrides single texts of the catalogue by key.
    """
    return "\n".join(_lines(told, locale, messages))


def _lines(told: Explained, locale: Locale, messages: Mapping[str, str]) -> Iterator[str]:
    def say(key: str, **values: object) -> str:
        return filled(messages.get(key) or catalogue(locale)[key], values)

    yield say(
        "decision.head" if told.question is None else "decision.question",
        question=told.question,
        child=told.child,
        day=told.on.isoformat(),
        policy=told.title.text(locale),
        id=told.policy,
        verdict=told.findings.verdict.text(locale),
    )
    yield from _tree(told.findings, locale, 1, set())
    if told.findings.parts and told.because:
        yield say("decision.because", clauses=_joined([leaf.asks(locale) for leaf in told.because], locale))
    if told.missing:
        yield say(
            "decision.missing", facts=_joined([fact_text(fact, locale) for fact in told.missing], locale)
        )
    if told.changes_on is None:
        yield say("decision.stays_open" if told.missing else "decision.stays")
    else:
        day, verdict = told.changes_on
        yield say("decision.changes_on", day=day.isoformat(), verdict=verdict.text(locale))


def _tree(finding: Finding, locale: Locale, depth: int, told: set[int]) -> Iterator[str]:
    source = f" [{finding.source}]" if finding.source else ""
    yield f"{'  ' * depth}{_SIGNS[finding.verdict]} {finding.text(locale)}{source}"
    # What another question answered is written out where it is named first.
    inner = [part for part in finding.inner if id(part.clause) not in told]
    told.update(id(part.clause) for part in inner)
    for part in (*finding.parts, *inner):
        yield from _tree(part, locale, depth + 1, told)


def _joined(parts: list[str], locale: Locale) -> str:
    return render("decision.separator", locale).join(parts)
