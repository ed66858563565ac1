"""JSON Schemas of the public documents, shipped as files: whoever reads or writes one in another language needs no Python.

They refer to each other by ``urn:liushou-core:<name>:<version>``; :func:`schema_of` returns one with those it refers to. That of
packs is for editors too: name the file in the first line of a pack, ``#:schema ./liushou-policy-1.json``.
"""

import json
from importlib.resources import files
from typing import Any, Final

__all__ = ["DOCUMENTS", "schema_of"]

DOCUMENTS: Final = (
    "liushou-assessment/1",
    "liushou-compliance/1",
    "liushou-decision/1",
    "liushou-facts/1",
    "liushou-policy/1",
    "liushou-settlement/1",
)
_REFERS_TO: Final = {
    "liushou-assessment/1": ("liushou-compliance/1", "liushou-decision/1", "liushou-settlement/1"),
}


def schema_of(document: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12, of packs any since draft 4) of a kind of document, complete. Raises KeyError for a name not in DOCUMENTS.

    >>> schema_of("liushou-decision/1")["$id"]
    'urn:liushou-core:liushou-decision:1'
    """
    schema = _file(document)
    parts = {name: _file(name) for name in _REFERS_TO.get(document, ())}
    # A part with an $id of its own is found by it, wherever in the schema it lies.
    return {**schema, "$defs": {**schema.get("$defs", {}), **parts}}


def _file(document: str) -> dict[str, Any]:
    if document not in DOCUMENTS:
        raise KeyError(document)
    text = files(__name__).joinpath(f"{document.replace('/', '-')}.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
