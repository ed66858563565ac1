"""The public names are a promise: they change on purpose, in the commit that carries the change's fragment."""

import ast
import importlib
import os
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
SNAPSHOT = Path(__file__).with_name("public_api.txt")

PUBLIC = {
    "liushou_core": "the front door",
    "liushou_core.cli": "the command, for programs that wrap it",
    "liushou_core.cli.demo_school": "the generated school, to try things on",
    "liushou_core.domain": "the nouns an application makes and reads",
    "liushou_core.errors": "what can be caught",
    "liushou_core.plugins.hookspecs": "what a plugin implements",
    "liushou_core.plugins.storage.memory": "the store that forgets, for tests and as the model of a backend",
    "liushou_core.policy.assessment": "what an assessment holds",
    "liushou_core.policy.compliance": "what a compliance report says",
    "liushou_core.policy.component": "what a scoring component is made from",
    "liushou_core.policy.criterion": "what a criterion is made from",
    "liushou_core.policy.decision": "what a decision says",
    "liushou_core.policy.due": "what a due list holds, and its views",
    "liushou_core.policy.registry": "where criteria and components are known by name",
    "liushou_core.policy.settlement": "what a settlement says",
    "liushou_core.policy.verdict": "verdicts, facts and findings",
    "liushou_core.ports": "what a backend or an application provides",
    "liushou_core.serialization.cases": "many questions at once, with the answers they should have",
    "liushou_core.serialization.schemas": "the JSON Schemas of the public documents",
    "liushou_core.testing": "the kit",
}
"""Modules and packages whose names others may rely on, each with what it is for. Whatever else can be imported may
move without notice."""

INNER = {
    "amounts",
    "consistency",
    "consistency_around",
    "consistency_plan",
    "declared_documents",
    "grouped_records",
    "links",
    "memory_around",
    "noun",
    "pack_clauses",
    "pack_facts",
    "pack_knowledge",
    "pack_moments",
    "pack_tables",
    "pack_vocabulary",
    "person_roles",
    "plan_record_strategies",
    "plan_registers",
    "record_store",
    "related",
    "related_to_child",
    "subject_records",
    "upwards",
    "value_strategies",
}
"""Modules within those that only serve their neighbours: how nouns are made, what the contract is composed of."""


def speakers(module: ModuleType) -> Iterator[ModuleType]:
    """Yield the modules that list public names: a package that lists its own speaks for all that is in it."""
    if hasattr(module, "__all__"):
        yield module
        return
    for _, name, _ in pkgutil.iter_modules(getattr(module, "__path__", ())):
        if not name.startswith("_") and (name not in INNER or module.__name__.endswith(".ports")):
            yield from speakers(importlib.import_module(f"{module.__name__}.{name}"))


SPEAKERS = [speaker for name in PUBLIC for speaker in speakers(importlib.import_module(name))]


def public_names() -> list[str]:
    """Return every public name with the module it is taken from, sorted."""
    return sorted(f"{module.__name__}.{name}" for module in SPEAKERS for name in module.__all__)


def test_names_are_the_ones_promised() -> None:
    """The public names are those in public_api.txt; LIUSHOU_UPDATE_PUBLIC_API=1 writes it anew, with a fragment."""
    found = public_names()
    if os.environ.get("LIUSHOU_UPDATE_PUBLIC_API"):
        SNAPSHOT.write_text("\n".join(found) + "\n", "utf-8")
    assert SNAPSHOT.read_text("utf-8").splitlines() == found


def test_every_listed_name_exists() -> None:
    """Whatever `__all__` lists can be taken from the module, and is listed once."""
    for module in SPEAKERS:
        assert len(set(module.__all__)) == len(module.__all__), module.__name__
        assert [name for name in module.__all__ if not hasattr(module, name)] == [], module.__name__


def test_pages_teach_public_names_only() -> None:
    """What READMEs and docs import is public, so a reader who copies it relies on nothing that may move."""
    allowed = {module.__name__ for module in SPEAKERS}
    for page in (ROOT / "README.md", ROOT / "README.zh.md", *(ROOT / "docs").rglob("*.md")):
        for block in re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
            imported = {
                node.module for node in ast.walk(ast.parse(block)) if isinstance(node, ast.ImportFrom)
            }
            inside = {name for name in imported if name and name.partition(".")[0] == "liushou_core"}
            assert inside <= allowed, page.name


def test_reference_covers_every_public_module() -> None:
    """The reference pages document every module that promises names; the command line documents itself."""
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs" / "reference").glob("*.md"))
    documented = set(re.findall(r"^\.\. automodule:: (\S+)$", pages, re.MULTILINE))
    assert {module.__name__ for module in SPEAKERS} - {"liushou_core.cli"} == documented
