"""The facts document ``liushou-facts/1``: everything recorded, as plain data, for whoever has no store."""

from liushou_core.serialization.facts_document.reader import read_facts
from liushou_core.serialization.facts_document.schema import SCHEMA, document_schema, facts_schema

__all__ = ["SCHEMA", "document_schema", "facts_schema", "read_facts"]
