"""A register of generated children, streamed through decide: time for each child, and how much the memory held grows.

Run: python benchmarks/decide_register.py [children]. The plan is the shipped pack school-four-priorities; the children come school by school, as from
files, and each school is let go before the next. The most memory held is read after a tenth of the register and at its end: it must not
grow with the number of children. Times are processor time; that of making the children is told apart.
"""

import resource
import sys
from collections import Counter
from time import process_time

from reference.decide_one import eligible
from reference.language_people import ON, Register

from liushou_core import decide, load_policy


def held() -> float:
    """Return the most memory that the process has held so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(children: int = 100_000) -> None:
    """Print verdicts, time for each child beside that of plain Python, and memory."""
    policy = load_policy("school-four-priorities").evolve({"in_force_from": "2022-09-01"})
    register = Register(children)
    verdicts: Counter[str] = Counter()
    deciding = plain = at_a_tenth = 0.0
    for number, facts in enumerate(register.children(), 1):
        begun = process_time()
        verdicts[decide(policy, facts, on=ON).verdict.value] += 1
        decided = process_time()
        eligible(facts, ON)
        plain += process_time() - decided
        deciding += decided - begun
        if number == children // 10:
            at_a_tenth = held()
    at_the_end = held()
    print(f"{children} children: {', '.join(f'{count} {name}' for name, count in verdicts.most_common())}")
    print(f"decide         {deciding:8.2f} s {deciding / children * 1e6:8.1f} µs a child")
    print(f"plain Python   {plain:8.2f} s {plain / children * 1e6:8.1f} µs a child")
    print(f"making them    {register.building:8.2f} s")
    print(f"decide / plain Python: {deciding / plain:.2f}")
    print(
        f"most memory held after a tenth: {at_a_tenth:.0f} MiB, at the end: {at_the_end:.0f} MiB, grown by {at_the_end - at_a_tenth:.1f} MiB"
    )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
