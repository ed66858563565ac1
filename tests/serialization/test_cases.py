"""Cases: questions with the answers they should have; the example of the repository is one run of them."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from liushou_core.errors import InvalidFacts
from liushou_core.serialization.cases import ABSENT, read_cases
from liushou_core.serialization.facts_document import facts_schema, read_facts
from liushou_core.serialization.json_lines import documents_of
from liushou_core.serialization.packs import load_policy

EXAMPLE = Path(__file__).parents[2] / "examples" / "assess"
CASES = read_cases((EXAMPLE / "cases.jsonl").read_text("utf-8"))
