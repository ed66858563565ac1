"""A register of generated children under a plan in the pack language, streamed, against the plainest Python for that plan.

Run: python benchmarks/language_register.py [children]. The plan (language_register.toml) has eligibility, five duties, two
scores and three classifications; reference/language_register.py answers the same from the same frozen objects, and every
answer is held against it in the run. Both are asked about each child in turn, so that what the machine does meanwhile falls on
both alike; the time that the making of the children and the comparison take is in neither. Times are processor time.
"""

import resource
import sys
from pathlib import Path
from time import process_time

from reference.language_people import FIRST, ON, Register
from reference.language_register import Found, Window, answers

from liushou_core import YES, assess_each, load_policy
from liushou_core.policy.assessment import SubjectAssessment

SAID = {"yes": True, "no": False, "unknown": None}


def plainly(one: SubjectAssessment) -> Found:
    """Return the answers of the library in the shape of the plain ones."""
    got = one.answers
    windows = [
        Window(
            item.duty,
            item.window.start,
            item.deadline,
            item.state.value,
            item.counted,
            item.owed_by,
            item.overdue_since,
        )
        for item in one.windows
    ]
    return Found(
        SAID[got.decisions["eligibility"].verdict.value],
        {id: found.possible for id, found in got.classes.items()},
        {id: (found.low, found.high, found.levels) for id, found in got.scores.items()},
        windows,
    )


def main(children: int = 10_000) -> None:
    """Print the time of both for each child, the ratio, and the most memory that was held."""
    policy = load_policy(Path(__file__).with_name("language_register.toml"))
    facts = Register(children)
    plain = checking = 0.0
    covered = windows = 0
    begun = process_time()
    for one in assess_each(policy, facts, on=ON, over=(FIRST, ON)):
        asked = process_time()
        expected = answers(facts.child(one.id), facts, ON)
        answered = process_time()
        if plainly(one) != expected:
            sys.exit(f"{one.id}: the library says {plainly(one)}, plain Python {expected}")
        covered += one.answers.decisions["eligibility"].verdict is YES
        windows += len(one.windows)
        plain += answered - asked
        checking += process_time() - answered
    language = process_time() - begun - plain - checking - facts.building
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{children} children, {covered} covered, {windows} windows; every answer is the same in both")
    print(f"pack language  {language:8.2f} s  {language / children * 1e6:8.0f} µs a child")
    print(f"plain Python   {plain:8.2f} s  {plain / children * 1e6:8.0f} µs a child")
    print(f"pack language / plain Python: {language / plain:.1f}")
    print(f"most memory held by the process: {held:.0f} MB")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
