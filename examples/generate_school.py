"""Write the example school: ``python examples/generate_school.py [FOLDER]``, by default into ``examples/school``.

A country school with a thousand pupils, some four hundred of them left-behind, as a clerk would hand it in: absences
with visits home for the festivals, facts that nobody asked about, a class teacher who changes in the middle of the
year, marks with ties, a year of contacts with gaps. Everybody in it is invented. The same program writes the same
bytes on every machine.
"""

import csv
import sys
from pathlib import Path

from school_generator.pupils import pupils
from school_generator.tables import TABLES


def main() -> None:
    """Write every table as a CSV file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("school")
    everybody = pupils()
    for name, rows in TABLES.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows(everybody))


if __name__ == "__main__":
    main()
