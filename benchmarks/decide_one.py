"""One decision with its whole tree of findings, against the plainest hand-written Python on the same frozen objects.

Run: python benchmarks/decide_one.py [children] [rounds]. The plan is the shipped pack school-four-priorities; reference/decide_one.py answers the
same with a tree of steps, and every verdict is held against it. Both are asked about each child in turn, so that what the machine does
meanwhile falls on both alike; a child's figure is the least of the rounds. The promise: at most 2.5 times.
"""

import statistics
import sys
from collections.abc import Callable
from time import perf_counter_ns

from reference.decide_one import eligible
from reference.language_people import ON, Register

from liushou_core import decide, load_policy

SAID = {"yes": True, "no": False, "unknown": None}


def nanoseconds(ask: Callable[[], object]) -> int:
    """Return how long asking takes."""
    begun = perf_counter_ns()
    ask()
    return perf_counter_ns() - begun


def main(children: int = 2_000, rounds: int = 5) -> None:
    """Print the median of both for one child, in microseconds, and the ratio."""
    policy = load_policy("school-four-priorities").evolve({"in_force_from": "2022-09-01"})
    people = list(Register(children).children())
    ours, plain = [], []
    for facts in people:
        if SAID[decide(policy, facts, on=ON).verdict.value] is not eligible(facts, ON).value:
            sys.exit(
                f"{facts.id}: {decide(policy, facts, on=ON).explain()}\nplain Python: {eligible(facts, ON)}"
            )
    for facts in people:
        ours.append(min(nanoseconds(lambda f=facts: decide(policy, f, on=ON)) for _ in range(rounds)))
        plain.append(min(nanoseconds(lambda f=facts: eligible(f, ON)) for _ in range(rounds)))
    for name, times in (("decide", ours), ("plain Python", plain)):
        low, high = statistics.median(times) / 1e3, statistics.quantiles(times, n=100)[98] / 1e3
        print(f"{name:<14}{low:8.1f} µs median {high:8.1f} µs at the 99th of a hundred")
    print(
        f"decide / plain Python: {statistics.median(ours) / statistics.median(plain):.2f} of the 2.50 promised"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
