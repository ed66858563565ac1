"""PlanRecords: the kinds of records of a whole plan beside those that make up a child's facts, and how they are found.

Archives, activities, documents, groups, Homes, inspections, funds: pure functions read them by kind (``Facts.records``). A new
kind stands here with its names, and is then stored, read from documents and listed by all who know this list.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, TypeVar, cast

import attrs

from liushou_core.domain.activity import Activity
from liushou_core.domain.archive import ArchiveFile, GrowthEntry, ProgressEntry
from liushou_core.domain.assessment_result import AssessmentResult, Commendation
from liushou_core.domain.bus_ride import BusRide
from liushou_core.domain.care_home import CareHome
from liushou_core.domain.dropout_return import DropoutReturn
from liushou_core.domain.fund_entry import FundEntry
from liushou_core.domain.individual_plan import IndividualPlan
from liushou_core.domain.inspection import Inspection
from liushou_core.domain.key_help import KeyHelp
from liushou_core.domain.leading_group import LeadingGroup, ResponsibilityLetter
from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.line import Line
from liushou_core.domain.membership import Payment
from liushou_core.domain.safety_record import SafetyRecord
from liushou_core.domain.sharing import Consent, Disclosure, Referral
from liushou_core.domain.support import Donation, Support
from liushou_core.domain.survey import Survey
from liushou_core.domain.unknown import NOT_ASKED, Known
from liushou_core.domain.volunteer_event import VolunteerEvent
from liushou_core.domain.written_record import WrittenRecord

__all__ = ["ABOUT", "PLAN_RECORDS", "PlanRecord", "PlanRecords", "about_fields", "first_day", "named_by"]

T = TypeVar("T")

ABOUT: Final = ("child", "children", "school_class", "organisation", "helper", "payee")
"""The fields by which a record says whom or what it is about."""


@attrs.frozen
class PlanRecord:
    """A kind: its name, the name of its list, and its class."""

    name: str
    plural: str
    of: type[Any]


PLAN_RECORDS: Final[tuple[PlanRecord, ...]] = (
    PlanRecord("archive_file", "archive_files", ArchiveFile),
    PlanRecord("progress_entry", "progress_entries", ProgressEntry),
    PlanRecord("growth_entry", "growth_entries", GrowthEntry),
    PlanRecord("survey", "surveys", Survey),
    PlanRecord("individual_plan", "individual_plans", IndividualPlan),
    PlanRecord("key_help", "key_help", KeyHelp),
    PlanRecord("consent", "consents", Consent),
    PlanRecord("disclosure", "disclosures", Disclosure),
    PlanRecord("referral", "referrals", Referral),
    PlanRecord("support", "supports", Support),
    PlanRecord("donation", "donations", Donation),
    PlanRecord("payment", "payments", Payment),
    PlanRecord("fund_entry", "fund_entries", FundEntry),
    PlanRecord("legal_case", "legal_cases", LegalCase),
    PlanRecord("activity", "activities", Activity),
    PlanRecord("volunteer_event", "volunteer_events", VolunteerEvent),
    PlanRecord("written_record", "written_records", WrittenRecord),
    PlanRecord("bus_ride", "bus_rides", BusRide),
    PlanRecord("line", "lines", Line),
    PlanRecord("care_home", "care_homes", CareHome),
    PlanRecord("leading_group", "leading_groups", LeadingGroup),
    PlanRecord("responsibility_letter", "responsibility_letters", ResponsibilityLetter),
    PlanRecord("inspection", "inspections", Inspection),
    PlanRecord("assessment_result", "assessment_results", AssessmentResult),
    PlanRecord("commendation", "commendations", Commendation),
    PlanRecord("dropout_return", "dropout_returns", DropoutReturn),
    PlanRecord("safety_record", "safety_records", SafetyRecord),
)
"""Every kind, those of children first."""


def about_fields(of: type[Any]) -> tuple[str, ...]:
    """Return the fields of a class by which its records say whom or what they are about."""
    fields = attrs.fields_dict(of)
    return tuple(name for name in ABOUT if name in fields)


def named_by(record: Any) -> Iterator[str]:
    """Yield the ids of whom or what a record is about, each once."""
    ids: dict[str, None] = {}
    for name in about_fields(type(record)):
        value = getattr(record, name)
        ids.update(dict.fromkeys(value if isinstance(value, tuple) else () if value is None else (value,)))
    yield from ids


def first_day(record: Any) -> date:
    """Return the day on which a record begins, or happened."""
    day: date = next(getattr(record, name) for name in _BEGINS if hasattr(record, name))
    return day


_BEGINS: Final = ("start", "day", "opened", "signed")


@attrs.frozen(repr=False)
class PlanRecords:
    """Records by class, in memory. A class that is not among them is not kept: nobody can say what there is of it.

    >>> from datetime import date
    >>> outing = Activity(id="a1", scope="s", kind="outing", day=date(2023, 5, 4), children=("c1",))
    >>> kept = PlanRecords.of([outing])
    >>> [one.id for one in kept.records(Activity, "c1")], kept.records(Survey)
    (['a1'], NOT_ASKED)
    """

    _all: Mapping[type[Any], tuple[Any, ...]]
    _about: Mapping[tuple[type[Any], str], tuple[Any, ...]]

    @classmethod
    def of(cls, records: Iterable[Any], kept: Iterable[type[Any]] = ()) -> "PlanRecords":
        """Return *records*; the classes *kept* are complete even if none of theirs is there."""
        by_class: dict[type[Any], list[Any]] = {one: [] for one in kept}
        for record in records:
            by_class.setdefault(type(record), []).append(record)
        about: dict[tuple[type[Any], str], list[Any]] = {}
        for of, found in by_class.items():
            found.sort(key=lambda record: record.id)
            for record in found:
                for id in named_by(record):
                    about.setdefault((of, id), []).append(record)
        return cls(_frozen(by_class), _frozen(about))

    def records(self, of: type[T], about: str | None = None) -> Known[tuple[T, ...]]:
        """Return the records of a class, ordered by id, those that name *about* if it is given; NOT_ASKED if none are kept."""
        if of not in self._all:
            return NOT_ASKED
        found = self._all[of] if about is None else self._about.get((of, about), ())
        return cast("tuple[T, ...]", found)


def _frozen(groups: dict[Any, list[Any]]) -> Mapping[Any, tuple[Any, ...]]:
    return MappingProxyType({key: tuple(group) for key, group in groups.items()})
