"""What holds for every test: how hard Hypothesis searches, and that nothing is skipped silently."""

import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

# No deadline in any profile: a slow machine is not a wrong answer. `derandomize` in CI so that a red run is red again
# when it is repeated; the nightly profile is the one that goes looking for new cases.
settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, print_blob=True)
settings.register_profile(
    "nightly",
    max_examples=int(
        os.environ.get("LIUSHOU_EXAMPLES", "2000")
    ),  # fewer where a night is short; the report says so
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],  # rare large examples are what the night is for
)
# For the same properties once more under another Python or other dependencies: what is looked for there is what breaks at once.
settings.register_profile("again", max_examples=15, deadline=None, derandomize=True, print_blob=True)
settings.load_profile(os.environ.get("LIUSHOU_PROFILE") or ("ci" if os.environ.get("CI") else "dev"))
# For a property that is asked of each of the 27 packs that ship: together they still see more examples than one alone.
settings.register_profile(
    "one of many", parent=settings.default, max_examples=max(3, settings.default.max_examples // 10)
)

SKIPS_ALLOWED: dict[str, str] = {}
"""Reasons with which a test may be skipped in CI, each with why that hides nothing."""

Report = pytest.TestReport | pytest.CollectReport


def pytest_configure(config: pytest.Config) -> None:
    """Refuse skips where LIUSHOU_NO_SKIPS is set, as .ci/run does."""
    if os.environ.get("LIUSHOU_NO_SKIPS"):
        # An object, not hooks of this file: those would not see the docstrings' examples, which live elsewhere.
        config.pluginmanager.register(NoSkips(), "liushou-no-skips")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the figures that tests noted and none of them judged."""
    for report in terminalreporter.getreports("passed"):
        for name, figure in report.user_properties:
            if name == "told at the end":
                terminalreporter.write_line(figure)


class NoSkips:
    """Turns every skip whose reason is not allowed into a failure."""

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Judge the report of one test's set-up, call or tear-down."""
        report = yield
        refuse(report)
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Judge the report of one file, which may be skipped whole."""
        report = yield
        refuse(report)
        return report


def refuse(report: Report) -> None:
    """Make *report* a failure if it is a skip nobody allowed."""
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if reason.removeprefix("Skipped: ") not in SKIPS_ALLOWED:
        report.outcome = "failed"
        report.longrepr = (
            f"{reason}\nLIUSHOU_NO_SKIPS is set: only these skips are allowed: {sorted(SKIPS_ALLOWED)}"
        )
