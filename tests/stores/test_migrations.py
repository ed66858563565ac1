"""Schemas: made in an empty database, equal to what the code derives, refused when another release's."""

from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from liushou_core.__about__ import __version__
from liushou_core.errors import SchemaTooNew, SchemaTooOld
from liushou_core.plugins.storage.record_types import KINDS
from liushou_core.plugins.storage.sql import open_sql_store, schema, upgrade_database


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/records.db"


def asked(url: str, statement: str) -> list[Any]:
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            result = connection.exec_driver_sql(statement)
            return [tuple(row) for row in result] if result.returns_rows else []
    finally:
        engine.dispose()


def schema_of(url: str) -> dict[str, str]:
    return dict(asked(url, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_the_migrated_schema_is_the_one_derived_from_the_kinds(tmp_path: Path, url: str) -> None:
    derived = f"sqlite:///{tmp_path}/derived.db"
    open_sql_store(url, KINDS).close()
    open_sql_store(derived, KINDS, migrated=False).close()
    migrated = schema_of(url)
    assert migrated.pop("liushou_alembic_version")
    assert migrated == schema_of(derived)


def test_the_revisions_stated_are_those_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", "liushou_core.plugins.storage.sql:migrations")
    found = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(found)) == schema.REVISIONS


def test_the_database_says_which_form_and_which_release_it_is_of(url: str) -> None:
    open_sql_store(url, KINDS).close()
    assert dict(asked(url, "SELECT name, value FROM liushou_meta")) == {
        "format": "liushou-records/1",
        "library": f"liushou-core {__version__}",
    }


def test_upgrading_makes_the_schema_once(url: str) -> None:
    """RS-34."""
    assert upgrade_database(url) == (None, schema.HEAD)
    before = schema_of(url)
    assert upgrade_database(url) == (schema.HEAD, schema.HEAD)
    assert schema_of(url) == before
    open_sql_store(url, KINDS).close()


def test_a_newer_schema_is_refused_and_left_alone(url: str) -> None:
    """RS-35: by opening and by upgrading."""
    open_sql_store(url, KINDS).close()
    asked(url, "UPDATE liushou_alembic_version SET version_num = '9999'")
    for attempt in (lambda: open_sql_store(url, KINDS), lambda: upgrade_database(url)):
        with pytest.raises(SchemaTooNew) as caught:
            attempt()
        assert (caught.value.found, caught.value.wanted) == ("9999", schema.HEAD)
        assert caught.value.command == "pip install --upgrade liushou-core"
    assert asked(url, "SELECT version_num FROM liushou_alembic_version") == [("9999",)]


def test_an_older_schema_is_refused_with_the_command_that_mends_it(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """RS-35: nothing is upgraded behind the user's back."""
    open_sql_store(url, KINDS).close()
    monkeypatch.setattr(schema, "REVISIONS", (*schema.REVISIONS, "9999"))
    monkeypatch.setattr(schema, "HEAD", "9999")
    with pytest.raises(SchemaTooOld) as caught:
        open_sql_store(url, KINDS)
    assert (caught.value.found, caught.value.wanted) == ("0001", "9999")
    assert caught.value.command == f"liushou db upgrade {url}"
    assert asked(url, "SELECT version_num FROM liushou_alembic_version") == [("0001",)]


def test_an_interrupted_upgrade_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """RS-34: the next one starts from the beginning."""

    def mishap(connection: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(schema, "_say_who", mishap)
        with pytest.raises(KeyboardInterrupt):
            upgrade_database(url)
    assert schema_of(url) == {}
    assert upgrade_database(url) == (None, schema.HEAD)
