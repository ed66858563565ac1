"""Tables spreadsheets in, registers out: a school is a folder of tables, one a kind of record."""

from liushou_core.plugins.formats.csv_files import write_csv
from liushou_core.plugins.formats.guard import guarded, unguarded
from liushou_core.plugins.formats.read_tables import read_tables
from liushou_core.plugins.formats.write_tables import write_tables

__all__ = ["guarded", "read_tables", "unguarded", "write_csv", "write_tables"]
