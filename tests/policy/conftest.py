"""Packs in short: the tables of a plan without its head, asked about a facts document on a day."""

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, TypeAlias

import pytest

from liushou_core.policy.assessment import Assessment, assess
from liushou_core.policy.policy import Policy
from liushou_core.serialization.facts_document import read_facts
from liushou_core.serialization.packs import parse_policy

Ask: TypeAlias = Callable[..., Assessment]

HEAD = """schema = "liushou-policy/1"
id = "p"
title = { zh = "计划", en = "plan" }
in_force_from = 2020-01-01
source = "x"
"""


@cache
def parsed(tables: str) -> Policy:
    return parse_policy(HEAD + tables)


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Return how to ask: ``ask(tables, document, on=day)``."""

    def asked(tables: str, document: dict[str, Any], on: date = date(2023, 10, 1)) -> Assessment:
        return assess(parsed(tables), read_facts(document), on=on)

    return asked
