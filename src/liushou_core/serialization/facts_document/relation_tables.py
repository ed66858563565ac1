"""Relations: what an object of that list may say: of a parent, of a guardian, or in a role of a plan's own.

The last may also be a role in an organisation; the others are to a child.
"""

from collections.abc import Mapping
from typing import Any, Final

from liushou_core.domain.family import GuardianKind, Guardianship, ParentRole
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.ids import OrganisationId, ParentId
from liushou_core.domain.related import KNOWN_ROLES
from liushou_core.domain.relation import Relation
from liushou_core.serialization.facts_document.kinds import fields_of, own, replaced
from liushou_core.serialization.facts_document.leaves import ID, Kind, word_but
from liushou_core.serialization.facts_document.refusal import Refused, refused
from liushou_core.serialization.facts_document.tables import EitherTable

__all__ = ["GUARDIAN_ROLES", "PARENT_ROLES", "RELATIONS", "named_by_role"]

PARENT_ROLES: Final[Mapping[str, ParentRole]] = {
    "father": ParentRole.FATHER,
    "mother": ParentRole.MOTHER,
    "parent": ParentRole.OTHER,
}
GUARDIAN_ROLES: Final[Mapping[str, GuardianKind]] = {
    "temporary": GuardianKind.TEMPORARY,
    "entrusted": GuardianKind.ENTRUSTED,
    "second": GuardianKind.SECOND,
    "direct": GuardianKind.DIRECT,
    "substitute": GuardianKind.SUBSTITUTE,
    "minder": GuardianKind.MINDER,
    "caretaker": GuardianKind.CARETAKER,
    "parent_guardian": GuardianKind.PARENT,
    "guardian": GuardianKind.OTHER,
}
_HELPERS: Final = frozenset(role.value for role in HelperRole)
_KIN: Final = {**dict.fromkeys(PARENT_ROLES), **dict.fromkeys(GUARDIAN_ROLES)}


def _role_taken(role: str) -> Refused | None:
    return refused("role_taken", role=role) if role in KNOWN_ROLES else None


def _role_of_child_taken(role: str) -> Refused | None:
    return refused("helper_in_relations", role=role) if role in _HELPERS else _role_taken(role)


_PLANS_OWN: Final = word_but(_role_of_child_taken, KNOWN_ROLES.difference(_KIN))


def _relation_role(value: Any) -> str:
    return str(value) if isinstance(value, str) and value in _KIN else str(_PLANS_OWN.read(value))


def _no_child_too(_value: Any) -> None:
    raise refused("child_or_organisation")


def _to_a_child(relation: Mapping[Any, Any]) -> bool:
    return "organisation" not in relation


def named_by_role(values: Mapping[str, Any]) -> str:
    """Return what a relation without an id is named after, from its values."""
    tied_to = values["organisation"] if "organisation" in values else values["child"]
    return f"{tied_to}.{'guardian' if values['role'] in _KIN else values['role']}"


_PERSON_TIED: Final = own("person", ID, required=True, leads_to=ParentId)
_TO_A_CHILD: Final = replaced(
    tuple(f for f in fields_of(Guardianship, optional=("id",)) if f.name not in ("guardian", "kind")),
    _PERSON_TIED,
    own(
        "role",
        Kind(_relation_role, {"anyOf": [{"enum": list(_KIN)}, _PLANS_OWN.schema]}),
        required=True,
    ),
)
_TO_A_BODY: Final = replaced(
    fields_of(Relation, optional=("id", "scope")),
    own("child", Kind(_no_child_too, {"not": {}})),
    own("organisation", ID, required=True, leads_to=OrganisationId),
    _PERSON_TIED,
    own("role", word_but(_role_taken, KNOWN_ROLES), required=True),
)
RELATIONS: Final = EitherTable(ours=_to_a_child, table=_TO_A_CHILD, other=_TO_A_BODY)
"""A relation to a child, or to an organisation."""
