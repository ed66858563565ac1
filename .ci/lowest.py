"""Print the oldest releases that pyproject.toml allows, as constraints for pip: `attrs==24.2` for `attrs>=24.2`."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
wanted = [
    *project["dependencies"],
    *(r for extra in project["optional-dependencies"].values() for r in extra),
]
for requirement in wanted:
    if requirement.startswith(project["name"]):  # an extra made of other extras
        continue
    bound = re.fullmatch(r"([\w.-]+)(?:\[[\w,-]+\])?>=([\w.]+)", requirement)
    if bound is None:
        raise SystemExit(f"{requirement}: no plain lower bound, so its oldest release cannot be tried")
    print(f"{bound[1]}=={bound[2]}")
