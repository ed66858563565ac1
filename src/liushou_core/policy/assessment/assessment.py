"""Assessment: the answers of one policy about all facts on one day, as values and as a document."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from liushou_core.__about__ import __version__
from liushou_core.domain.calendar import Span
from liushou_core.errors import Problem, dotted
from liushou_core.policy.assessment.answers import Answers
from liushou_core.policy.assessment.dated import Dated
from liushou_core.policy.assessment.due_document import due_document
from liushou_core.policy.canonical import canonical
from liushou_core.policy.due.item import DueItem
from liushou_core.policy.indicators.indicator import Indicated
from liushou_core.policy.memory import remembering
from liushou_core.policy.policy import Policy
from liushou_core.policy.receipt import origins_document
from liushou_core.policy.settlement import AwardLine, Settlement
from liushou_core.policy.settlement.document import award_document
from liushou_core.policy.tables.identities import Balance
from liushou_core.policy.verdict import NO

__all__ = ["Assessment"]


@attrs.frozen(kw_only=True, repr=False)
class Assessment:
    """Everything that ``policy`` answers about some facts on the day ``on``; ``assessment["c1"]`` are a child's answers.

    * ``windows``: the due items whose windows share a day with ``over``, in the order of the due list.
    * ``settlements``: of the school years settled in ``over``, in order; if there is none, of the one that contains ``on``.
      Empty for a plan without scoring.
    * ``dates``: the plan's phases and dates by rule that share a day with ``over``, by day.
    * ``identities``: whether each identity of the plan holds, subject by subject; ``failing`` are those that do not.
    * ``mistakes``: recorded values that cannot be what the plan declares, and recorded facts that it does not declare.
    * ``indicators``: what each indicator of the plan shows; those of duties count the windows that share a day with ``over``.
    """

    policy: Policy
    on: date
    over: Span
    answers: Mapping[str, Answers]
    windows: tuple[DueItem, ...]
    settlements: tuple[Settlement, ...]
    dates: tuple[Dated, ...]
    indicators: tuple[Indicated, ...] = ()
    identities: tuple[Balance, ...] = ()
    mistakes: tuple[Problem, ...] = ()

    def __repr__(self) -> str:
        return f"Assessment({self.policy.id!r}, {self.on.isoformat()}, {len(self)} subjects)"

    def __getitem__(self, id: str) -> Answers:
        """Return the answers about one subject. Raises KeyError for an id that is no subject's."""
        return self.answers[id]

    def __iter__(self) -> Iterator[str]:
        """Yield the ids of the subjects, in order."""
        return iter(self.answers)

    def __len__(self) -> int:
        return len(self.answers)

    def __contains__(self, id: object) -> bool:
        return id in self.answers

    @property
    def failing(self) -> tuple[Balance, ...]:
        """The identities that do not hold."""
        return tuple(balance for balance in self.identities if balance.verdict is NO)

    @property
    def settlement(self) -> Settlement | None:
        """The latest of ``settlements``; None if there is none."""
        return self.settlements[-1] if self.settlements else None

    @property
    def awards(self) -> tuple[AwardLine, ...]:
        """The students' awards of ``settlement``, without those withheld."""
        return () if self.settlement is None else self.settlement.awards

    def to_document(self) -> dict[str, Any]:
        """Return a ``liushou-assessment/1`` document: JSON data in which exact numbers are texts. No IDENTITY value is in it."""
        with remembering():
            return self._document()

    def _document(self) -> dict[str, Any]:
        edition = self.policy.on(self.on)
        return {
            "schema": "liushou-assessment/1",
            "policy": {
                "id": edition.id,
                "edition": canonical(edition.edition_from),
                "fingerprint": edition.fingerprint,
            },
            "on": canonical(self.on),
            "over": {"from": canonical(self.over.start), "last_day": canonical(self.over.last_day)},
            "subjects": {id: answers.to_document() for id, answers in self.answers.items()},
            "windows": [due_document(item) for item in self.windows],
            "settlement": None if self.settlement is None else self.settlement.to_document(),
            "earlier_settlements": [settlement.to_document() for settlement in self.settlements[:-1]],
            "awards": [award_document(award) for award in self.awards],
            "dates": [dated.to_document() for dated in self.dates],
            "indicators": [indicated.to_document() for indicated in self.indicators],
            "identities": [balance.to_document() for balance in self.identities],
            "mistakes": [
                {"path": dotted(p.path), "code": p.code, "severity": p.severity} for p in self.mistakes
            ],
            "origins": origins_document(edition.origins),
            "library": __version__,
        }

    def to_json(self) -> str:
        """Return the document as text in its one spelling: keys sorted, no blanks, nothing escaped that need not be.

        The same policy text, facts and day give the same bytes (UTF-8) in any process and locale.
        """
        return json.dumps(self.to_document(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
