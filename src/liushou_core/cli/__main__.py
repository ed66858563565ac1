"""`python -m liushou_core.cli`: the command where no script is installed."""

from liushou_core.cli import main

main(prog_name="liushou")
