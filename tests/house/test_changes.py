"""Change fragments are named so that the release finds them, and say where findings move from."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
FRAGMENTS = sorted(path for path in (ROOT / "changes").iterdir() if path.name != "README.md")
KINDS = [
    kind["directory"]
    for kind in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]["type"]
]
NAME = re.compile(rf"(\d+|\+[a-z0-9-]+)\.({'|'.join(KINDS)})(\.\d+)?\.md")


def test_names() -> None:
    """A fragment is named <issue or +word>.<kind>.md, so that towncrier finds it."""
    assert [path.name for path in FRAGMENTS if not NAME.fullmatch(path.name)] == []


def test_every_fragment_says_something() -> None:
    """No fragment is empty."""
    assert [path.name for path in FRAGMENTS if not path.read_text("utf-8").strip()] == []


def test_moved_findings_name_the_text_that_moved_them() -> None:
    """A fragment of the kind `policy` ends with the source of the change."""
    moved = [path for path in FRAGMENTS if ".policy." in path.name]
    assert [path.name for path in moved if "Source: " not in path.read_text("utf-8")] == []


def test_kinds_are_explained() -> None:
    """changes/README.md explains exactly the kinds that the project file knows."""
    page = (ROOT / "changes" / "README.md").read_text("utf-8")
    assert set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)) == set(KINDS)
