"""What the fields of one record of a plan cannot say together: a golden table, first and last days on both sides of each limit."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

from liushou_core.domain.care_home import CareHome, Equipment
from liushou_core.domain.child import Child
from liushou_core.domain.concern import ConcernKind
from liushou_core.domain.dropout_return import DropoutReturn
from liushou_core.domain.fund_entry import FundEntry
from liushou_core.domain.individual_plan import IndividualPlan
from liushou_core.domain.inspection import Inspection, InspectionFinding
from liushou_core.domain.key_help import KeyHelp
from liushou_core.domain.leading_group import LeadingGroup, ResponsibilityLetter
from liushou_core.domain.legal_case import LegalCase
from liushou_core.domain.line import Line, LineKind
from liushou_core.domain.memory_facts import MemoryFacts
from liushou_core.domain.safety_record import SafetyKind, SafetyRecord
from liushou_core.domain.school import Stage
from liushou_core.domain.sharing import Consent
from liushou_core.domain.support import Donation, Support, SupportKind
from liushou_core.domain.survey import Survey, SurveyCount
from liushou_core.domain.unknown import NOT_KNOWN
from liushou_core.domain.volunteer_event import SignUp, VolunteerEvent
from liushou_core.errors import Path

BEFORE, DAY, NEXT = date(2023, 2, 28), date(2023, 3, 1), date(2023, 3, 2)
FEN, LESS = Decimal("0.01"), Decimal("0.001")

# The fields every object of a class needs beside those of a row.
NEEDED: dict[type[Any], dict[str, Any]] = {
    CareHome: {"id": "x", "scope": "s", "organisation": "o", "start": DAY},
    Consent: {"id": "x", "scope": "s", "child": "c", "given_by": "p", "start": DAY},
    Donation: {"id": "x", "scope": "s", "day": DAY, "item": "schoolbag", "count": 1},
    DropoutReturn: {
        "id": "x",
        "organisation": "o",
        "start": DAY,
        "until": NEXT,
        "stage": Stage.PRIMARY,
        "enrolled": 2,
        "dropped": 1,
    },
    Equipment: {"item": "phone"},
    FundEntry: {"id": "x", "scope": "s", "fund": "f", "day": DAY, "yuan": FEN},
    IndividualPlan: {"id": "x", "scope": "s", "child": "c", "start": DAY},
    Inspection: {"id": "x", "organisation": "o", "kind": "start", "day": DAY},
    KeyHelp: {"id": "x", "scope": "s", "child": "c", "start": DAY},
    LeadingGroup: {"id": "x", "organisation": "o", "start": DAY},
    LegalCase: {"id": "x", "scope": "s", "child": "c", "opened": DAY},
    Line: {"id": "x", "scope": "s", "kind": LineKind.FAMILY_PHONE, "start": DAY},
    ResponsibilityLetter: {"id": "x", "organisation": "o", "signed": DAY},
    SafetyRecord: {"id": "x", "organisation": "o", "kind": SafetyKind.INCIDENT, "day": DAY},
    Support: {"id": "x", "scope": "s", "child": "c", "kind": SupportKind.RELIEF, "start": DAY},
    Survey: {"id": "x", "scope": "s", "kind": "roster", "day": DAY},
    SurveyCount: {"group": "girls", "count": 0},
    VolunteerEvent: {"id": "x", "scope": "s", "theme": "outing", "day": DAY},
}

WITH_AN_END = (CareHome, Consent, IndividualPlan, KeyHelp, LeadingGroup, Line, ResponsibilityLetter, Support)
AMOUNTS = ("yuan", "yuan_before", "debts_cleared", "prepaid")


def finding(item: str) -> InspectionFinding:
    return InspectionFinding(item=item)


def sign_up(helper: str) -> SignUp:
    return SignUp(helper=helper, day=DAY)


TABLE: list[tuple[type[Any], dict[str, Any], list[tuple[str, Path]]]] = [
    *((cls, {"until": NEXT}, []) for cls in WITH_AN_END),
    *(
        (cls, {"until": day}, [("until_before_start", ("until",))])
        for cls in WITH_AN_END
        for day in (BEFORE, DAY)
    ),
    (Equipment, {"count": 0}, [("not_positive", ("count",))]),
    (Donation, {"count": 0}, [("not_positive", ("count",))]),
    (Donation, {"children": ("c", "d")}, []),
    (Donation, {"children": ("c", "c")}, [("repeated", ("children",))]),
    (DropoutReturn, {"until": DAY}, [("until_before_start", ("until",))]),
    (DropoutReturn, {"dropped": 2}, []),
    (DropoutReturn, {"dropped": 3}, [("more_than_all", ("dropped",))]),
    (DropoutReturn, {"enrolled": 0, "dropped": 0}, []),
    (DropoutReturn, {"enrolled": 0, "dropped": -1}, [("negative", ("dropped",))]),
    (DropoutReturn, {"enrolled": -1, "dropped": 0}, [("negative", ("enrolled",))]),
    (FundEntry, {"yuan": Decimal(0)}, [("not_positive", ("yuan",))]),
    (FundEntry, {"yuan": LESS}, [("parts_of_a_fen", ("yuan",))]),
    (IndividualPlan, {"review_on": DAY}, []),
    (IndividualPlan, {"review_on": BEFORE}, [("order_of_days", ("review_on",))]),
    (IndividualPlan, {"triggers": (ConcernKind.T1_NOT_STUDYING,) * 2}, [("repeated", ("triggers",))]),
    (Inspection, {"findings": (finding("a"), finding("b"))}, []),
    (Inspection, {"findings": (finding("a"), finding("b"), finding("a"))}, [("repeated", ("findings", 2))]),
    (LeadingGroup, {"deputies": ("h", "i"), "members": ("h",)}, []),
    (LeadingGroup, {"deputies": ("h", "h")}, [("repeated", ("deputies",))]),
    (LeadingGroup, {"members": ("h", "h")}, [("repeated", ("members",))]),
    (LegalCase, {"closed": NEXT}, []),
    (LegalCase, {"closed": DAY}, [("until_before_start", ("closed",))]),
    (LegalCase, {"aided": True, "aided_on": DAY}, []),
    *(
        (LegalCase, {"aided": aided, "aided_on": DAY}, [("aided_on_without_aid", ("aided_on",))])
        for aided in (False, NOT_KNOWN)
    ),
    (SafetyRecord, {"persons": 0, "rectified_on": DAY}, []),
    (SafetyRecord, {"persons": -1}, [("negative", ("persons",))]),
    (SafetyRecord, {"rectified_on": BEFORE}, [("order_of_days", ("rectified_on",))]),
    *((Support, {name: Decimal(0)}, []) for name in AMOUNTS),
    *((Support, {name: -FEN}, [("negative", (name,))]) for name in AMOUNTS),
    *((Support, {name: LESS}, [("parts_of_a_fen", (name,))]) for name in AMOUNTS),
    (Survey, {"as_of": DAY}, []),
    (Survey, {"as_of": NEXT}, [("order_of_days", ("as_of",))]),
    (
        Survey,
        {"as_of": NOT_KNOWN, "counts": (SurveyCount(group="a", count=1),) * 2},
        [("repeated", ("counts",))],
    ),
    (SurveyCount, {"count": -1}, [("negative", ("count",))]),
    (VolunteerEvent, {"rehearsal": DAY}, []),
    (VolunteerEvent, {"rehearsal": NEXT}, [("order_of_days", ("rehearsal",))]),
    (VolunteerEvent, {"volunteer_places": 2, "sign_ups": (sign_up("h"), sign_up("i"))}, []),
    (
        VolunteerEvent,
        {"volunteer_places": 1, "sign_ups": (sign_up("h"), sign_up("i"))},
        [("more_than_all", ("sign_ups",))],
    ),
    (VolunteerEvent, {"sign_ups": (sign_up("h"), sign_up("h"))}, [("repeated", ("sign_ups",))]),
]


@pytest.mark.parametrize(
    ("cls", "row", "expected"), TABLE, ids=lambda part: getattr(part, "__name__", str(part))
)
def test_a_record_of_a_plan_says_everything_that_it_contradicts(
    cls: type[Any], row: dict[str, Any], expected: list[tuple[str, Path]], problems_of: Any
) -> None:
    assert expected == problems_of(lambda: cls(**NEEDED[cls] | row))


@pytest.mark.parametrize(("enrolled", "rate"), [(2, Fraction(1, 2)), (0, None)])
def test_the_rate_of_a_return_is_exact_and_undefined_where_nobody_was_enrolled(
    enrolled: int, rate: Fraction | None
) -> None:
    one = DropoutReturn(**NEEDED[DropoutReturn])
    assert rate == attrs.evolve(one, enrolled=enrolled, dropped=min(enrolled, 1)).rate


@pytest.mark.parametrize(
    ("birthday", "child", "expected"),
    [
        (DAY, "c", []),
        (NEXT, "c", [("before_birth", ("key_help", "x"))]),
        (DAY, "d", [("leads_nowhere", ("key_help", "x", "child"))]),
        (NOT_KNOWN, "c", []),
    ],
)
def test_a_record_of_a_plan_leads_to_children_who_are_there_and_were_born(
    birthday: Any, child: str, expected: list[tuple[str, Path]], problems_of: Any
) -> None:
    """A record may begin on the day of birth."""
    helped = KeyHelp(**NEEDED[KeyHelp] | {"child": child})
    children = [Child(id="c", scope="s", birthday=birthday)]
    assert expected == problems_of(lambda: MemoryFacts.build(children=children, records=[helped]))
