"""The command `liushou` and what all its commands share."""

import click

from liushou_core.__about__ import __version__
from liushou_core.cli.assess import assess_command
from liushou_core.cli.children import check_command, decide_command, due_command, settle_command
from liushou_core.cli.db import db_group
from liushou_core.cli.demo import demo_command
from liushou_core.cli.plugins import plugins_command
from liushou_core.cli.policies import policies_group

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="liushou-core")
def main() -> None:
    """Plans for the care of left-behind children 留守儿童, made executable and checkable."""


for command in (
    demo_command,
    decide_command,
    due_command,
    check_command,
    settle_command,
    assess_command,
    policies_group,
    plugins_command,
    db_group,
):
    main.add_command(command)
