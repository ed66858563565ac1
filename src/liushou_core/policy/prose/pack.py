"""The whole of a pack in prose, as Markdown: its head, a chapter for every section, and what later editions change."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from liushou_core.locale import Locale, has_message, render
from liushou_core.policy.policy import Policy
from liushou_core.policy.prose.lines import Lines, clause_lines, table_lines
from liushou_core.policy.prose.phrases import bracketed, cited, joined, value_words
from liushou_core.policy.prose.values import is_clause, parts_of

__all__ = ["explain_policy"]


def explain_policy(policy: Policy, locale: Locale = "en") -> str:
    """Return what *policy* says, clause by clause, in *locale*: Markdown, with a chapter for every section of the pack.

    Every table is there with its source, every parameter that is not at its default, and the ids by which answers speak of
    them. Criteria say what they ask in their own words.

    >>> from liushou_core import load_policy
    >>> print(explain_policy(load_policy("talk-visit-call"), "en").partition("## Duties")[0])
    # Talk, visit and call: a class plan for left-behind children
    <BLANKLINE>
    `talk-visit-call`, in force from 2022-09-01; plan family F19; for a class.
    What is not said here is read as the pack language reads it by default.
    <BLANKLINE>
    ## Whom the plan covers (`eligibility`)
    <BLANKLINE>
    - all of these hold [003 §1; 001 §1 (EL-11)]
      - parents away (one or both, any return home interrupts)
    <BLANKLINE>
    <BLANKLINE>
    """
    chapters = [_head(policy, locale), *_chapters(policy.linked, locale)]
    if policy.edition:
        chapters.append(_chapter("edition", _editions(policy, locale), locale))
    return "\n\n".join(chapters) + "\n"


def _head(policy: Policy, locale: Locale) -> str:
    told = [render("prose.head", locale, id=policy.id, day=policy.in_force_from.isoformat())]
    if policy.family is not None:
        told.append(render("prose.family", locale, family=policy.family))
    if policy.covers is not None:
        told.append(render(f"prose.covers.{policy.covers}", locale))
    stop = "。" if locale == "zh" else "."
    lines = [f"# {policy.title.text(locale)}", "", joined(told, locale, strong=True) + stop]
    lines.append(render("prose.reading", locale))
    if policy.eligibility is None:
        lines.append(render("prose.everybody", locale))
    return "\n".join(lines)


def _chapters(policy: Policy, locale: Locale) -> Iterator[str]:
    for name, value in policy.sections():
        lines = (line for part in parts_of(value) for line in _lines(part, locale))
        yield _chapter(name, lines, locale)


def _chapter(name: str, lines: Lines, locale: Locale) -> str:
    title = render(f"prose.section.{name}", locale) if has_message(f"prose.section.{name}") else name
    listed = (f"{'  ' * depth}- {text}" for depth, text in lines)
    return "\n".join([f"## {title}{bracketed(f'`{name}`', locale)}", "", *listed])


def _lines(part: Any, locale: Locale) -> Lines:
    return clause_lines(part, locale) if is_clause(part) else table_lines(part, locale)


def _editions(policy: Policy, locale: Locale) -> Lines:
    colon = "：" if locale == "zh" else ":"
    for edition in sorted(policy.edition, key=lambda one: one.from_):
        head = render("prose.edition", locale, day=edition.from_.isoformat())
        yield 0, head + cited(edition, locale) + colon
        before = policy.on(edition.from_ - timedelta(days=1))
        changes = {change.path: change for change in before.diff(policy.on(edition.from_))}
        for path, value in edition.changes:
            change = changes.get(path)
            key = "set" if change is None else "changed"
            after, was = (value, None) if change is None else (change.after, change.before)
            words = {"after": value_words(after, locale), "before": value_words(was, locale)}
            yield 1, render(f"prose.{key}", locale, path=path, **words)
