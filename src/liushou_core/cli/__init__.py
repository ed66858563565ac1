"""`liushou …`: the command line, thin: each command is a few calls of the library and a table."""

from liushou_core.cli.main import main

__all__ = ["main"]
