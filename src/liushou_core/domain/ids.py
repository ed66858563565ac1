"""Identifiers: 1 to 64 characters of ``A–Z a–z 0–9 . _ : -``, the caller's own or made by :func:`new_id`.

An identity-card number never serves as an id: ids stand in logs, errors and receipts.
"""

import re
import uuid
from typing import Final, NewType

__all__ = [
    "AbsenceId",
    "CarePlanId",
    "ChildId",
    "ClassId",
    "ConcernId",
    "ConductId",
    "ContactId",
    "EnrolmentId",
    "EventId",
    "GuardianId",
    "GuardianshipId",
    "HelperId",
    "MembershipId",
    "ObservationId",
    "OrganisationId",
    "PairingId",
    "ParentId",
    "PaymentId",
    "PlaceId",
    "PolicyId",
    "PostId",
    "RecordId",
    "RelationId",
    "ResultId",
    "SpellId",
    "TitleId",
    "derived_id",
    "is_id",
    "new_id",
]

RecordId = NewType("RecordId", str)
ChildId = NewType("ChildId", str)
ParentId = NewType("ParentId", str)
AbsenceId = NewType("AbsenceId", str)
GuardianId = NewType("GuardianId", str)
GuardianshipId = NewType("GuardianshipId", str)
OrganisationId = NewType("OrganisationId", str)
PostId = NewType("PostId", str)
ClassId = NewType("ClassId", str)
EnrolmentId = NewType("EnrolmentId", str)
ResultId = NewType("ResultId", str)
ConductId = NewType("ConductId", str)
TitleId = NewType("TitleId", str)
HelperId = NewType("HelperId", str)
PairingId = NewType("PairingId", str)
ContactId = NewType("ContactId", str)
CarePlanId = NewType("CarePlanId", str)
ConcernId = NewType("ConcernId", str)
MembershipId = NewType("MembershipId", str)
PaymentId = NewType("PaymentId", str)
PolicyId = NewType("PolicyId", str)
ObservationId = NewType("ObservationId", str)
EventId = NewType("EventId", str)
SpellId = NewType("SpellId", str)
PlaceId = NewType("PlaceId", str)
RelationId = NewType("RelationId", str)

_DERIVED: Final = uuid.UUID("6f3c0a52-6d8a-4c0e-9a53-2c7b0c9c1d11")
_ID: Final = re.compile(r"[A-Za-z0-9._:-]{1,64}")
_IDENTITY_NUMBER: Final = re.compile(r"\d{17}[\dXx]")


def is_id(text: str) -> bool:
    """Say whether *text* may serve as an id; what looks like an identity-card number may not.

    >>> is_id("school-1:c17"), is_id("a b"), is_id("11010519491231002X")
    (True, False, False)
    """
    return bool(_ID.fullmatch(text)) and not _IDENTITY_NUMBER.fullmatch(text)


def derived_id(*parts: str) -> str:
    """Return the id that these parts always give: 32 hexadecimal digits.

    An act that is repeated by mistake (a retry, a second run on one day) then has the id of the first.

    >>> derived_id("school-four-priorities", "c1") == derived_id("school-four-priorities", "c1")
    True
    """
    return uuid.uuid5(_DERIVED, "\n".join(parts)).hex


def new_id() -> str:
    """Return a fresh random id of 32 hexadecimal digits."""
    return uuid.uuid4().hex
