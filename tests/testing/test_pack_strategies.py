"""The strategies for packs and facts: what they draw loads, fits, and is as varied as the language."""

from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from liushou_core.policy.misfits import misfits
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import lint_policy, parse_policy
from liushou_core.testing.pack_tables import TABLES
from liushou_core.testing.packs import facts_for, less_known, pack_documents, pack_text, packs


@given(pack_documents())
def test_what_is_drawn_is_a_pack_that_says_what_was_drawn(pack: dict[str, Any]) -> None:
    text = pack_text(pack)
    assert [] == [problem.text("en") for problem in lint_policy(text) if problem.severity == "error"]
    policy = parse_policy(text)
    for section in TABLES:
        assert [table["id"] for table in pack.get(section, ())] == [
            one.id for one in getattr(policy, section)
        ]
    assert set(pack.get("fact", {})) == {fact.id for fact in policy.fact}


@pytest.fixture(scope="module")
def many() -> str:
    """The texts of four hundred packs, always the same."""
    found: list[str] = []

    @settings(max_examples=400, derandomize=True, database=None, phases=[Phase.generate])
    @given(packs())
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return "\n".join(found)


@pytest.mark.parametrize("section", TABLES)
def test_every_section_of_the_general_language_is_drawn(section: str, many: str) -> None:
    assert f"[[{section}]]" in many


WORDS = (
    *(
        "each =",
        "some =",
        "only =",
        "count =",
        "lasts =",
        "happened =",
        "judged_day =",
        "decided =",
        "in_class =",
    ),
    *(
        "scored =",
        "quotient =",
        "total_of =",
        "elapsed =",
        "begin_of =",
        "birthday =",
        "override =",
        "steps =",
    ),
    *(
        "at_once =",
        "unless =",
        "once =",
        "barred =",
        "cycle =",
        "applies_when =",
        "effect =",
        "phases =",
        "since =",
    ),
    *(
        "beyond =",
        "same_place =",
        "restart",
        "together =",
        'of = "sponsor_0"',
        "nth =",
        "rounding =",
        "[role.",
    ),
)


@pytest.mark.parametrize("words", WORDS)
def test_every_word_that_bears_on_an_answer_is_drawn(words: str, many: str) -> None:
    assert words in many


@given(st.data())
def test_facts_for_a_pack_can_be_read_whole_and_with_less_known(data: st.DataObject) -> None:
    policy = parse_policy(data.draw(packs(most_tables=3)))
    document = data.draw(facts_for(policy, contacts=False))
    on = data.draw(st.dates(date(2022, 1, 1), date(2025, 1, 1)))
    whole = read_facts(document)
    less = read_facts(data.draw(less_known(document, on=on)))
    assert [child.id for child in whole.children()] == [child.id for child in less.children()]


@given(st.data())
def test_facts_for_a_pack_are_those_that_it_declares(data: st.DataObject) -> None:
    """Wrong values there are, names that the pack does not know there are none."""
    policy = parse_policy(data.draw(packs(most_tables=2)))
    facts = read_facts(data.draw(facts_for(policy)))
    undeclared = [problem for problem in misfits(policy, facts) if problem.code == "fact_undeclared"]
    assert [] == undeclared
