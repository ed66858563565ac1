"""Alembic migrations of the library's own tables; run by ``schema.py``, which passes the connection."""
