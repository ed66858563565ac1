"""What tests of the nouns ask again and again."""

from collections.abc import Callable
from typing import Any

import pytest

from liushou_core.errors import Contradiction, InvalidValue, Path

Problems = list[tuple[str, Path]]


@pytest.fixture
def problems_of() -> Callable[[Callable[[], Any]], Problems]:
    """Return what tells the codes and paths of every problem that making something meets; none where it is made."""

    def told(make: Callable[[], Any]) -> Problems:
        try:
            make()
        except (InvalidValue, Contradiction) as error:
            return [(problem.code, problem.path) for problem in error.problems]
        return []

    return told
