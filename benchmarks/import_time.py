"""What `import liushou_core` costs, against a bare interpreter and against one that imports attrs alone.

Run: python benchmarks/import_time.py [rounds]. Each figure is the least of the rounds, whole interpreters taken in
turn, so that what the machine does meanwhile falls on all of them alike. The promise: under 0.2 s of import.
"""

import subprocess
import sys
from time import perf_counter

CASES = {"nothing": "pass", "attrs": "import attrs", "liushou_core": "import liushou_core"}


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to run *code* and end."""
    start = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return perf_counter() - start


def main(rounds: int = 20) -> None:
    """Print each case in milliseconds, and the ratios that matter."""
    for code in CASES.values():  # once unmeasured, so that every file is compiled and cached
        seconds(code)
    least = dict.fromkeys(CASES, float("inf"))
    for _ in range(rounds):
        for name, code in CASES.items():
            least[name] = min(least[name], seconds(code))
    for name, value in least.items():
        print(f"{name:<14}{value * 1000:8.1f} ms")
    own = least["liushou_core"] - least["nothing"]
    print(
        f"import liushou_core / import attrs, whole interpreters: {least['liushou_core'] / least['attrs']:.2f}"
    )
    print(f"import liushou_core alone: {own * 1000:.1f} ms of the 200 ms promised")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
