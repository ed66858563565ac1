"""What importing the package costs: which other packages are loaded, asked of a fresh interpreter."""

import json
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

LIGHT = {"attr", "attrs", "stdnum", "liushou_core"}
"""What `import liushou_core` and the four inner folders may load beside the standard library."""

LOADED = """
import sys
before = set(sys.modules)
import {module}
import json
names = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(json.dumps(sorted(names - set(sys.stdlib_module_names) - {{"__main__"}})))
"""


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a fresh interpreter; -P so that the folder it runs in adds nothing to what it can import."""
    # check=False: the assertion below shows what the interpreter said.
    done = subprocess.run([sys.executable, "-P", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done


@pytest.mark.parametrize(
    "module",
    [
        "liushou_core",
        "liushou_core.errors",
        "liushou_core.domain",
        "liushou_core.policy",
        "liushou_core.ports",
        "liushou_core.services",
    ],
)
def test_loads_only_light_packages(module: str) -> None:
    """The front door and the inner folders load no third-party package but attrs and python-stdnum."""
    loaded = set(json.loads(python("-c", LOADED.format(module=module)).stdout))
    assert loaded - LIGHT == set()


def test_testing_does_not_load_pytest() -> None:
    """`liushou_core.testing` can be imported where pytest is not wanted, as in `liushou conformance`."""
    loaded = json.loads(python("-c", LOADED.format(module="liushou_core.testing")).stdout)
    assert "pytest" not in loaded


def test_every_public_name_is_reachable() -> None:
    """Each name the front door lists can be taken from it, heavy ones too, and `dir` shows them all."""
    code = (
        "import liushou_core as lc; missing = [n for n in lc.__all__ if getattr(lc, n, lc) is lc];"
        "print(missing, sorted(set(lc.__all__) - set(dir(lc))))"
    )
    assert python("-c", code).stdout.strip() == "[] []"


def test_import_time_is_reported(record_property: Callable[[str, object], None]) -> None:
    """How long the import took is told at the end of the run; a time on somebody's machine decides nothing."""
    lines = python("-X", "importtime", "-c", "import liushou_core").stderr.splitlines()
    (own,) = [line for line in lines if re.fullmatch(r"import time:.*\| liushou_core", line)]
    microseconds = int(own.split("|")[1])
    record_property("told at the end", f"import liushou_core: {microseconds / 1000:.0f} ms")
    assert microseconds > 0
