"""How many of a sample of mutants of the rules the tests kill: python .ci/mutants.py [HOW MANY] [SEED] [LEAST SHARE]

mutmut makes a mutant of every operator, number, text and argument of the files named in pyproject.toml (tens of thousands), and notes which test runs which function.
All of them would take days; a sample drawn with a seed gives the share within a few points. A mutant counts as killed if a test fails or never
ends; one that no test reaches counts as alive. Prints every mutant that lives, and fails where fewer than the least share are killed.
"""

import json
import math
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from mutmut.stats import status_by_exit_code

FIRST = "liushou_core.policy.rounding.*"  # a handful, with which all mutants are made and the tests noted
KILLED = ("killed", "timeout", "segfault")


def run(*names: str) -> None:
    done = subprocess.run(["mutmut", "run", *names], check=False, capture_output=True, text=True)
    if done.returncode:
        sys.exit(
            "\n".join([*done.stdout.splitlines()[-60:], done.stderr])
        )  # what it says before is a spinner


def verdicts() -> dict[str, int | None]:
    """Return the exit code of each mutant's tests; None: not tried yet."""
    found: dict[str, int | None] = {}
    for meta in Path("mutants").rglob("*.meta"):
        found.update(json.loads(meta.read_text("utf-8"))["exit_code_by_key"])
    return found


def main(count: int = 400, seed: int = 1, least: float = 0.9) -> int:
    run(FIRST)
    names = sorted(verdicts())
    sample = random.Random(seed).sample(names, min(count, len(names)))  # noqa: S311 - nothing is kept secret
    run(*sample)
    known = verdicts()
    states = {name: status_by_exit_code[known[name]] for name in sample}
    for name in sorted(sample):
        if states[name] not in KILLED:
            print(f"{states[name]:<10} {name}")
    killed = sum(state in KILLED for state in states.values())
    share = killed / len(sample)
    within = 1.96 * math.sqrt(share * (1 - share) / len(sample))
    print(f"{len(names)} mutants, {len(sample)} tried (seed {seed}): {dict(Counter(states.values()))}")
    print(f"killed {share:.1%}, give or take {within:.1%}; promised {least:.0%}")
    return 0 if share >= least else 1


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(*map(int, given[:2]), *map(float, given[2:3])))
