"""Whence the lunar table and its golden file come. No test runs this: it needs libraries that nothing else needs.

    pip install lunar_python==1.4.8 LunarCalendar==0.0.9 borax==4.1.3   # all three under the MIT licence
    python tests/domain/lunar_source.py table     # the numbers of lunar_table.py
    python tests/domain/lunar_source.py golden    # tests/domain/golden/lunar.toml

The table is lunar_python's, which computes each new moon for UTC+8, the rule of GB/T 33661-2017. The golden file is what
LunarCalendar and borax print, each from a table of its own; they agree on every month of 1900–2100.

Between the two lie two months of 2,486. Three new moons fall within three minutes of midnight, at 23:59:50 on 28 September
2057, 23:57:13 on 4 September 2089 and 23:59:18 on 7 August 2097 (computed with PyEphem), closer than the turning of the earth
can be foretold; tables made long ago print the day after for some of them. The Hong Kong Observatory says so beside its own.
"""

import sys
from collections.abc import Callable
from datetime import date
from typing import Any

YEARS = range(1900, 2101)
Months = list[tuple[date, int, bool]]


def lunar_python(year: int) -> Months:
    from lunar_python import Lunar, LunarYear

    months = []
    for one in LunarYear.fromYear(year).getMonths():
        if one.getYear() == year:  # it lists the last months of the year before, too
            solar = Lunar.fromYmd(year, one.getMonth(), 1).getSolar()
            day = date(solar.getYear(), solar.getMonth(), solar.getDay())
            months.append((day, abs(one.getMonth()), one.getMonth() < 0))
    return sorted(months)


def lunar_calendar(year: int) -> Months:
    from lunarcalendar import Converter, Lunar

    def first(month: int, leap: bool) -> Any:
        return Converter.Lunar2Solar(Lunar(year, month, 1, isleap=leap)).to_date()

    return by_trial(first)


def borax(year: int) -> Months:
    from borax.calendars.lunardate import LunarDate

    return by_trial(lambda month, leap: LunarDate(year, month, 1, int(leap)).to_solar_date())


def by_trial(first: Callable[[int, bool], date]) -> Months:
    """Return the months whose first day a library gives; it refuses leap months that the year has not."""
    months = []
    for month in range(1, 13):
        for leap in (False, True):
            try:
                months.append((first(month, leap), month, leap))
            except Exception:  # noqa: BLE001  # each library refuses in its own way
                continue
    return sorted(months)


def table() -> None:
    numbers = []
    for year in YEARS:
        months = lunar_python(year)
        ends = [day for day, *_ in months[1:]] + [lunar_python(year + 1)[0][0]]
        long = [(end - day).days == 30 for (day, *_), end in zip(months, ends, strict=True)]
        after = next((number for _, number, leap in months if leap), 0)
        numbers.append(f"{after << 13 | sum(bit << place for place, bit in enumerate(long)):05x}")
    for place in range(0, len(numbers), 10):
        sys.stdout.write(" ".join(numbers[place : place + 10]) + "\n")


def golden() -> None:
    for year in YEARS:
        months = lunar_calendar(year)
        assert months == borax(year), year
        days = " ".join("+" * leap + day.isoformat()[5:] for day, _, leap in months)
        sys.stdout.write(f'{year} = "{days}"\n')


if __name__ == "__main__":
    {"table": table, "golden": golden}[sys.argv[1]]()
