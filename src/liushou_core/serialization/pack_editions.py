"""Editions of a pack: whether the changes that each makes can be made."""

from collections import Counter
from collections.abc import Iterator

import attrs

from liushou_core.errors import InvalidPolicy, Problem
from liushou_core.policy.paths import set_parameter
from liushou_core.policy.policy import Edition, Policy

__all__ = ["edition_problems"]


def edition_problems(policy: Policy) -> Iterator[Problem]:
    """Yield the changes of editions that cannot be made, in the order in which the editions take effect."""
    current = attrs.evolve(policy, edition=())
    order: list[tuple[int, Edition]] = sorted(enumerate(policy.edition), key=lambda pair: pair[1].from_)
    for index, edition in order:
        before = current
        times = Counter(path for path, _ in edition.changes)
        for path, value in edition.changes:
            place = ("edition", index, "changes", path)
            if times[path] > 1:  # once with quotes and once without
                yield Problem(code="repeated", path=place)
            try:
                current = set_parameter(current, path, value)
            except InvalidPolicy as refused:
                yield from (attrs.evolve(problem, path=place) for problem in refused.problems)
            except LookupError as error:
                yield Problem(code="bad_path", path=place, values=dict(getattr(error, "data", {})))
        errors = [problem for problem in current.lint() if problem.severity == "error"]
        yield from (attrs.evolve(problem, path=("edition", index, "changes")) for problem in errors)
        current = before if errors else current  # what one edition breaks is not held against the next
