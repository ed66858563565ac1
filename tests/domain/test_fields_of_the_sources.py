"""Every field that the sources ask for has a home in the model, with a Chinese label and a mark (requirements §2, §3)."""

import importlib
import pkgutil
import tomllib
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
import pytest

from liushou_core import domain
from liushou_core.domain.family import GuardianKind
from liushou_core.domain.helper import HelperRole
from liushou_core.domain.leading_group import GroupRole
from liushou_core.domain.organisation import OrganisationKind, PostRole
from liushou_core.domain.privacy import label_of, sensitivity_of
from liushou_core.locale import LOCALES, has_message, render

SECTIONS = {
    one["number"]: one["rows"]
    for one in tomllib.loads(Path(__file__).with_name("fields_of_the_sources.toml").read_text("utf-8"))[
        "section"
    ]
}
ROWS = [(number, *row) for number, rows in SECTIONS.items() for row in rows]
COUNTS = {
    "2.1": 26,
    "2.2": 5,
    "2.3": 6,
    "2.4": 8,
    "2.5": 6,
    "2.6": 7,
    "2.7": 8,
    "2.8": 7,
    "2.9": 6,
    "2.10": 8,
    "2.11": 1,
    "2.12": 2,
    "2.13": 3,
    "2.14": 4,
    "2.15": 1,
    "2.16": 11,
    "2.17": 3,
    "2.18": 7,
    "2.19": 2,
    "2.20": 22,
}
"""How many rows each section of requirements §2 has; where it lists fields in one sentence, they are grouped."""


def nouns() -> dict[str, type[Any]]:
    """Return every attrs class of the domain by its name."""
    found: dict[str, type[Any]] = {}
    for module in pkgutil.walk_packages(domain.__path__, "liushou_core.domain."):
        loaded = importlib.import_module(module.name)
        found.update({n: c for n, c in vars(loaded).items() if isinstance(c, type) and attrs.has(c)})
    return found


NOUNS = nouns()


def test_no_section_and_no_row_is_forgotten() -> None:
    assert COUNTS == {number: len(rows) for number, rows in SECTIONS.items()}


@pytest.mark.parametrize(("number", "says", "zh", "homes"), ROWS, ids=lambda value: str(value)[:40])
def test_a_field_of_the_sources_has_a_home(number: str, says: str, zh: str, homes: str) -> None:
    """A field with a Chinese label and a sensitivity; what a plan decides has none, and says so."""
    for home in homes.split(", ") if homes != "decision" else ():
        noun, _, field = home.partition(".")
        attribute = attrs.fields_dict(NOUNS[noun])[field]
        assert label_of(attribute)
        assert sensitivity_of(attribute)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        # §3.2
        (GuardianKind, "parent direct entrusted temporary other substitute minder caretaker second"),
        # §3.3
        (
            HelperRole,
            """
            teacher_mother class_teacher subject_teacher helper_teacher other_parent surrogate_parent
            loving_mother loving_father temporary_father social_mother little_teacher pupil_helper desk_mate
            volunteer off_campus_counsellor mental_health_tutor school_counsellor home_teacher event_volunteer
            community_worker village_official party_member cadre retired_teacher veteran elder police_officer
            legal_adviser traffic_police driver legal_vice_principal legal_tutor guard family_education_expert
            organisation
            """,
        ),
        (
            PostRole,
            "archive_keeper phone_manager counsellor head deputy_head member principal director unit_head",
        ),
        # §3.4, ROLE-V and the six team functions
        (
            GroupRole,
            """
            office_head adviser chief_planner executive_planner participant liaison broadcaster librarian
            organiser rapporteur team_counsellor education_helper science_populariser publicist informant chief
            coordinator children_liaison leader
            """,
        ),
        # §3.5
        (
            OrganisationKind,
            """
            kindergarten school young_pioneers student_union teaching_office general_affairs parents_committee
            village_committees township street_office department education_bureau civil_affairs finance
            womens_federation youth_league next_generation_committee community charity love_association
            love_station volunteer_association sponsor county city village
            """,
        ),
    ],
)
def test_every_role_and_body_of_the_sources_has_its_word(kind: type[Enum], values: str) -> None:
    """Requirements §3.2 to §3.5: a member each, with words in both languages."""
    members = {member.value for member in kind}
    for value in values.split():
        assert value in members
        for locale in LOCALES:
            key = f"enum.{kind.__name__}.{value}"
            assert has_message(key)
            assert render(key, locale)


def test_every_child_category_of_the_sources_is_a_fact_about_a_child() -> None:
    """Requirements §3.1; "left-behind" itself is a decision, both-parents-away and girls are asked of other facts."""
    fields = attrs.fields_dict(NOUNS["Child"])
    for name in [
        "single_parent",
        "potential_student",
        "excellent",
        "self_strong",
        "very_poor",
        "special_talent",
        "disabled",
        "poor",
        "difficult",
        "problem",
        "behaviour_deviation",
        "psychological_obstacle",
        "study_weak",
        "weary_of_study",
        "migrant",
        "orphan",
        "in_institution",
        "unsupervised",
        "boarder",
        "bus_rider",
        "sex",
        "vulnerable",
        "key_target",
    ]:
        assert name in fields
    assert "left_behind" not in fields
