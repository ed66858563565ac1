"""What is kept of packs that were read: the same value for the same text, and nothing that leaks from one use into another."""

from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liushou_core import decide, load_policy, parse_policy, read_facts
from liushou_core.errors import InvalidPolicy
from liushou_core.policy.registry import Origin, builtin_registry
from liushou_core.serialization.pack_cache import MOST_POLICIES, converter_of
from liushou_core.serialization.packs import builtin_packs
from liushou_core.testing.packs import facts_for, packs

TEXT = builtin_packs()["talk-visit-call"]


def test_the_same_text_gives_the_same_value() -> None:
    """And another text, however little it differs, another."""
    assert parse_policy(TEXT) is parse_policy(TEXT)
    assert parse_policy(TEXT) is not parse_policy(f"{TEXT}\n")
    assert parse_policy(TEXT) == parse_policy(f"{TEXT}\n")


def test_what_else_a_policy_hangs_on_is_not_confused() -> None:
    """The file that warnings name, how strictly sources are asked for, and which registry it is, even an equal one."""
    other = attrs.evolve(builtin_registry())
    assert other == builtin_registry()
    given_ = [
        parse_policy(TEXT),
        parse_policy(TEXT, file="a.toml"),
        parse_policy(TEXT, sources="optional"),
        parse_policy(TEXT, registry=other),
    ]
    assert len(given_) == len({id(policy) for policy in given_})
    assert converter_of(other) is converter_of(other)
    assert converter_of(other) is not converter_of(builtin_registry())


def test_a_plugin_s_registry_has_its_own_origins() -> None:
    """A pack read without the plugin does not know it, whoever read it first."""
    mine = attrs.evolve(
        builtin_registry(),
        origins={name: Origin("fork", "9") for name in builtin_registry().origins},
    )
    forked = parse_policy(TEXT, registry=mine)
    assert {"fork"} == {origin.distribution for _, origin in forked.origins}
    assert {"liushou-core"} == {origin.distribution for _, origin in parse_policy(TEXT).origins}


def test_of_two_packs_that_differ_in_their_titles_each_keeps_its_own() -> None:
    """They have one fingerprint and answer alike."""
    base = load_policy("talk-visit-call")
    retold = parse_policy(TEXT.replace(base.title.en, "Retold"))
    assert base.fingerprint == retold.fingerprint
    assert ("Retold", base.title.en) == (
        retold.on(date(2024, 1, 1)).title.en,
        base.on(date(2024, 1, 1)).title.en,
    )


def test_a_text_that_is_refused_is_refused_again() -> None:
    """With an error of its own."""
    errors = []
    for _ in range(2):
        with pytest.raises(InvalidPolicy) as refused:
            parse_policy("schema = 1")
        errors.append(refused.value)
    assert errors[0] is not errors[1]
    assert errors[0].problems == errors[1].problems


def test_only_so_many_are_kept() -> None:
    first = parse_policy(TEXT)
    for number in range(MOST_POLICIES):
        parse_policy(f"{TEXT}\n# {number}")
    assert first is not parse_policy(TEXT)


@given(st.data())
def test_nothing_that_is_asked_of_a_policy_stays_in_it(data: st.DataObject) -> None:
    """Used or evolved, a kept policy answers like one read for the first time."""
    text = data.draw(packs(most_tables=2))
    kept, on = parse_policy(text), date(2023, 10, 1)
    facts = read_facts(data.draw(facts_for(kept)))
    kept.evolve({"in_force_from": "2031-01-01"})
    asked = [decide(kept, child, on=on).receipt() for child in facts.children()]
    fresh = parse_policy(f"{text}\n# read for the first time: {data.draw(st.uuids())}")
    assert fresh is not kept
    assert (fresh, fresh.fingerprint) == (kept, kept.fingerprint)
    assert asked == [decide(fresh, child, on=on).receipt() for child in facts.children()]
