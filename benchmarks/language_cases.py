"""What `liushou assess PACK --cases FILE` costs for many small cases, against the same command with one case.

Run: python benchmarks/language_cases.py [cases] [rounds]. Whole processes, taken in turn; each figure is the least processor
time of the rounds. With one case the command starts the interpreter, imports everything and reads the pack; what it takes
beyond that, the cases take. The promise: under 2 s for 1,000 small cases. The people in them are made up.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

PROMISED = 2.0
PACK = """
schema = "liushou-policy/1"
id = "cases-benchmark"
title = { zh = "案例测速方案", en = "Benchmark of cases" }
in_force_from = 2022-09-01
source = "invented"

[fact.income]
type = "money"

[eligibility]
all = [{ age = { less_than = 16 } }, { fact = { name = "income", less_than = 900 } }]

[[classification]]
id = "need"
of = { fact = "income" }
class = [{ id = "deep", less_than = 300 }, { id = "some" }]

[[score]]
id = "points"

[[score.item]]
id = "need"
classification = "need"
choices = { deep = 5, some = 2 }

[[duty]]
id = "talk"
contact = "talk"
at_least = 1
per = "month"
"""


def cases(number: int) -> Iterator[str]:
    """Yield cases of one child each, with what they should find."""
    for n in range(number):
        income, year = n % 1200, 2004 + n % 12
        child = {"id": "c1", "birthday": f"{year}-03-03", "facts": {"income": income}}
        covered = "yes" if income < 900 and year > 2007 else "no"
        expect = {
            "/subjects/c1/decisions/eligibility/verdict": covered,
            "/subjects/c1/scores/points/value": "5" if income < 300 else "2",
        }
        case = {"name": f"n{n}", "on": "2023-05-01", "facts": {"children": [child]}, "expect": expect}
        yield json.dumps(case)


def seconds(command: list[str]) -> float:
    """Return the processor time of a whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def main(number: int = 1_000, rounds: int = 5) -> None:
    """Print each command in seconds, and what the cases take of what is promised."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "pack.toml").write_text(PACK, "utf-8")
        commands = {"bare interpreter": [sys.executable, "-c", "pass"]}
        for count in (1, number):
            file = folder / f"{count}.jsonl"
            file.write_text("\n".join(cases(count)), "utf-8")
            asked = ["-m", "liushou_core.cli", "assess", str(folder / "pack.toml"), "--cases", str(file)]
            commands[f"assess --cases, {count}"] = [sys.executable, *asked]
        least = dict.fromkeys(commands, float("inf"))
        for _ in range(rounds):
            for name, command in commands.items():
                least[name] = min(least[name], seconds(command))
    for name, value in least.items():
        print(f"{name:<24}{value:7.2f} s")
    _, one, many = least.values()
    print(f"{number} cases alone: {many - one:.2f} s of the {PROMISED * number / 1_000:.1f} s promised")
    print(f"{number} cases / one case, whole processes: {many / one:.2f}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
