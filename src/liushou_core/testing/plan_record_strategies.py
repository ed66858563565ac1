"""What the fields of records of plans have to agree upon, drawn together."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import strategies as st

from liushou_core.domain.activity import Activity, ActivityNumber
from liushou_core.domain.archive import ArchiveFile
from liushou_core.domain.assessment_result import AssessmentResult, Commendation
from liushou_core.domain.bus_ride import BusRide
from liushou_core.domain.care_home import CareHome, Equipment
from liushou_core.domain.concern import ConcernKind
from liushou_core.domain.dropout_return import DropoutReturn
from liushou_core.domain.fund_entry import FundEntry
from liushou_core.domain.individual_plan import IndividualPlan
from liushou_core.domain.inspection import Inspection, InspectionFinding
from liushou_core.domain.key_help import KeyHelp
from liushou_core.domain.leading_group import GroupSeat, LeadingGroup, ResponsibilityLetter
from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.line import Line
from liushou_core.domain.safety_record import SafetyRecord
from liushou_core.domain.sharing import Consent
from liushou_core.domain.support import Donation, Support
from liushou_core.domain.survey import Survey, SurveyCount
from liushou_core.domain.volunteer_event import Contribution, SignUp, VolunteerEvent
from liushou_core.testing.value_strategies import days, ids, known

__all__ = ["PLAN_INTERVALS", "agreed_fields"]

Fields = dict[str, Any]
Records = Callable[[type[Any]], st.SearchStrategy[Any]]

PLAN_INTERVALS: Final = frozenset(
    {IndividualPlan, KeyHelp, Consent, Support, BusRide, Line, CareHome, LeadingGroup, DropoutReturn}
)
"""Records of plans that last from a start to an end."""
_YEARS: Final = days(date(1950, 1, 1), date(2100, 12, 31))


def agreed_fields(records: Records) -> dict[type[Any], st.SearchStrategy[Fields]]:
    """Return what is drawn together for each class; *records* draws a noun."""
    yuan = st.decimals("0.01", 1_000_000, places=2)
    some = st.none() | yuan
    counts = st.integers(0, 10_000)
    return {
        ActivityNumber: st.fixed_dictionaries({"value": st.decimals(0, 10_000, places=2)}),
        Activity: _lasting(
            "day",
            "until",
            extra={"children": _children(), "numbers": _by_name(records, ActivityNumber, "name")},
        ),
        ArchiveFile: _of_archive(),
        SurveyCount: st.fixed_dictionaries({"count": counts}),
        Survey: _of_survey(records),
        IndividualPlan: _of_plan(),
        Support: st.fixed_dictionaries(
            {"yuan": some, "yuan_before": some, "debts_cleared": some, "prepaid": some}
        ),
        Donation: st.fixed_dictionaries({"count": st.integers(1, 1000), "children": _children()}),
        FundEntry: st.fixed_dictionaries({"yuan": yuan}),
        LegalCase: _of_case(),
        BusRide: _of_ride(),
        Equipment: st.fixed_dictionaries({"count": st.integers(1, 100)}),
        VolunteerEvent: _of_event(records),
        GroupSeat: st.fixed_dictionaries({}),
        LeadingGroup: st.fixed_dictionaries(
            {
                "deputies": _children(),
                "members": _children(),
                "seats": st.lists(records(GroupSeat), max_size=3, unique=True).map(tuple),
            }
        ),
        ResponsibilityLetter: _lasting("signed", "until"),
        Inspection: st.fixed_dictionaries({"findings": _by_name(records, InspectionFinding, "item")}),
        AssessmentResult: _one_of("school_class", "helper", "organisation"),
        Commendation: _one_of("child", "helper", "school_class", "organisation"),
        DropoutReturn: _of_return(),
        SafetyRecord: _of_safety(),
    }


def _children() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(ids(), unique=True, max_size=4).map(tuple)


def _by_name(records: Records, cls: type[Any], name: str) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(records(cls), max_size=3, unique_by=lambda one: getattr(one, name)).map(tuple)


@st.composite
def _lasting(draw: st.DrawFn, first: str, last: str, extra: dict[str, Any] | None = None) -> Fields:
    start = draw(_YEARS)
    end = None if draw(st.booleans()) else start + timedelta(days=draw(st.integers(1, 400)))
    return {first: start, last: end, **{name: draw(one) for name, one in (extra or {}).items()}}


@st.composite
def _of_archive(draw: st.DrawFn) -> Fields:
    fields = draw(_lasting("opened", "closed"))
    later = fields["opened"] + timedelta(days=draw(st.integers(0, 400)))
    return {**fields, "updated": draw(st.sampled_from([None, later]))}


@st.composite
def _of_survey(draw: st.DrawFn, records: Records) -> Fields:
    day = draw(_YEARS)
    as_of = draw(known(st.integers(0, 400).map(lambda n: day - timedelta(days=n))))
    return {"day": day, "as_of": as_of, "counts": draw(_by_name(records, SurveyCount, "group"))}


@st.composite
def _of_plan(draw: st.DrawFn) -> Fields:
    fields = draw(_lasting("start", "until"))
    later = fields["start"] + timedelta(days=draw(st.integers(0, 400)))
    triggers = draw(st.lists(st.sampled_from(ConcernKind), max_size=3, unique=True))
    return {**fields, "review_on": draw(st.sampled_from([None, later])), "triggers": tuple(triggers)}


@st.composite
def _of_case(draw: st.DrawFn) -> Fields:
    fields = draw(_lasting("opened", "closed"))
    aided = draw(known(st.booleans()))
    return {**fields, "aided": aided, "aided_on": draw(st.none() | _YEARS) if aided is True else None}


@st.composite
def _of_ride(draw: st.DrawFn) -> Fields:
    children = draw(_children())
    return {"children": children, "riders": len(children) + draw(st.integers(0, 40))}


@st.composite
def _of_event(draw: st.DrawFn, records: Records) -> Fields:
    day = draw(_YEARS)
    sign_ups = draw(st.lists(records(SignUp), max_size=3, unique_by=lambda one: one.helper))
    places = draw(known(st.integers(len(sign_ups), 50)))
    rehearsal = draw(st.sampled_from([None, day, day - timedelta(days=1)]))
    contributions = draw(st.lists(records(Contribution), max_size=2))
    return {
        "day": day,
        "rehearsal": rehearsal,
        "sign_ups": tuple(sign_ups),
        "volunteer_places": places,
        "contributions": tuple(contributions),
    }


@st.composite
def _one_of(draw: st.DrawFn, *names: str) -> Fields:
    chosen = draw(st.sampled_from(names))
    return {name: draw(ids()) if name == chosen else None for name in names}


@st.composite
def _of_return(draw: st.DrawFn) -> Fields:
    enrolled = draw(st.integers(0, 100_000))
    start = draw(_YEARS)
    return {
        "start": start,
        "until": start + timedelta(days=draw(st.integers(1, 400))),
        "enrolled": enrolled,
        "dropped": draw(st.integers(0, enrolled)),
    }


@st.composite
def _of_safety(draw: st.DrawFn) -> Fields:
    day = draw(_YEARS)
    mended = day + timedelta(days=draw(st.integers(0, 400)))
    return {
        "day": day,
        "rectified_on": draw(st.sampled_from([None, mended])),
        "persons": draw(st.none() | st.integers(0, 500)),
    }
