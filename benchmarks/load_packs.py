"""What loading every shipped pack costs: read, structured, linted and linked; and again, when nothing has changed.

Run: python benchmarks/load_packs.py [rounds]. Whole interpreters, taken in turn with one that loads nothing: the first load also makes the code by which
packs are read, and pays for the imports. Inside one, the packs are then parsed anew (a comment is added, so that none is kept), and once
more as they are. Times are processor time, the least of the rounds. The promise: all 27 plan families in under 0.5 s.
"""

import subprocess
import sys
from time import process_time

PROMISED, FAMILIES = 0.5, 27


def inside() -> None:
    """Print, in seconds: the imports, the first load of all packs, another of changed texts, and one of the same."""
    begun = process_time()
    from liushou_core.serialization.packs import builtin_packs, load_policy, parse_policy

    imported = process_time()
    for name in builtin_packs():
        load_policy(name)
    first = process_time()
    for name, text in builtin_packs().items():
        parse_policy(f"# again\n{text}", file=f"{name}.toml")
    again = process_time()
    for name, text in builtin_packs().items():
        parse_policy(text, file=f"{name}.toml")
    kept = process_time()
    print(imported - begun, first - imported, again - first, kept - again, len(builtin_packs()))


def main(rounds: int = 7) -> None:
    """Print each figure, for the packs there are and for as many as there are families."""
    least = [float("inf")] * 4
    packs = 1
    for _ in range(rounds):
        done = subprocess.run(
            [sys.executable, __file__, "inside"], check=True, capture_output=True, text=True
        )
        *figures, count = done.stdout.split()
        packs = int(count)
        least = [min(a, float(b)) for a, b in zip(least, figures, strict=True)]
    names = ("imports", f"first load of {packs} packs", f"{packs} packs anew", f"{packs} packs kept")
    for name, value in zip(names, least, strict=True):
        print(f"{name:<24}{value * 1000:9.2f} ms")
    _, first, again, _ = least
    whole = first + again / packs * max(FAMILIES - packs, 0)
    print(
        f"first load of {max(packs, FAMILIES)} packs, those that are not there reckoned like the others: {whole:.2f} s of the {PROMISED} s promised"
    )
    print(f"first load / anew: {first / again:.1f}")


if __name__ == "__main__":
    inside() if sys.argv[1:] == ["inside"] else main(*map(int, sys.argv[1:]))
