"""The school's terms, and the festivals at which parents come home."""

from datetime import date

TERMS = {
    "2021-2022/1": (date(2021, 9, 1), date(2022, 1, 15), [(date(2021, 10, 1), date(2021, 10, 8))]),
    "2021-2022/2": (date(2022, 2, 21), date(2022, 7, 2), []),
    "2022-2023/1": (date(2022, 9, 1), date(2023, 1, 14), [(date(2022, 10, 1), date(2022, 10, 8))]),
    "2022-2023/2": (date(2023, 2, 13), date(2023, 7, 1), []),
    "2023-2024/1": (date(2023, 9, 1), date(2024, 1, 20), [(date(2023, 9, 29), date(2023, 10, 7))]),
    "2023-2024/2": (date(2024, 2, 26), date(2024, 7, 6), []),
}
"""Each term: its first day, the first day after it, and the vacations inside it, written in the same way."""

RECORDS_END = date(2023, 10, 31)
"""The last day of which the school has written anything down."""

# Festival: share of families at home for it, first and last day on which they arrive, and the same for leaving again.
VISITS = {
    "spring-festival-2022": (0.60, date(2022, 1, 20), date(2022, 1, 30), date(2022, 2, 6), date(2022, 2, 20)),
    "national-day-2022": (0.30, date(2022, 9, 30), date(2022, 10, 2), date(2022, 10, 6), date(2022, 10, 9)),
    "spring-festival-2023": (0.85, date(2023, 1, 8), date(2023, 1, 20), date(2023, 1, 28), date(2023, 2, 12)),
    "dragon-boat-2023": (0.10, date(2023, 6, 20), date(2023, 6, 22), date(2023, 6, 24), date(2023, 6, 27)),
    "summer-2023": (0.09, date(2023, 7, 3), date(2023, 8, 1), date(2023, 8, 6), date(2023, 8, 25)),
    "mid-autumn-2023": (0.05, date(2023, 9, 28), date(2023, 9, 30), date(2023, 10, 5), date(2023, 10, 8)),
    "national-day-2023": (0.25, date(2023, 10, 1), date(2023, 10, 2), date(2023, 10, 5), date(2023, 10, 8)),
}

# The months of which a talk is owed: those with lessons. First and last school day of each.
MONTHS = [
    (date(2022, 9, 1), date(2022, 9, 30)),
    (date(2022, 10, 8), date(2022, 10, 31)),
    (date(2022, 11, 1), date(2022, 11, 30)),
    (date(2022, 12, 1), date(2022, 12, 30)),
    (date(2023, 1, 2), date(2023, 1, 13)),
    (date(2023, 2, 13), date(2023, 2, 28)),
    (date(2023, 3, 1), date(2023, 3, 31)),
    (date(2023, 4, 3), date(2023, 4, 28)),
    (date(2023, 5, 4), date(2023, 5, 31)),
    (date(2023, 6, 1), date(2023, 6, 30)),
    (date(2023, 9, 1), date(2023, 9, 28)),
    (date(2023, 10, 8), date(2023, 10, 31)),
]

QUARTERS = [
    (date(2022, 10, 8), date(2022, 12, 31)),
    (date(2023, 1, 2), date(2023, 3, 31)),
    (date(2023, 4, 3), date(2023, 6, 30)),
    (date(2023, 7, 3), date(2023, 9, 28)),
]
