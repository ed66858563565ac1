"""Schemas: made in an empty database, equal to what the code derives, refused when another release's."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from liushou_core.__about__ import __version__
from liushou_core.domain.child import Child
from liushou_core.domain.noun import changed
from liushou_core.domain.unknown import REFUSED
from liushou_core.errors import SchemaTooNew, SchemaTooOld
from liushou_core.plugins.storage.document_store import DocumentStore
from liushou_core.plugins.storage.record_types import KINDS
from liushou_core.plugins.storage.sql import open_sql_store, schema, upgrade_database
from liushou_core.serialization.documents import text_of


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


def at_first_release(url: str, children: Iterable[Child] = ()) -> None:
    """Make the database that the first release made, with some children as it stored them."""
    config = Config()
    config.set_main_option("script_location", "liushou_core.plugins.storage.sql:migrations")
    engine = sa.create_engine(url)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "0001")
            rows = [
                {"id": child.id, "version": 1, "scope": child.scope, "doc": text_of(child)}
                for child in children
            ]
            if rows:
                table = sa.table("liushou_child", *(sa.column(name) for name in rows[0]))
                connection.execute(sa.insert(table), rows)
    finally:
        engine.dispose()


def test_an_upgraded_database_has_the_schema_of_a_new_one(tmp_path: Path, url: str) -> None:
    new = f"sqlite:///{tmp_path}/new.db"
    open_sql_store(new, KINDS).close()
    at_first_release(url)
    with pytest.raises(SchemaTooOld):
        open_sql_store(url, KINDS)
    assert upgrade_database(url) == ("0001", schema.HEAD)
    assert schema_of(url) == schema_of(new)


def test_children_of_the_first_release_are_found_by_their_household(url: str) -> None:
    """More of them than are read at once; unknown households, and one too long for a key, are left out."""
    homes = {f"c{number:04}": f"户{number % 3}" for number in range(1_100)}
    children = [Child(id=id, scope="s", household=home) for id, home in homes.items()]
    others = [
        Child(id="x1", scope="s"),
        Child(id="x2", scope="s", household=REFUSED),
        Child(id="x3", scope="s", household="长" * 256),
    ]
    at_first_release(url, [*children, *others])
    assert upgrade_database(url) == ("0001", schema.HEAD)
    store = DocumentStore(open_sql_store(url, KINDS), url=url)
    with store.write() as uow:
        found = list(uow.children.find(household=("户1", "户2")))
        assert [child.id for child in found] == [id for id, home in homes.items() if home != "户0"]
        uow.children.update(changed(found[0], household="户9"))
        assert [child.id for child in uow.children.find(household="户9")] == [found[0].id]
        uow.commit()
    store.close()


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
    head = schema.REVISIONS[-2]
    assert (caught.value.found, caught.value.wanted) == (head, "9999")
    assert caught.value.command == f"liushou db upgrade {url}"
    assert asked(url, "SELECT version_num FROM liushou_alembic_version") == [(head,)]


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
